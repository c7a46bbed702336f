"""Mail files (RFC 5322): which part holds the issue, and what is no newsletter at all."""

import datetime
import email
import email.message
import email.policy
import email.utils
import re
from dataclasses import dataclass

from newsletter.importing.blocks import Block
from newsletter.importing.dates import written_date
from newsletter.importing.html import decode_html, document_title, read_html
from newsletter.importing.plaintext import read_plaintext
from newsletter.importing.result import ParsedImage, Refused, Warnings
from newsletter.importing.text import decode, tidy

_AUTOMATIC_SUBJECT = re.compile(
    r"\s*(?:automatisch antwoord|auto(?:matic)?[ -]?(?:reply|response|antwoord)|out of office|"
    r"afwezig|niet op kantoor|onbestelbaar|undeliver|delivery (?:status|failure)|mail delivery|"
    r"returned mail|leesbevestiging|gelezen:|read:|ontvangstbevestiging|failure notice)",
    re.IGNORECASE,
)
_REPLY_SUBJECT = re.compile(r"\s*(?:re|antw?|aw|sv)\s*(?:\[\d+\])?:", re.IGNORECASE)
_DAEMON = re.compile(r"\b(?:mailer-daemon|postmaster)@", re.IGNORECASE)
_FORWARD_SUBJECT = re.compile(r"\s*(?:(?:fwd?|doorst?|doorgest\w*|tr|wg)\s*:\s*)+", re.IGNORECASE)
_FORWARD_START = re.compile(
    r"^[>\s]*(?:-{2,}\s*)?(?:begin(?: van)? doorgestuurd bericht|doorgestuurd bericht|"
    r"oorspronkelijk bericht|forwarded message|original message|begin forwarded message)"
    r"\s*(?:-{2,}|:)?\s*$|^_{20,}\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER_LINE = re.compile(
    r"^[>\s]*\*?(van|from|verzonden|sent|datum|date|aan|to|cc|onderwerp|subject|"
    r"antwoord aan|reply-to)\s*:\*?\s*(.*)$",
    re.IGNORECASE,
)


@dataclass
class Mail:
    """What a mail offers for reading."""

    blocks: list[Block]
    subject: str
    title: str
    sent_on: datetime.date | None
    images: list[ParsedImage]
    attached: bytes | None = None


def read_mail(content: bytes, warnings: Warnings) -> Mail:
    """The newsletter in a mail, also when somebody forwarded it.

    Raises:
        Refused: `auto_reply` or `not_a_newsletter` for replies, notices and bounces.
    """
    message = email.message_from_bytes(content, policy=email.policy.default)
    _refuse_what_is_no_newsletter(message)
    inner = forwarded_message(message)
    if inner is not None:
        warnings.add("forwarded")
        message = inner
        _refuse_what_is_no_newsletter(message)
    subject = _header(message, "subject")
    images, attached = attached_images(message), _attached_document(message)
    mail = Mail([], subject, "", _sent_on(message), images, attached)
    html, plain = body_part(message, "html"), body_part(message, "plain")
    if html is not None:
        text = decode_html(*html, warnings)
        mail.title = document_title(text)
        mail.blocks = read_html(text, warnings)
    if plain is not None and _is_poorer(mail.blocks, plain):
        text, wrong = decode(*plain)
        if wrong:
            warnings.add("charset_mismatch")
        mail.blocks = read_plaintext(text, warnings)
    if inner is None:
        _enter_inline_forward(mail, warnings)
    mail.subject = _FORWARD_SUBJECT.sub("", mail.subject)
    return mail


def _refuse_what_is_no_newsletter(message: email.message.Message) -> None:
    subject = _header(message, "subject")
    # RFC 3834, 5: automatic answers say so.
    automatic = _header(message, "auto-submitted").lower() not in {"", "no"}
    if (
        automatic
        or _AUTOMATIC_SUBJECT.match(subject)
        or _header(message, "x-autoreply")
        or _header(message, "precedence").lower() in {"auto_reply", "auto-reply"}
    ):
        raise Refused("auto_reply")
    if (
        message.get_content_type() == "multipart/report"
        or _header(message, "x-failed-recipients")
        or _DAEMON.search(_header(message, "from"))
        or _REPLY_SUBJECT.match(subject)
    ):
        raise Refused("not_a_newsletter")


def _header(message: email.message.Message, name: str) -> str:
    """A header as text; empty when it is missing or beyond repair."""
    try:
        return tidy(str(message.get(name, "")))
    except (ValueError, IndexError, AttributeError, UnicodeError, TypeError):
        return ""


def _sent_on(message: email.message.Message) -> datetime.date | None:
    try:
        moment = email.utils.parsedate_to_datetime(_header(message, "date"))
    except (ValueError, TypeError, IndexError):
        return None
    return moment.date() if 2005 <= moment.year <= 2100 else None


def forwarded_message(message: email.message.Message) -> email.message.Message | None:
    """The mail that was attached to this one, however often it was sent on."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner:
                return forwarded_message(inner[0]) or inner[0]
    return None


def body_part(message: email.message.Message, subtype: str) -> tuple[bytes, str | None] | None:
    """The longest part of that kind which is no attachment: bytes and declared charset."""
    best = None
    for part in message.walk():
        if part.get_content_type() != f"text/{subtype}" or part.get_filename():
            continue
        content = part.get_payload(decode=True) or b""
        if best is None or len(content) > len(best[0]):
            best = (content, part.get_param("charset"))
    if best is None or not best[0].strip():
        return None
    return best[0], best[1] if isinstance(best[1], str) else None


def _is_poorer(blocks: list[Block], plain: tuple[bytes, str | None]) -> bool:
    """Whether the HTML holds next to nothing of what the text part says."""
    length = sum(len(block.text) for block in blocks)
    return length < 200 and len(plain[0]) > 2 * length


def attached_images(message: email.message.Message) -> list[ParsedImage]:
    """The pictures that the HTML part shows by their `cid:`."""
    images = []
    for part in message.walk():
        if part.get_content_maintype() == "image":
            content = part.get_payload(decode=True)
            key = (part.get("content-id") or "").strip(" <>")
            if content and key:
                images.append(ParsedImage(key, content))
    return images


def _attached_document(message: email.message.Message) -> bytes | None:
    """The first PDF or web page that came as an attachment."""
    for part in message.walk():
        name = (part.get_filename() or "").lower()
        if name.endswith((".pdf", ".html", ".htm")):
            return part.get_payload(decode=True) or None
    return None


def _enter_inline_forward(mail: Mail, warnings: Warnings) -> None:
    """Leave out what somebody wrote above a forwarded issue, with its header lines."""
    for index, block in enumerate(mail.blocks[:30]):
        marks = _FORWARD_START.search("\n".join(block.lines)) or (
            block.kind == "rule" and _starts_header(mail.blocks, index + 1)
        )
        if not (marks or _starts_header(mail.blocks, index)):
            continue
        headers, after = _read_headers(mail.blocks, index)
        if not headers:
            continue
        warnings.add("forwarded")
        mail.blocks = mail.blocks[after:]
        mail.subject = headers.get("onderwerp") or headers.get("subject") or mail.subject
        written = [headers.get(name, "") for name in ("verzonden", "sent", "datum", "date")]
        found = written_date(" ".join(written))
        if found:
            mail.sent_on = found.as_date()
        return


def _starts_header(blocks: list[Block], index: int) -> bool:
    """Whether header lines stand there, in one block or in a row of them."""
    names: set[str] = set()
    for block in blocks[index : index + 6]:
        found = {match[1].lower() for match in map(_HEADER_LINE.match, block.lines) if match}
        if not found:
            break
        names |= found
    return len(names) >= 3 and bool({"onderwerp", "subject"} & names)


def _read_headers(blocks: list[Block], index: int) -> tuple[dict[str, str], int]:
    """The header lines from that block on, and where the issue begins after them."""
    headers: dict[str, str] = {}
    after = index
    for position in range(index, min(index + 10, len(blocks))):
        matches = [_HEADER_LINE.match(line) for line in blocks[position].lines]
        found = [match for match in matches if match]
        if found:
            headers.update({match[1].lower(): tidy(match[2].strip("*")) for match in found})
            after = position + 1
        elif headers:
            break
        else:
            after = position + 1
    return headers, after
