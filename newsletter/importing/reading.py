"""From the bytes of one file to blocks, told apart by its content, not by its name."""

import re
from dataclasses import dataclass, field, replace

from newsletter.importing.blocks import Block
from newsletter.importing.html import decode_html, document_title, read_html
from newsletter.importing.mail import read_mail
from newsletter.importing.metadata import Clues
from newsletter.importing.plaintext import read_plaintext
from newsletter.importing.result import ParsedImage, Refused, Warnings
from newsletter.importing.text import decode, fold

MIN_TEXT = 80
_COVERING_NOTE = 600
_MAIL_START = re.compile(
    rb"(?:[A-Za-z][A-Za-z0-9-]*:[ \t][^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3}"
)
_HTML_START = re.compile(
    rb"<(?:!doctype|html|head|body|table|div|p|center|meta|h[1-6])\b", re.IGNORECASE
)


@dataclass
class Reading:
    """The text of a file, the pictures in it, and what may say which issue it is."""

    blocks: list[Block]
    clues: Clues
    images: list[ParsedImage] = field(default_factory=list)
    is_scan: bool = False

    @property
    def length(self) -> int:
        """The number of characters of text."""
        return sum(len(block.text) for block in self.blocks)


def read_content(content: bytes, clues: Clues, warnings: Warnings) -> Reading:
    """Read a mail, a web page, a PDF or a text; the clues are completed.

    Raises:
        Refused: when there is nothing in it that can be read.
    """
    if not content.strip():
        raise Refused("empty_file")
    name = clues.file_name.lower()
    if is_pdf(content):
        from newsletter.importing.pdf import read_pdf  # as in newsletter/models/original.py

        document = read_pdf(content, warnings)
        text = fold(" ".join(block.text for block in document.blocks))
        clues = replace(
            clues,
            title=document.title,
            title_is_printed=fold(document.title) in text,
            made_on=document.made_on,
        )
        reading = Reading(document.blocks, clues)
        reading.is_scan = reading.length < MIN_TEXT
        return reading
    if is_mail(content, name):
        return _read_mail(content, clues, warnings)
    if _HTML_START.search(content[:4096]) or b"<\x00" in content[:200]:
        html = decode_html(content, None, warnings)
        return Reading(read_html(html, warnings), replace(clues, title=document_title(html)))
    if name.endswith(".txt"):
        return Reading(read_plaintext(decode(content, None)[0], warnings), clues)
    raise Refused("corrupt_pdf" if name.endswith(".pdf") else "unreadable")


def _read_mail(content: bytes, clues: Clues, warnings: Warnings) -> Reading:
    mail = read_mail(content, warnings)
    clues = replace(
        clues,
        subject=mail.subject or clues.subject,
        title=mail.title,
        sent_on=mail.sent_on or clues.sent_on,
    )
    reading = Reading(mail.blocks, clues, mail.images)
    if mail.attached is None or reading.length > _COVERING_NOTE:
        return reading
    return read_content(mail.attached, clues, warnings)


def is_pdf(content: bytes) -> bool:
    """Whether it is a PDF: its mark may stand a little further on."""
    return b"%PDF-" in content[:1024]


def is_mail(content: bytes, name: str) -> bool:
    """Whether it begins with header lines as a mail does."""
    start = content.lstrip()
    if start.startswith(b"From "):
        start = start.partition(b"\n")[2]
    if _MAIL_START.match(start) is None:
        return False
    head = start[:20_000].lower()
    return name.lower().endswith((".eml", ".msg", ".txt")) or any(
        field in head for field in (b"\nsubject:", b"\nmime-version:", b"\nfrom:")
    )
