"""The word that was meant by one that the index does not know."""

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.analysis import Analyzer
from search.stores import Store

# A shorter word is too soon another one; and of longer ones more letters may be wrong.
SHORTEST = 4
LETTERS_PER_MISTAKE = 4
MOST_MISTAKES = 2
LONG_COMPOUND = 10
LONG = 6
# The share of the letters in which a word that is offered may differ.
MOST_DIFFERENT = 0.4


def correct(word: str, store: Store, analyzer: Analyzer) -> str | None:
    """The word of the index nearest to this one; None when none is near enough.

    A word of the dictionary is not a mistake: what is not written about stays unfound.
    One that can be read as a compound may have a slip too, for slips make odd compounds
    (arbeidsmakt); only a long one may have two (kerstronken). Nearest is the smallest distance by
    letters that are wrong, missing, too many or swapped (optimal string alignment, an eighth of
    the work of the full Damerau-Levenshtein distance); then the word that begins alike, with two
    letters or one; then the one that more documents hold.
    """
    if len(word) < SHORTEST or not word.isalpha() or analyzer.is_word(word):
        return None
    allowed = min(MOST_MISTAKES, len(word) // LETTERS_PER_MISTAKE)
    if analyzer.parts(word) and len(word) < LONG_COMPOUND:
        allowed = min(allowed, 1)
    # Most slips in a longer word are one letter, and further on: among a fraction of the words.
    is_long = len(word) >= LONG
    alike = store.words(word[:2], len(word) - 1, len(word) + 1) if is_long else []
    return _best(word, alike, 1, store) or _best(
        word, _words(word, store, len(word) - allowed, len(word) + allowed), allowed, store
    )


def _best(word: str, words: Iterable[str], allowed: int, store: Store) -> str | None:
    near = _by_distance(word, words, allowed)
    for _, group in groupby(near, key=itemgetter(0)):
        documents = store.frequencies([candidate for _, candidate in group])
        if documents:
            return min(documents, key=lambda candidate: (-documents[candidate], candidate))
    return None


def nearest(word: str, store: Store, limit: int) -> list[str]:
    """The words of the index that look most like this one, however little."""
    allowed = int(MOST_DIFFERENT * len(word))
    shortest = max(SHORTEST, len(word) - allowed)
    near = _by_distance(word, _words(word, store, shortest, len(word) + allowed), allowed)
    documents = store.frequencies([candidate for _, candidate in near[: 4 * limit]])
    found = [candidate for _, candidate in near if candidate in documents]
    return found[:limit]


def _by_distance(
    word: str, candidates: Iterable[str], allowed: int
) -> list[tuple[tuple[int, bool], str]]:
    """Those within so many mistakes, nearest first; then those that begin as the word does.

    The word itself may be among them: texts of another language have it.
    """
    near = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    others = ((found, distance) for found, distance, _ in near if found != word)
    return sorted(((distance, found[0] != word[0]), found) for found, distance in others)


def _words(word: str, store: Store, shortest: int, longest: int) -> set[str]:
    """Words that begin with the same letter, or as the word does after a slip there."""
    prefixes = {word[0], word[1] + word[0], word[1:3]} if len(word) > 2 else {word[0]}
    return {
        found for prefix in prefixes for found in store.words(prefix, max(1, shortest), longest)
    }
