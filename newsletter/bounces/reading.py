"""Reading delivery status notifications (RFC 3464) and complaints (RFC 5965).

Anybody can send anything here, so a report counts only with the token of a delivery, which
stands in the return path and in the Message-ID: who knows it has got the mail. Nothing that is
read can raise.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message

from newsletter.models.delivery import TOKEN_LENGTH

HARD, SOFT, COMPLAINT = "hard", "soft", "complaint"
# A newsletter that comes back whole is below 150 kB.
MAX_BYTES = 2_000_000

_TOKEN = rf"([0-9a-f]{{{TOKEN_LENGTH}}})"
_IN_ADDRESS = re.compile(rf"\+{_TOKEN}@")
_IN_MESSAGE_ID = re.compile(rf"^Message-ID:\s*<{_TOKEN}@", re.IGNORECASE | re.MULTILINE)
# Where mail servers keep the address to which a mail was delivered.
_RECIPIENT_HEADERS = ("Delivered-To", "X-Original-To", "Envelope-To", "To")
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
# RFC 3463: the mailbox does not exist (x.1.x), takes no mail (x.2.1), or nothing is known but
# that it is for good (x.0.x). A full mailbox, a size, a policy or a route says nothing about
# the reader.
_ABOUT_MAILBOX = re.compile(r"5\.(0\.\d+|1\.[0-6]|1\.10|2\.[01])")


@dataclass(frozen=True)
class Report:
    """What a report says of one delivery."""

    token: str
    kind: str  # HARD, SOFT or COMPLAINT
    is_failure: bool  # False for a delay: the mail server goes on trying
    status: str
    text: str


def read_report(data: bytes) -> Report | None:
    """What a mail says about a delivery; None when it is no report, or says it arrived."""
    try:
        message = message_from_bytes(data[:MAX_BYTES])
        parts = list(message.walk())
    except (MessageError, ValueError, LookupError, AttributeError, RecursionError):
        return None
    token = _token(message, parts)
    if not token:
        return None
    types = [part.get_content_type() for part in parts]
    if "message/feedback-report" in types:
        return Report(token, COMPLAINT, True, "", "complaint")
    fields = _fields(parts)
    action = fields.get("action", "").lower()
    if action not in {"failed", "delayed"}:
        return None
    found = _STATUS.search(fields.get("status", ""))
    status = found.group(0) if found else "5.0.0"
    is_hard = action == "failed" and is_about_mailbox(status)
    text = " ".join(fields.get("diagnostic-code", "").split()) or status
    return Report(token, HARD if is_hard else SOFT, action == "failed", status, text[:500])


def is_about_mailbox(status: str) -> bool:
    """Whether a status (RFC 3463) says that a mailbox is gone for good."""
    return bool(_ABOUT_MAILBOX.fullmatch(status))


def _token(message: Message, parts: list[Message]) -> str:
    """From the address that it came to, or else from the mail that it quotes."""
    for name in _RECIPIENT_HEADERS:
        for value in message.get_all(name, []):
            if found := _IN_ADDRESS.search(str(value).lower()):
                return found.group(1)
    for part in parts[1:]:
        text = f"Message-ID: {part.get('Message-ID', '')}\n"
        if part.get_content_type() == "text/rfc822-headers":
            text += _text(part)
        if found := _IN_MESSAGE_ID.search(text):
            return found.group(1)
    return ""


def _fields(parts: list[Message]) -> dict[str, str]:
    """The fields of the first reader in a message/delivery-status part, in lower case.

    The email package gives such a part as one message per group of fields.
    """
    for part in parts:
        if part.get_content_type() != "message/delivery-status":
            continue
        groups = part.get_payload()
        for group in groups if isinstance(groups, list) else []:
            fields = {name.lower(): str(value) for name, value in group.items()}
            if "action" in fields:
                return fields
    return {}


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
