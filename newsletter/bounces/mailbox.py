"""Reading what came back from a mailbox, over IMAP (RFC 9051)."""

import imaplib
import logging
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

from django.db import InterfaceError, OperationalError

from newsletter.bounces.reading import read_report
from newsletter.bounces.recording import record

logger = logging.getLogger(__name__)

_TIMEOUT = 20
# So that a full mailbox does not hold up the worker.
_MAX_AT_ONCE = 200


def read_mailbox(url: str) -> tuple[int, int]:
    """Record the reports in a mailbox and delete them; mark anything else as read.

    What is no report stays for people: it may be an answer of a reader.

    Returns:
        How many were recorded, and how many were left.

    Raises:
        OSError: the server cannot be reached.
        imaplib.IMAP4.error: it does not let us in, or does not understand us.
        OperationalError, InterfaceError: the database is away.
    """
    recorded = left = 0
    with _open(url) as box:
        _ok, (numbers,) = box.uid("search", None, "UNSEEN")
        for number in numbers.split()[:_MAX_AT_ONCE]:
            _ok, parts = box.uid("fetch", number, "(BODY.PEEK[])")
            data = next((part[1] for part in parts if isinstance(part, tuple)), b"")
            if _take(number, data):
                box.uid("store", number, "+FLAGS", r"(\Seen \Deleted)")
                recorded += 1
            else:
                box.uid("store", number, "+FLAGS", r"(\Seen)")
                left += 1
        box.expunge()
    return recorded, left


def _take(number: bytes, data: bytes) -> bool:
    """Record a mail if it is a report about a mail of ours; says whether it is.

    One that fails is left for people, so that it keeps no other mail waiting.
    """
    try:
        report = read_report(data)
        return report is not None and record(report)
    except (OSError, OperationalError, InterfaceError):
        raise  # no fault of this mail: the next round reads it again
    except Exception as error:  # noqa: BLE001 - whatever somebody managed to send us
        # No words of the error and no traceback: they may hold an address.
        kind = type(error).__name__
        logger.error("Mail %s in the mailbox cannot be read (%s)", number.decode(), kind)
        return False


@contextmanager
def _open(url: str):
    """A logged-in connection with the folder selected: `imaps://user:password@host:993/INBOX`."""
    parts = urlsplit(url)
    kind = imaplib.IMAP4 if parts.scheme == "imap" else imaplib.IMAP4_SSL
    port = parts.port or (143 if parts.scheme == "imap" else 993)
    with kind(parts.hostname or "localhost", port, timeout=_TIMEOUT) as box:
        box.login(unquote(parts.username or ""), unquote(parts.password or ""))
        folder = unquote(parts.path.strip("/")) or "INBOX"
        answer, _count = box.select(f'"{folder}"')
        if answer != "OK":
            raise imaplib.IMAP4.error(f"no folder {folder}")
        yield box
