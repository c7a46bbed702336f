"""The piece of a text that shows why it was found, with the words that matched marked."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from search.analysis import Analyzer, TokenLines
from search.analysis.folding import clean

LENGTH = 260
# A hit further on than this is not worth reading a whole book for at each search.
MAX_SCANNED = 30_000
_LEAD = 60


def mark(text: str, tokens: str, stems: set[str], analyzer: Analyzer) -> SafeString:
    """The whole text as HTML, with the words of these stems in `<mark>`.

    `tokens` is the text as the index has it: it tells which words to look for, so that
    the others are not analysed again.
    """
    text = clean(text)
    return _marked(text, _matches(text, tokens, stems, analyzer))


def excerpt(
    text: str, tokens: str, stems: set[str], analyzer: Analyzer, length: int = LENGTH
) -> SafeString:
    """The stretch of text that holds most of these stems, as HTML; else its beginning."""
    text = clean(text)
    matches = _matches(text[:MAX_SCANNED], tokens, stems, analyzer)
    start, end = _window(text, matches, length)
    inside = [match for match in matches if start <= match.start and match.end <= end]
    html = _marked(text[start:end], inside, start)
    return mark_safe(  # noqa: S308 - `_marked` has escaped the text
        f"{'… ' if start else ''}{html}{' …' if end < len(text) else ''}"
    )


class _Match(NamedTuple):
    """A word of the text that has some of the stems."""

    start: int
    end: int
    stems: set[str]


def _matches(text: str, tokens: str, stems: set[str], analyzer: Analyzer) -> list[_Match]:
    """The words in the forms that have these stems here; a verb may have them through a particle
    that stands elsewhere."""
    forms = TokenLines(tokens).forms_of(stems)
    return [
        _Match(start, end, set().union(*(forms.get(form, ()) for form in exact)))
        for start, end, exact in (analyzer.forms(text, forms.keys()) if forms else ())
    ]


def _window(text: str, matches: Sequence[_Match], length: int) -> tuple[int, int]:
    """The bounds of the best stretch, on the edges of words."""
    start, best = 0, 0
    for i, first in enumerate(matches):
        found: set[str] = set()
        for match in matches[i:]:
            if match.end > first.start + length - _LEAD:
                break
            found |= match.stems
        if len(found) > best:
            start, best = first.start, len(found)
    if start <= _LEAD or len(text) <= length:
        start = 0
    else:
        start = text.rfind(" ", 0, start - _LEAD) + 1 or start
    end = min(start + length, len(text))
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + length // 2)
    return start, end


def _marked(text: str, matches: Iterable[_Match], offset: int = 0) -> SafeString:
    pieces, position = [], 0
    for match in matches:
        start, end = match.start - offset, match.end - offset
        pieces += [escape(text[position:start]), "<mark>", escape(text[start:end]), "</mark>"]
        position = end
    pieces.append(escape(text[position:]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece of text is escaped
