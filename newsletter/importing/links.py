"""Links of mails: no trackers, no click counters, nothing about one reader."""

import base64
import binascii
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from newsletter.importing.merge_tags import MERGE_TAG, remove_merge_tags
from newsletter.importing.result import Warnings

# Words of a link that is about the reader's own subscription or copy.
PERSONAL_WORDS = re.compile(
    r"uitschrijv|uit te schrijven|schrijf (?:je|u) (?:hier )?uit|"
    r"afmelden?\b|meld (?:je|u) (?:hier )?af|unsubscri|"
    r"(?:wijzig|pas|beheer|update)\w*\b.{0,20}\b(?:gegevens|profiel|voorkeuren|profile|preferences)|"
    r"(?:voorkeuren|gegevens|profiel) (?:aanpassen|wijzigen|beheren)|"
    r"stuur (?:deze (?:nieuwsbrief|mail) )?door|^doorsturen$|forward to a friend|"
    r"online\s?versie|webversie|view (?:this|it|in)\b|in (?:je|uw|de|your) browser|"
    r"(?:bekijk|lees|open)\s+(?:(?:deze|dit|de|het|hem)\s+)?(?:(?:dan|hier|ook)\s+)?"
    r"(?:(?:e-?mail|mail|bericht|nieuwsbrief|nummer)\s+)?online|désinscri|se désabonner",
    re.IGNORECASE,
)
PERSONAL_ADDRESS = re.compile(
    r"unsub|uitschrij|afmeld|opt-?out|/profile\b|profile\?|preference|voorkeur|"
    r"forward-?to|updatemyprofile|mailchi\.mp|campaign-archive|webversion|/online/|[?&](?:email|e-?mail)=",
    re.IGNORECASE,
)
REDIRECT = re.compile(
    r"list-manage\.com/track|/track/click|/ls/click|/wf/click|/click(?:[/?.]|$)|/clicks?/|"
    r"safelinks\.protection\.outlook|google\.[a-z.]+/url|facebook\.com/l\.php|linkedin\.com/redir|"
    r"/redirect[/?.]|/redir[/?.]|/r\.php|/lt\.php|/c/eJ|clicktrack|trk\.|//click\.|//track\.|"
    r"//links?\.|urldefense|/cl0/|sendibt|sendinblue\.com/tr/cl|createsend\d*\.com/t/|cmail\d+\.com/t/|"
    r"rs6\.net/|mjt\.lu/lnk|awstrack\.me|hubspotlinks|mandrillapp\.com/track|ymlp\w*\.com/|"
    r"/tracking/|/trackclick|/l/l\?|clicks\.|ct\.sendgrid\.net",
    re.IGNORECASE,
)
# In a path: of urldefense between underscores, percent-encoded, or as it is.
_IN_PATH = re.compile(
    r"/__(https?:/{1,2}.+?)__;|/(https?%3A%2F%2F[^/?#\s]+)|/(https?://[^#\s]+)", re.IGNORECASE
)
_TRACKING_PARAMETER = re.compile(
    r"(?:utm_\w+|mc_\w+|mtm_\w+|pk_\w+|fbclid|gclid|_hs\w+|mkt_tok|vero_\w+|ct|cid|e|_ga|_cldee|"
    r"elq\w*|subscriber\w*|recipient\w*|contact_?id)$"
)
_WRITTEN_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
PIXEL_ADDRESS = re.compile(
    r"track/open|/open\.php|/o\.gif|/pixel|beacon|/wf/open|1x1|spacer", re.IGNORECASE
)
# What a mail program gives each reader: hexadecimal, letters and digits mixed, or a number.
_TOKEN = re.compile(r"[A-Za-z0-9]{8,}|\d{7,}")
_LONG_WORDS = 3


class Cleaner:
    """Cleans the texts and addresses of one file, and collects what was done in warnings.

    Args:
        secrets: what stands in addresses for the reader of this copy; see `secrets_of`.
    """

    def __init__(self, warnings: Warnings, secrets: Iterable[str] = ()):
        self.warnings = warnings
        self.secrets = set(secrets)

    def text(self, text: str) -> str:
        """Text without merge tags, and without addresses that lead to a person."""
        without = remove_merge_tags(text)
        if without != text:
            self.warnings.add("merge_tags_removed")
        return _WRITTEN_ADDRESS.sub(lambda match: self._written(match[0]), without)

    def _written(self, address: str) -> str:
        if not (
            REDIRECT.search(address)
            or PERSONAL_ADDRESS.search(address)
            or self._holds_secret(address)
        ):
            return address
        return self.address(address, "") or ""

    def address(self, address: str, words: str) -> str | None:
        """The address that a link may keep.

        Returns:
            The address without trackers; an empty string when the words may stay but the
            link may not; None when link and words must both go.
        """
        address = address.strip()
        if MERGE_TAG.search(unquote(address)) or PERSONAL_WORDS.search(words):
            self.warnings.add("personal_link_removed")
            return None
        if REDIRECT.search(address):
            target = _redirect_target(address)
            if target is None:
                self.warnings.add("click_redirects_removed")
                return ""
            self.warnings.add("click_redirects_unwrapped")
            address = target
        if PERSONAL_ADDRESS.search(address):
            self.warnings.add("personal_link_removed")
            return "" if len(words.split()) > _LONG_WORDS else None
        scheme = urlsplit(address).scheme.lower() if _parses(address) else ""
        if scheme in {"http", "https"}:
            address = _without_tracking(address)
        elif scheme not in {"mailto", "tel"}:
            return ""
        if self._holds_secret(address):
            self.warnings.add("personal_link_removed")
            return ""
        return address

    def _holds_secret(self, address: str) -> bool:
        return not self.secrets.isdisjoint(_TOKEN.findall(address))


def is_personal(address: str, words: str) -> bool:
    """Whether a link is about the reader's own subscription or copy."""
    return bool(PERSONAL_ADDRESS.search(address) or PERSONAL_WORDS.search(words))


def secrets_of(personal: Iterable[str]) -> set[str]:
    """What stands for the reader in the links of one copy: whatever looks like a key.

    Args:
        personal: addresses of personal links and of tracking pixels.
    """
    return {token for address in personal for token in _TOKEN.findall(address) if _is_key(token)}


def written_secrets(text: str) -> set[str]:
    """The same for plain text, where words stand before an address."""
    return secrets_of(
        match[0]
        for match in _WRITTEN_ADDRESS.finditer(text)
        if is_personal(match[0], text[: match.start()].rpartition("\n\n")[2][-60:])
    )


def _is_key(token: str) -> bool:
    """Letters and digits in turn, or a long number: no word, and no word with a year."""
    return token.isdecimal() or len(re.findall(r"\d(?=[A-Za-z])|[A-Za-z](?=\d)", token)) > 2


def _parses(address: str) -> bool:
    try:
        return bool(urlsplit(address))
    except ValueError:
        return False


def _redirect_target(address: str, depth: int = 0) -> str | None:
    """Where a click counter sends on to, when its own address says so."""
    if depth > 4 or not _parses(address):
        return None
    for _name, value in parse_qsl(urlsplit(address).query):
        target = value if value.startswith(("http://", "https://")) else _from_base64(value)
        if target and _parses(target):
            return _redirect_target(target, depth + 1) if REDIRECT.search(target) else target
    match = _IN_PATH.search(address[8:])
    return unquote(next(filter(None, match.groups()))) if match else None


def _from_base64(value: str) -> str | None:
    """The address in a coded parameter, alone or among other facts (as JSON)."""
    if len(value) < 12:
        return None
    try:
        padded = value + "=" * (-len(value) % 4)
        text = base64.urlsafe_b64decode(padded).decode("ascii").replace("\\", "")
    except (binascii.Error, ValueError):
        return None
    match = re.search(r"(?:^|\")(https?://[^\s\"]+)", text)
    return match[1] if match else None


def _without_tracking(address: str) -> str:
    parts = urlsplit(address)
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING_PARAMETER.match(name.lower())
    ]
    query = (
        urlencode(kept)
        if len(kept) != len(parse_qsl(parts.query, keep_blank_values=True))
        else parts.query
    )
    return urlunsplit(parts._replace(query=query))
