"""The mail of a mailing as bytes: built once per language, completed per person.

The text that was tested is only filled in where `PERSONAL_LINKS` stand. Quoted-printable
keeps every line within 76 characters (RFC 2045), which raw HTML would not.
"""

import binascii
import re
from dataclasses import dataclass
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.utils import formataddr, formatdate, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from newsletter.bounces.provider import TOKEN_KEY
from newsletter.mailings.leases import Claimed
from newsletter.models import MailingContent
from newsletter.models.delivery import TOKEN_LENGTH
from newsletter.rendering.mail import PERSONAL_LINKS, RenderedMail
from newsletter.subscribers.links import preferences_url, unsubscribe_url

_PLACES = {place.encode(): name for name, place in PERSONAL_LINKS.items()}
_PLACE = re.compile("(" + "|".join(map(re.escape, PERSONAL_LINKS.values())) + ")")
_PLACE_BYTES = re.compile(b"(" + b"|".join(map(re.escape, _PLACES)) + b")")
_ANY_TOKEN = "0" * TOKEN_LENGTH
_ADDRESS = re.compile(r"[!-~]+@[!-~]+")
_SPECIAL = set('<>()[],;:\\"')


class AlteredMailError(Exception):
    """The stored mail is not the one that was tested."""


class UnwritableAddressError(ValueError):
    """An address that cannot stand in a header or an SMTP command."""


@dataclass(frozen=True)
class Parcel:
    """One mail, ready to go."""

    sender: str  # the return path, RFC 5321
    recipient: str
    headers: dict[str, str]
    mail: "FrozenMail"
    links: dict[str, str]
    token: str  # of the delivery

    def as_bytes(self) -> bytes:
        """The message with CRLF, also at its end, and dots at the start of lines doubled.

        RFC 5321, 4.5.2.
        """
        head = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
        quoted = {name: _stuffed(_quoted(link)) for name, link in self.links.items()}
        body = [quoted.get(piece, piece) for piece in self.mail.pieces]
        return b"".join([head.encode("ascii"), *body])

    def as_email(self, connection=None) -> EmailMultiAlternatives:
        """The same mail for a Django mail backend that does not speak SMTP."""
        personal = self.mail.rendered.personal(self.links)
        mail = EmailMultiAlternatives(
            personal.subject,
            personal.text,
            self.sender,
            [self.recipient],
            connection=connection,
            headers={
                **{name: value for name, value in self.headers.items() if name != "To"},
                **self.mail.list_headers,
                "From": settings.DEFAULT_FROM_EMAIL,
            },
        )
        mail.attach_alternative(personal.html, "text/html")
        # For the API of a provider (django-anymail); other backends pass them by. Nobody follows
        # who opens or clicks.
        mail.envelope_sender = self.sender
        mail.metadata = {TOKEN_KEY: self.token}
        mail.track_opens = mail.track_clicks = False
        return mail


class FrozenMail:
    """The mail of a mailing in one language, checked against its checksum.

    Raises:
        AlteredMailError: the row in the database was changed after it was tested.
    """

    def __init__(self, content: MailingContent):
        mailing = content.mailing
        self.series_id = mailing.series_id
        self.rendered = RenderedMail(content.language, content.subject, content.html, content.text)
        if self.rendered.sha256 != content.sha256:
            raise AlteredMailError(f"content {content.pk} of mailing {mailing.pk}")
        self.from_address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        self._return_path = return_path(_ANY_TOKEN)
        host = self.from_address.rpartition("@")[2]
        archive = mailing.issue.get_parent().full_url or settings.SITE_URL
        self.list_headers = {
            "List-Id": f"<{mailing.series.slug}.{host}>",  # RFC 2919
            "List-Archive": f"<{archive}>",  # RFC 2369
            "Auto-Submitted": "auto-generated",  # RFC 3834
        }
        frame = _PLACE_BYTES.split(_stuffed(self._frame()))
        self.pieces = [_PLACES.get(piece, piece) for piece in frame]

    def parcel(self, one: Claimed) -> Parcel:
        """The mail for one reader.

        Raises:
            UnwritableAddressError: the address cannot be written in a mail.
        """
        if not _ADDRESS.fullmatch(one.address) or _SPECIAL & set(one.address):
            raise UnwritableAddressError(one.pk)
        links = {
            "preferences": preferences_url(one.subscriber_id),
            "unsubscribe": unsubscribe_url(one.subscriber_id, self.series_id),
        }
        headers = {
            "To": one.address,
            "Date": formatdate(),
            "Message-ID": f"<{one.token}@{self.from_address.rpartition('@')[2]}>",
            # One line each, whatever their length: a folded or encoded address breaks the
            # button of mail programs. RFC 8058.
            "List-Unsubscribe": f"<{links['unsubscribe']}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        sender = self._return_path.replace(_ANY_TOKEN, one.token)
        return Parcel(sender, one.address, headers, self, links, one.token)

    def _frame(self) -> bytes:
        """Everything but the headers that differ per person."""
        name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
        message = MIMEMultipart("alternative")
        message["From"] = formataddr((name, address))
        subject = " ".join(self.rendered.subject.split())
        message["Subject"] = Header(subject, "utf-8", header_name="Subject")
        for header, value in self.list_headers.items():
            message[header] = value
        for subtype, text in (("plain", self.rendered.text), ("html", self.rendered.html)):
            part = MIMENonMultipart("text", subtype, charset="utf-8")
            part["Content-Transfer-Encoding"] = "quoted-printable"
            part.set_payload(_with_places(text))
            message.attach(part)
        return message.as_bytes(policy=message.policy.clone(linesep="\r\n"))


def return_path(token: str) -> str:
    """Where a mail that cannot be delivered goes back to, so that it names the delivery.

    With `BOUNCE_ADDRESS=terug@example.be` that is `terug+token@example.be`.
    """
    name, at, domain = settings.BOUNCE_ADDRESS.partition("@")
    if not at:
        return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return f"{name}+{token}@{domain}"


def _with_places(text: str) -> str:
    """Quoted-printable, with each place that differs per person on a line of its own."""
    parts = _PLACE.split(text)
    return "".join(
        f"=\n{part}=\n" if number % 2 else _quoted(part).decode("ascii").replace("\r\n", "\n")
        for number, part in enumerate(parts)
    )


def _quoted(text: str) -> bytes:
    quoted = binascii.b2a_qp(text.replace("\r\n", "\n").encode(), istext=True)
    return quoted.replace(b"\n", b"\r\n")


def _stuffed(data: bytes) -> bytes:
    return re.sub(rb"(?m)^\.", b"..", data)
