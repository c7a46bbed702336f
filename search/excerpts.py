"""The piece of a text that shows why it was found, with the words that matched marked."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString

from search.analysis import Analyzer, TokenLines
from search.analysis.folding import clean

LENGTH = 260
# A hit further on than this is not worth reading a whole book for at each search.
MAX_SCANNED = 30_000
_LEAD = 60
# What makes one word of the letters on both sides, as in the analysis.
_JOINS = frozenset("_'`\u00b4\u02bc\u2018\u2019-\u2010\u2011")


def mark(text: str, tokens: TokenLines, stems: set[str], analyzer: Analyzer) -> SafeString:
    """The whole text as HTML, with the words of these stems in `<mark>`.

    `tokens` is the text as the index has it: it tells which words to look for, so that
    the others are not analysed again.
    """
    text = clean(text)
    return _marked(text, _matches(text, tokens, stems, analyzer))


def excerpt(
    text: str, tokens: TokenLines, stems: set[str], analyzer: Analyzer, length: int = LENGTH
) -> SafeString:
    """The stretch of text that holds most of these stems, as HTML; else its beginning."""
    text = clean(text)
    matches = _matches(text, tokens, stems, analyzer)
    start, end = _window(text, matches, length)
    inside = [match for match in matches if start <= match.start and match.end <= end]
    html = _marked(text[start:end], inside, start)
    # `_marked` has escaped the text.
    return SafeString(f"{'… ' if start else ''}{html}{' …' if end < len(text) else ''}")


class _Match(NamedTuple):
    """A word of the text that has some of the stems."""

    start: int
    end: int
    stems: set[str]


def _matches(text: str, tokens: TokenLines, stems: set[str], analyzer: Analyzer) -> list[_Match]:
    """The words in the forms that have these stems here; a verb may have them through a particle
    that stands elsewhere."""
    forms = tokens.forms_of(stems)
    counts = {form: tokens.exact.count(form) for form in forms}
    alone = _alone(text, counts)
    if alone is not None:
        return [_Match(start, start + len(form), forms[form]) for start, form in alone]
    return [
        _Match(start, end, set().union(*(forms.get(form, ()) for form in exact)))
        for start, end, exact in analyzer.forms(text[:MAX_SCANNED], forms.keys())
    ]


def _alone(text: str, counts: Mapping[str, int]) -> list[tuple[int, str]] | None:
    """Where each form stands by itself, in its own letters; None when it does not stand so as
    often as it must, for then it is also written otherwise: with an accent, or a hyphen.

    Most are not, and to find them takes a tenth of the time of telling all words apart.
    """
    lower = text.lower()
    if len(lower) != len(text):  # a few letters become two
        return None
    found = []
    for form, count in counts.items():
        places = []
        at = lower.find(form)
        while at >= 0:
            end = at + len(form)
            if not (_joins(lower[at - 1 : at]) or _joins(lower[end : end + 1])):
                places.append((at, form))
            at = lower.find(form, at + 1)
        if len(places) != count or not form.isalpha():
            return None
        found += places
    return sorted(found)


def _joins(beside: str) -> bool:
    """Whether a character makes one word, or one number, of what stands on both sides."""
    return beside.isalnum() or beside in _JOINS


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
    return SafeString("".join(pieces))
