"""The words that a Dutch compound is made of.

The best of all ways to cut a word in two known words wins, again for each of the two: so
a compound has the same parts wherever it stands (gemeenteraad, gemeenteraadsverkiezing).
How good a cut is follows from how often its words are written. `compounds.toml` holds
what that cannot tell.
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from search.analysis.lexicon import frequency, lemma

_TABLE = tomllib.loads(files(__package__).joinpath("compounds.toml").read_text("utf-8"))
_NEVER = frozenset(_TABLE["never"].split())
_FIRST = frozenset(_TABLE["first"].split())
_BEFORE_ER = frozenset(_TABLE["before_er"].split())
_WORDS = frozenset(_TABLE["words"].split())
_WHOLE = frozenset(_TABLE["whole"].split())
_FORMS: dict[str, str] = _TABLE["forms"]
_PARTS = {word: tuple(parts.split()) for word, parts in _TABLE["parts"].items()}

SHORTEST_PART = 3
LONGEST = 40
# All scores are powers of ten, as frequencies are. Chosen on treebanks of Dutch.
_RAREST = -7.5
_PER_LETTER = 0.2
_UNLISTED, _LISTED_NOWHERE = -0.5, -6.0  # not in the dictionary; too rare to be a word then
_THREE_LETTERS, _TOO_RARE = -0.5, {3: -5.6, 4: -6.5}
_ADDED = -6.0
_LINKED = -0.3
_NESTED = -2.0
_PREPOSITION, _RARE_ENOUGH, _COMMON = -5.5, -5.5, -5.5
_WORST = -6.9
_WELL_KNOWN = -0.5  # a word written that much more often than its parts is one word
_DIMINUTIVES = ("je", "tje", "pje", "etje")
_VOWELS = frozenset("aeiouyáàâäéèêëíïóöúü")


@dataclass(frozen=True, slots=True)
class _Cut:
    score: float
    parts: tuple[str, ...]


@lru_cache(maxsize=10_000)
def split(word: str) -> tuple[str, ...]:
    """The parts of a compound in lower case, without linking letters; else nothing.

    The last part keeps its ending: drinkbussen is drink, bussen.
    """
    if len(word) > LONGEST:
        return ()
    base = lemma(word)
    if base and len(base) < len(word):
        word = base
    if word in _WHOLE:
        return ()
    if word in _PARTS:
        return _PARTS[word]
    cut = _best(word, is_whole=True)
    if not cut or cut.score < _WORST:
        return ()
    known = frequency(word)
    if known > cut.score + _WELL_KNOWN:
        return ()
    if cut.parts[0] in _FIRST and (known > _RARE_ENOUGH or frequency(cut.parts[-1]) < _COMMON):
        return ()
    return tuple(small for part in cut.parts for small in split(part) or (_FORMS.get(part, part),))


@lru_cache(maxsize=10_000)
def _best(word: str, is_whole: bool = False, is_last: bool = True) -> _Cut | None:
    """The best way to cut a word in two, of which one may be a compound itself.

    `is_last` says that nothing stands behind it; only there a part may have any form.
    """
    best = None
    for end in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        first = _part(word[:end], is_last=False)
        if is_whole and word[:end] in _FIRST:
            first = _Cut(_PREPOSITION, (word[:end],))
        for link in _links(word, end):
            rest = word[end + len(link) :]
            if len(rest) < SHORTEST_PART:
                continue
            last = _part(rest, is_last)
            # One of the two is a simple word, whatever a compound is made of.
            left = first or (_nested(word[:end], is_last=False) if last else None)
            right = last or (_nested(rest, is_last) if first else None)
            if left and right:
                score = (left.score + right.score) / 2 + (_LINKED if link else 0)
                if not best or score > best.score:
                    best = _Cut(score, left.parts + right.parts)
    return best


def _links(word: str, end: int):
    """The linking letters that may follow the part that ends here."""
    yield ""
    for link in ("s", "en"):
        if word.startswith(link, end):
            yield link
    if word[end - 1] == "e" and word.startswith("n", end):
        yield "n"
    if word[:end] in _BEFORE_ER and word.startswith("er", end):
        yield "er"


def _nested(word: str, is_last: bool) -> _Cut | None:
    if len(word) < 2 * SHORTEST_PART:
        return None
    cut = _best(word, is_last=is_last)
    return cut and _Cut(cut.score + _NESTED, cut.parts)


@lru_cache(maxsize=10_000)
def _part(word: str, is_last: bool) -> _Cut | None:
    """A word as a part of a compound, with how likely it is one; None when it is not."""
    if word in _NEVER or word in _FIRST or _VOWELS.isdisjoint(word):
        return None
    base = lemma(word) or (_verb_of(word) if is_last else None)
    score = frequency(word)
    if word in _WORDS or word in _FORMS:
        base, score = word, max(score, _ADDED)
    if not base:
        if score < _LISTED_NOWHERE:
            return None
        score += _UNLISTED
    score = max(score, _RAREST)
    if score < _TOO_RARE.get(len(word), _RAREST):
        return None
    if base and not is_last and not _can_be_first(word, base):
        return None
    score += _PER_LETTER * len(word) + (_THREE_LETTERS if len(word) == 3 else 0)
    return _Cut(score, (word,))


def _verb_of(word: str) -> str | None:
    """The verb of which this is the doing: persen, of persing, which no dictionary lists."""
    word = word.removesuffix("en")
    return lemma(f"{word[:-3]}en") if word.endswith("ing") else None


def _can_be_first(word: str, base: str) -> bool:
    """Whether this is a noun, an adjective or the stem of a verb, and no other form."""
    if word == base or word.endswith(("en", "s", "er")) or _has_diminutive(word):
        return True
    return (
        base.endswith("en")
        and len(word) < len(base)
        and word[:2] == base[:2]
        and (not word.endswith("t") or "t" in base[-4:])
    )


def _has_diminutive(word: str) -> bool:
    return any(lemma(word + ending) for ending in _DIMINUTIVES) or bool(
        lemma(word[:-1] + "kje")  # koninkje
        or lemma(word + word[-1] + "etje")  # balletje
    )
