"""The lines of a PDF's pages with their size and place, without what frames a page."""

import ctypes
import re
from collections import Counter
from itertools import zip_longest

import pypdfium2.raw as pdfium

from newsletter.importing.blocks import BODY_SIZE
from newsletter.importing.frame import is_address, is_frame
from newsletter.importing.layout import Line, reading_order
from newsletter.importing.text import fold, tidy

BROKEN_WORD = "\x02"  # PDFium's sign for a hyphen at the end of a line
_PAGE_NUMBER = re.compile(
    r"(?:pagina|p\.?|blz\.?)?\s*\d{1,3}(?:\s*(?:van|/)\s*\d{1,3})?", re.IGNORECASE
)


def lines_of(page) -> list[Line]:
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
        if not char.strip() and char != BROKEN_WORD:
            if current is not None:
                current.text += " "
            continue
        pdfium.FPDFText_GetCharBox(raw, index, *(ctypes.byref(value) for value in box))
        left, right, bottom, top = (value.value for value in box)
        size = pdfium.FPDFText_GetFontSize(raw, index)
        if current is None or _is_new_segment(current, left, height - bottom, size):
            look = (size, _is_bold(raw, index), _colour(raw, index))
            current = Line("", left, right, height - top, height - bottom, *look)
            segments.append(current)
        current.text += char
        current.right = max(current.right, right)
        current.top = min(current.top, height - top)
        current.bottom = max(current.bottom, height - bottom)
        if char == BROKEN_WORD:
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


def _colour(raw, index: int) -> str:
    values = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFText_GetFillColor(raw, index, *(ctypes.byref(value) for value in values))
    return "".join(f"{value.value:02x}" for value in values[:3])


def without_running_lines(pages: list[list[Line]]) -> list[Line]:
    """All lines but the ones at an edge that frame a page: page numbers, what returns on
    every page or repeats the masthead, and the publisher in small print."""
    seen = Counter(name for page in pages for name in {_pattern(line) for line in page})
    masthead = {
        word for line in (pages[0] if pages else [])[:6] for word in fold(line.text).split()
    }
    size = text_size([line for page in pages for line in page])
    lines = []
    for number, page in enumerate(pages):
        low = min((line.top for line in page), default=0)
        high = max((line.bottom for line in page), default=0)
        for line, below in zip_longest(page, page[1:]):
            line.page = number
            words = set(fold(line.text).split())
            at_edge = line.top < low + 30 or line.bottom > high - 30
            returns = len(pages) > 1 and seen[_pattern(line)] > max(1, len(pages) // 2)
            repeats = line.top < low + 30 and len(words) > 1 and words <= masthead
            small_print = line.size < 0.9 * size and (is_frame(line.text) or is_address(line.text))
            runs = _PAGE_NUMBER.fullmatch(tidy(line.text)) or small_print
            is_head = number > 0 and (returns or repeats) and not _is_label(line, below)
            if not (at_edge and (runs or is_head)):
                lines.append(line)
    return lines


def _is_label(line: Line, below: Line | None) -> bool:
    """Whether a bigger line follows at once: a rubric above a headline, on several pages."""
    return (
        below is not None
        and below.size > 1.12 * line.size
        and 0 < below.top - line.bottom < 1.5 * line.size
    )


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", tidy(line.text).lower())


def text_size(lines: list[Line]) -> float:
    sizes = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else BODY_SIZE
