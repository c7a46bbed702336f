"""PDF originals: text with its size and place, in the order in which people read it."""

import ctypes
import datetime
import re
from collections import Counter
from dataclasses import dataclass
from html import escape

import pypdfium2
import pypdfium2.raw as pdfium

from newsletter.importing import cleaning
from newsletter.importing.blocks import BODY_SIZE, Block, text_block
from newsletter.importing.layout import Line, reading_order
from newsletter.importing.result import Refused, Warnings
from newsletter.importing.text import fold, tidy

MAX_PAGES = 200
_BROKEN_WORD = "\x02"  # PDFium's sign for a hyphen at the end of a line
_PAGE_NUMBER = re.compile(
    r"(?:pagina|p\.?|blz\.?)?\s*\d{1,3}(?:\s*(?:van|/)\s*\d{1,3})?", re.IGNORECASE
)
_BULLET = re.compile(r"^\s*[•▪●◦‣■□\u2013*-]\s+")


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
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        raise Refused("encrypted_pdf" if is_locked else "corrupt_pdf") from error
    try:
        if len(pdf) > MAX_PAGES:
            raise Refused("too_large")
        pages = [_lines(pdf[number]) for number in range(len(pdf))]
        metadata = pdf.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise Refused("corrupt_pdf") from error
    finally:
        pdf.close()
    lines = _without_running_lines(pages)
    blocks = _blocks(lines, _Words(lines))
    for block in blocks:
        without = cleaning.clean_text(block.text, warnings)
        if without != block.text:
            block.text, block.html = without, escape(without, quote=False)
    return Document(blocks, tidy(metadata.get("Title", "")), _made_on(metadata))


def _made_on(metadata: dict) -> datetime.date | None:
    """The creation date (ISO 32000-1, 7.9.4: `D:YYYYMMDD...`)."""
    match = re.match(r"D:(\d{4})(\d{2})(\d{2})", metadata.get("CreationDate", ""))
    try:
        return datetime.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _lines(page) -> list[Line]:
    """The lines of a page from top to bottom of each column."""
    height = page.get_height()
    textpage = page.get_textpage()
    raw = textpage.raw
    segments: list[Line] = []
    current: Line | None = None
    box = [ctypes.c_double() for _ in range(4)]
    for index in range(textpage.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(raw, index))
        if char in "\r\n":
            current = None
            continue
        if not char.strip() and char != _BROKEN_WORD:
            if current is not None:
                current.text += " "
            continue
        pdfium.FPDFText_GetCharBox(raw, index, *(ctypes.byref(value) for value in box))
        left, right, bottom, top = (value.value for value in box)
        size = pdfium.FPDFText_GetFontSize(raw, index)
        if current is None or _is_new_segment(current, left, height - bottom, size):
            current = Line(
                "", left, right, height - top, height - bottom, size, _is_bold(raw, index)
            )
            segments.append(current)
        current.text += char
        current.right = max(current.right, right)
        current.top = min(current.top, height - top)
        current.bottom = max(current.bottom, height - bottom)
        if char == _BROKEN_WORD:
            current = None
    textpage.close()
    return reading_order([line for line in segments if line.text.strip()])


def _is_new_segment(line: Line, left: float, bottom: float, size: float) -> bool:
    """A jump to another column, another line or another size of letters."""
    gap = left - line.right
    return (
        gap > 1.8 * size
        or gap < -2 * size
        or abs(bottom - line.bottom) > 0.8 * max(size, line.size)
        or (
            abs(size - line.size) > 0.15 * line.size
            and not line.text.isspace()
            and gap > 0.2 * size
        )
    )


def _is_bold(raw, index: int) -> bool:
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(raw, index, buffer, len(buffer), ctypes.byref(flags))
    name = buffer.value.decode("utf-8", "replace").lower()
    return any(word in name for word in ("bold", "black", "heavy", "demi")) or (
        pdfium.FPDFText_GetFontWeight(raw, index) >= 600
    )


def _without_running_lines(pages: list[list[Line]]) -> list[Line]:
    """All lines but the ones at an edge that frame a page: page numbers, what returns on
    every page or repeats the masthead, and the publisher in small print."""
    seen = Counter(name for page in pages for name in {_pattern(line) for line in page})
    masthead = {
        word for line in (pages[0] if pages else [])[:6] for word in fold(line.text).split()
    }
    size = _text_size([line for page in pages for line in page])
    lines = []
    for number, page in enumerate(pages):
        low = min((line.top for line in page), default=0)
        high = max((line.bottom for line in page), default=0)
        for line in page:
            line.page = number
            words = set(fold(line.text).split())
            at_edge = line.top < low + 30 or line.bottom > high - 30
            returns = len(pages) > 1 and seen[_pattern(line)] > max(1, len(pages) // 2)
            repeats = line.top < low + 30 and len(words) > 1 and words <= masthead
            small_print = line.size < 0.9 * size and (
                cleaning.is_frame(line.text) or cleaning.is_address(line.text)
            )
            runs = _PAGE_NUMBER.fullmatch(tidy(line.text)) or small_print
            if not (at_edge and (runs or (number > 0 and (returns or repeats)))):
                lines.append(line)
    return lines


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", tidy(line.text).lower())


class _Words:
    """Decides how the halves of a word that was broken at a line end are joined."""

    def __init__(self, lines: list[Line]):
        text = " ".join(line.text for line in lines).lower()
        self.known = set(re.findall(r"[\w-]+", text))

    def join(self, left: str, right: str) -> str:
        first = re.search(r"[\w-]*$", left)[0]
        second = re.match(r"\w*", right)[0]
        joined, hyphened = f"{first}{second}".lower(), f"{first}-{second}".lower()
        if right[:3].lower() in {"en ", "of "}:
            return f"{left}- {right}"
        if joined in self.known:
            keeps_hyphen = False
        elif right[:1].isupper() or right[:1].isdigit() or hyphened in self.known:
            keeps_hyphen = True
        else:
            # A letter or letters without a vowel are no syllable: e-mail, tv-uitzending.
            is_syllable = len(first) > 1 and re.search(r"[aeiouyà-ÿ]", first.lower())
            keeps_hyphen = not is_syllable
        return f"{left}{'-' if keeps_hyphen else ''}{right}"


def _blocks(lines: list[Line], words: _Words) -> list[Block]:
    size = _text_size(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1][-1], line, groups[-1]):
            groups[-1].append(line)
        else:
            groups.append([line])
    blocks = []
    for group in groups:
        text = _join(group, words)
        style = {"size": group[0].size / size * BODY_SIZE, "bold": group[0].bold}
        if _BULLET.match(text):
            style["kind"] = "item"
            text = _BULLET.sub("", text)
        block = text_block(text, **style)
        block.lines = [tidy(line.text) for line in group]
        block.label = block.text.isupper() and len(block.text) > 3
        if block.text:
            blocks.append(block)
    return blocks


def _text_size(lines: list[Line]) -> float:
    sizes = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else BODY_SIZE


def _continues(above: Line, line: Line, group: list[Line]) -> bool:
    """Whether a line goes on with the paragraph above it, over a column end too."""
    if abs(above.size - line.size) > 0.05 * above.size + 0.1 or above.bold != line.bold:
        return False
    if _BULLET.match(line.text):
        return False
    moved = line.page != above.page or line.top < above.top - 2
    if moved:
        unfinished = not re.search(r"[.!?:”\"')]\s*$", above.text)
        return unfinished and (line.text[:1].islower() or above.text.endswith(_BROKEN_WORD))
    distance = line.top - above.top
    usual = group[1].top - group[0].top if len(group) > 1 else 1.45 * above.size
    return distance <= max(1.15 * usual, 1.3 * above.size) and distance < 2.2 * above.size


def _join(lines: list[Line], words: _Words) -> str:
    text = ""
    for line in lines:
        piece = line.text.strip(" ")
        if text.endswith(_BROKEN_WORD) or (re.search(r"[a-zà-ÿ]-$", text) and piece[:1].islower()):
            text = words.join(text[:-1], piece)
        else:
            text = f"{text} {piece}" if text else piece
    return text.replace(_BROKEN_WORD, "-")
