"""The order in which people read the lines of a page that may have columns."""

from collections.abc import Iterator
from dataclasses import dataclass

MIN_GUTTER = 8.0
MAX_LINES = 400


@dataclass
class Line:
    """A run of text on a page; distances in points from the top left corner, the colour
    as hexadecimal digits."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool
    colour: str = ""
    page: int = 0


def reading_order(lines: list[Line]) -> list[Line]:
    """Lines from top to bottom, column after column.

    A gutter is a strip that no line crosses. What spans the page above or below columns
    is read before or after them (a simple form of the recursive X-Y cut).
    """
    lines = sorted(lines, key=lambda line: (round(line.top), line.left))
    if len(lines) > MAX_LINES:
        return lines
    return _order(lines)


def _order(lines: list[Line]) -> list[Line]:
    if len(lines) < 6:
        return lines
    found = _columns(lines)
    if found is None:
        return lines
    start, end, gutter = found
    inside = lines[start:end]
    left = [line for line in inside if line.right <= gutter]
    right = [line for line in inside if line.right > gutter]
    return [*lines[:start], *_order(left), *_order(right), *_order(lines[end:])]


def _columns(lines: list[Line]) -> tuple[int, int, float] | None:
    """The longest stretch of lines that a gutter divides: its first, past its last, and
    the place of the gutter."""
    best: tuple[int, int, float] | None = None
    longest = 0
    for gutter in _possible_gutters(lines):
        for start, end in _uncrossed(lines, gutter):
            if end - start > longest and _is_divided(lines[start:end], gutter):
                best, longest = (start, end, gutter), end - start
    return best


def _uncrossed(lines: list[Line], gutter: float) -> Iterator[tuple[int, int]]:
    """Stretches of lines that do not cross the gutter."""
    start = 0
    for index, line in enumerate(lines):
        if line.left < gutter < line.right:
            yield start, index
            start = index + 1
    yield start, len(lines)


def _possible_gutters(lines: list[Line]) -> list[float]:
    """Places just left of where lines begin."""
    return sorted({round(line.left - MIN_GUTTER / 2, 1) for line in lines})[1:]


def _is_divided(lines: list[Line], gutter: float) -> bool:
    """Both sides hold text, beside each other, with room between."""
    left = [line for line in lines if line.right <= gutter]
    right = [line for line in lines if line.left >= gutter]
    if len(left) < 3 or len(right) < 3:
        return False
    if min(line.left for line in right) - max(line.right for line in left) < MIN_GUTTER:
        return False
    top = max(min(line.top for line in left), min(line.top for line in right))
    bottom = min(max(line.bottom for line in left), max(line.bottom for line in right))
    return bottom - top > 3 * lines[0].size
