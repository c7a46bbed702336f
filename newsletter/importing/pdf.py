"""PDF originals: text with its size and place, in the order in which people read it."""

import datetime
import re
from dataclasses import dataclass
from html import escape
from itertools import groupby

import pypdfium2

from newsletter.importing.blocks import Block
from newsletter.importing.layout import Line
from newsletter.importing.links import Cleaner
from newsletter.importing.pdf_blocks import Words, blocks_of
from newsletter.importing.pdf_lines import lines_of, without_running_lines
from newsletter.importing.result import Refused, Warnings
from newsletter.importing.text import tidy

MAX_PAGES = 200


@dataclass
class Document:
    """What a PDF offers for reading."""

    blocks: list[Block]
    title: str
    made_on: datetime.date | None


def read_pdf(content: bytes, warnings: Warnings) -> Document:
    """The text of a PDF; `blocks` is empty when its pages are pictures.

    Raises:
        Refused: `encrypted_pdf`, `corrupt_pdf` or `too_large`.
    """
    lines, metadata = _read(content)
    blocks = _clean_blocks(lines, Words(lines), warnings)
    return Document(blocks, tidy(metadata.get("Title", "")), _made_on(metadata))


def read_pages(content: bytes) -> list[str]:
    """The text of each page of a PDF, a paragraph a line.

    Raises:
        Refused: as `read_pdf` does.
    """
    lines, _metadata = _read(content)
    words = Words(lines)
    texts = [""] * (lines[-1].page + 1 if lines else 0)
    for number, on_page in groupby(lines, key=lambda line: line.page):
        blocks = _clean_blocks(list(on_page), words, Warnings())
        texts[number] = "\n".join(block.text for block in blocks)
    return texts


def _read(content: bytes) -> tuple[list[Line], dict[str, str]]:
    """All lines, without what frames the pages, and what the file says of itself."""
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        raise Refused("encrypted_pdf" if is_locked else "corrupt_pdf") from error
    try:
        if len(pdf) > MAX_PAGES:
            raise Refused("too_large")
        pages = [lines_of(pdf[number]) for number in range(len(pdf))]
        metadata = pdf.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise Refused("corrupt_pdf") from error
    finally:
        pdf.close()
    return without_running_lines(pages), metadata


def _clean_blocks(lines: list[Line], words: Words, warnings: Warnings) -> list[Block]:
    blocks, cleaner = blocks_of(lines, words), Cleaner(warnings)
    for block in blocks:
        without = cleaner.text(block.text)
        if without != block.text:
            block.text, block.html = without, escape(without, quote=False)
    return blocks


def _made_on(metadata: dict) -> datetime.date | None:
    """The creation date (ISO 32000-1, 7.9.4: `D:YYYYMMDD...`)."""
    match = re.match(r"D:(\d{4})(\d{2})(\d{2})", metadata.get("CreationDate", ""))
    try:
        return datetime.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
