"""The word that was meant by one that the index does not know."""

from rapidfuzz.distance import DamerauLevenshtein

from search.analysis import Analyzer
from search.stores import Store

# A shorter word is too soon another one; and of longer ones more letters may be wrong.
SHORTEST = 4
LETTERS_PER_MISTAKE = 4
MOST_MISTAKES = 2
_MOST_CANDIDATES = 50_000


def correct(word: str, store: Store, analyzer: Analyzer) -> str | None:
    """The word of the index nearest to this one; None when none is near enough.

    A word of the dictionary is not a mistake: what is not written about stays unfound.
    One that can be read as a compound may have one slip, for slips make odd compounds
    (arbeidsmakt). Nearest is the smallest Damerau-Levenshtein distance; then the word
    that begins alike; then the one that more documents hold.
    """
    if len(word) < SHORTEST or not word.isalpha() or analyzer.is_word(word):
        return None
    allowed = min(MOST_MISTAKES, len(word) // LETTERS_PER_MISTAKE)
    if analyzer.parts(word):
        allowed = min(allowed, 1)
    best = None
    for candidate, documents in _candidates(word, store):
        if abs(len(candidate) - len(word)) > allowed or not candidate.isalpha():
            continue
        distance = DamerauLevenshtein.distance(word, candidate, score_cutoff=allowed)
        if distance <= allowed:
            key = (distance, candidate[0] != word[0], -documents, candidate)
            best = min(best, key) if best else key
    return best and best[-1]


def nearest(word: str, store: Store, limit: int) -> list[str]:
    """The words of the index that look most like this one, however little."""
    ranked = sorted(
        (DamerauLevenshtein.normalized_distance(word, candidate), -documents, candidate)
        for candidate, documents in _candidates(word, store)
        if candidate.isalpha() and len(candidate) >= SHORTEST
    )
    return [candidate for distance, _, candidate in ranked[:limit] if distance <= 0.4]


def _candidates(word: str, store: Store) -> list[tuple[str, int]]:
    """Words that begin with the same letter, or as the word does after a slip there."""
    prefixes = {word[0], word[1] + word[0], word[1:3]} if len(word) > 2 else {word[0]}
    return [
        found
        for prefix in sorted(prefixes)
        for found in store.vocabulary(prefix, _MOST_CANDIDATES)
    ]
