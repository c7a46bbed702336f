"""What a mail server said, in words that people can read."""

import re
import smtplib

from cms.characters import without_controls

_ADDRESS = re.compile(r"<?[^\s<>]+@[^\s<>]+>?")


def plain_answer(error: Exception) -> str:
    """The words of an error of sending: number and text of the server where it answered."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(dict.fromkeys(_joined(*answer) for answer in error.recipients.values()))
    if isinstance(error, smtplib.SMTPResponseException):
        return _joined(error.smtp_code, error.smtp_error)
    if error.args and isinstance(error.args[0], bytes):  # as imaplib does
        return without_controls(error.args[0].decode("utf-8", "replace"))
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return without_controls(words)


def without_addresses(text: str) -> str:
    """For logs, and for what many mails have in common: servers like to repeat an address."""
    return _ADDRESS.sub("…", text)


def _joined(code: int, text: bytes | str) -> str:
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    return without_controls(f"{code} {' '.join(text.split())}")
