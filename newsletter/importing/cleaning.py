"""What must not come along from a mail: personal data, trackers, personal links."""

import base64
import binascii
import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from newsletter.importing.result import Warnings

_FIELD = (
    r"voornaam|achternaam|naam|aanspreking|titel|e-?mail(?:adres)?|organisatie|bedrijf|"
    r"first_?name|last_?name|full_?name|name|fname|lname|email(?:_?address)?|company|salutation|"
    r"unsub\w*|uitschrijf\w*|web_?version|webversie|online\w*|browser\w*|forward\w*|profile\w*"
)
MERGE_TAG = re.compile(
    r"\*\|[^|]{1,120}\|\*"  # Mailchimp
    r"|\{{2,3}[^{}]{1,120}\}{2,3}|\{%[^%]{1,120}%\}|\{\$[^{}]{1,80}\}"  # Flexmail, Brevo, Jinja
    r"|\[\[[^\[\]]{1,120}\]\]"
    r"|\[(?:subscriber|link|user|date|newsletter|subject):[^\]]{1,80}\]"  # MailPoet
    r"|%%[^%\n]{1,80}%%|%recipient[\w.]*%|<%[^%]{0,120}%>|\$\{[^{}]{1,80}\}"
    rf"|\[(?:{_FIELD})(?:,[^\[\]]{{0,60}})?\]|\{{(?:{_FIELD})\}}|#(?:{_FIELD})#|##\w{{1,40}}##|%(?:{_FIELD})%",
    re.IGNORECASE,
)
SALUTATION = re.compile(
    r"(?:beste|dag|hallo|hoi|geachte|goede?\w*dag|goedemorgen|liefste|dear|hello|bonjour)"
    r"(?:\s+(?:heer|mevrouw|lezer|lid))?[\s,.!:;-]*",
    re.IGNORECASE,
)
# Words of a link that is about the reader's own subscription or copy.
PERSONAL_WORDS = re.compile(
    r"uitschrijv|uit te schrijven|schrijf (?:je|u) (?:hier )?uit|"
    r"afmelden?\b|meld (?:je|u) (?:hier )?af|unsubscri|"
    r"(?:wijzig|pas|beheer|update)\w*\b.{0,20}\b(?:gegevens|profiel|voorkeuren|profile|preferences)|"
    r"(?:voorkeuren|gegevens|profiel) (?:aanpassen|wijzigen|beheren)|"
    r"stuur (?:deze (?:nieuwsbrief|mail) )?door|^doorsturen$|forward to a friend|"
    r"online\s?versie|webversie|view (?:this|it|in)\b|in (?:je|uw|de|your) browser|"
    r"(?:bekijk|lees|open)\s+(?:(?:deze|dit|de|het)\s+)?"
    r"(?:(?:e-?mail|mail|bericht|nieuwsbrief|nummer)\s+)?online|désinscri|se désabonner",
    re.IGNORECASE,
)
PERSONAL_ADDRESS = re.compile(
    r"unsub|uitschrij|afmeld|opt-?out|/profile\b|profile\?|preference|voorkeur|"
    r"forward-to|mailchi\.mp|campaign-archive|webversion|/online/|[?&](?:email|e-?mail)=",
    re.IGNORECASE,
)
REDIRECT = re.compile(
    r"list-manage\.com/track|/track/click|/ls/click|/wf/click|/click(?:[/?.]|$)|/clicks?/|"
    r"safelinks\.protection\.outlook|google\.[a-z.]+/url|facebook\.com/l\.php|linkedin\.com/redir|"
    r"/redirect[/?.]|/redir[/?.]|/r\.php|/lt\.php|/c/eJ|clicktrack|trk\.|//click\.|//track\.|"
    r"//links?\.|urldefense|/cl0/|sendibt|sendinblue\.com/tr/cl",
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


def remove_merge_tags(text: str) -> str:
    """The text without fields for personal data, and without the space they leave."""
    without = MERGE_TAG.sub("", text)
    return re.sub(r"[ \t]+([,.;:!?])", r"\1", without) if without != text else text


def clean_text(text: str, warnings: Warnings) -> str:
    """Text without merge tags, and without addresses that lead to a person."""
    without = remove_merge_tags(text)
    if without != text:
        warnings.add("merge_tags_removed")
    return _WRITTEN_ADDRESS.sub(lambda match: _clean_written(match[0], warnings), without)


def _clean_written(address: str, warnings: Warnings) -> str:
    if not (REDIRECT.search(address) or PERSONAL_ADDRESS.search(address)):
        return address
    return clean_address(address, "", warnings) or ""


def is_empty_salutation(text: str) -> bool:
    """A greeting of which only the word is left, such as "Beste ,"."""
    return SALUTATION.fullmatch(text.strip()) is not None


def clean_address(address: str, words: str, warnings: Warnings) -> str | None:
    """The address that a link may keep.

    Returns:
        The address without trackers; an empty string when the words may stay but the
        link may not; None when link and words must both go.
    """
    address = address.strip()
    if MERGE_TAG.search(unquote(address)) or PERSONAL_WORDS.search(words):
        warnings.add("personal_link_removed")
        return None
    if REDIRECT.search(address):
        target = _redirect_target(address)
        if target is None:
            warnings.add("click_redirects_removed")
            return ""
        warnings.add("click_redirects_unwrapped")
        address = target
    if PERSONAL_ADDRESS.search(address):
        warnings.add("personal_link_removed")
        return None
    scheme = urlsplit(address).scheme.lower() if _parses(address) else ""
    if scheme in {"mailto", "tel"}:
        return address
    return _without_tracking(address) if scheme in {"http", "https"} else ""


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
    if len(value) < 12:
        return None
    try:
        padded = value + "=" * (-len(value) % 4)
        text = base64.urlsafe_b64decode(padded).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    return text if text.startswith(("http://", "https://")) else None


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


_FOOTER = re.compile(
    r"verantwoordelijke uitgever|\bv\.u\.|"
    r"(?:je|u) (?:krijgt|ontvangt|kreeg) (?:deze|dit) (?:e-?mail|mail|nieuws|bericht)|"
    r"omdat (?:je|u) .{0,40}(?:ingeschreven|inschreef|toestemming)|nieuwsbrief is een uitgave|"
    r"(?:copyright|©)\W{0,6}(?:(?:19|20)\d\d|interwaas)|alle rechten voorbehouden|"
    r"niet (?:goed )?leesbaar\?|(?:mail|nieuwsbrief) niet goed\?|"
    r"you (?:are receiving|received) this|our mailing address|"
    r"uitschrijven\?|schrijf (?:je|u) (?:hier )?uit\b|uit te schrijven|"
    r"unsubscribe|^uitschrijven\b|"
    r"(?:nieuwsbrief|mails?|berichten) (?:niet )?(?:meer|langer) (?:te )?(?:ontvangen|krijgen)|"
    r"(?:mail|nieuwsbrief|bericht) (?:is|werd) (?:verstuurd|verzonden|gestuurd) (?:naar|aan) |"
    r"(?:online versie|in je browser)|"
    r"^(?:volg ons(?: op .{1,40})?|colofon|contact(?:gegevens)?|privacy\w*|facebook|twitter|"
    r"linkedin|instagram)"
    r"[ :|·.-]*$",
    re.IGNORECASE | re.MULTILINE,
)
_POSTAL_LINE = re.compile(r"\b\d{1,4}\b\W+(?:B-)?[1-9]\d{3} [A-Z][a-z]+(?:-[A-Z][a-z]+)*\b")
_LETTERS = re.compile(r"\w")
MAX_FRAME_LENGTH = 400


def is_frame(text: str) -> bool:
    """What surrounds an issue rather than belongs to it: how to unsubscribe or read it
    online, who publishes it, where it stands on social media."""
    if not _LETTERS.search(text):
        return True
    return len(text) <= MAX_FRAME_LENGTH and bool(_FOOTER.search(text))


def is_address(text: str) -> bool:
    """A line with a postal address: of the publisher in a foot, of a hall in an agenda."""
    return len(text) <= 200 and bool(_POSTAL_LINE.search(text))


_BARE_MORE = re.compile(
    r"(?:lees|kijk)\s+(?:meer|verder)|meer (?:lezen|info(?:rmatie)?)|read more", re.IGNORECASE
)


def is_dead_link(block) -> bool:
    """Whether it is a "lees meer" of which the link had to go: it leads nowhere."""
    return "<a " not in block.html and bool(_BARE_MORE.fullmatch(block.text.strip(" .»>\u2026")))
