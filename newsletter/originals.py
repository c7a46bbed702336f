"""What the search finds in the PDF original of an issue."""

import re
from collections.abc import Iterable, Iterator

from cms.models import SiteDocument
from newsletter.importing.text import fold
from newsletter.models.original import OriginalText

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")
# Runs of so many words are compared, as single words return everywhere.
_RUN = 3
# Less than all, for a word that was broken, corrected or abbreviated.
_SHARE = 0.75


def unsaid_pages(
    document: SiteDocument | None, said: Iterable[str], facts: str
) -> Iterator[tuple[int, str]]:
    """Numbers and texts of pages, without what the issue says itself.

    The issue and its items come first: a sentence that they hold (`said`), or that only
    repeats what the issue is called (`facts`, as in a masthead), is left out, and so is a
    page on which nothing else stands. The same words are then found in one place.
    """
    pages = OriginalText.objects.pages(document) if document else []
    if not any(pages) or document.collection.get_view_restrictions().exists():
        return
    runs = {run for text in said for size in range(1, _RUN + 1) for run in _runs(text, size)}
    words = {"nieuwsbrief", "nr", "nummer", "pagina", *fold(facts).split()}
    for number, text in enumerate(pages, start=1):
        sentences = [
            sentence
            for sentence in _SENTENCE.split(text)
            if not (words.issuperset(fold(sentence).split()) or _is_in(sentence, runs))
        ]
        if sentences:
            yield number, " ".join(sentences)


def _runs(text: str, size: int) -> list[tuple[str, ...]]:
    words = fold(text).split()
    return list(zip(*(words[start:] for start in range(size)), strict=False))


def _is_in(sentence: str, runs: set[tuple[str, ...]]) -> bool:
    own = _runs(sentence, _RUN) or [tuple(fold(sentence).split())]
    return sum(run in runs for run in own) >= _SHARE * len(own)
