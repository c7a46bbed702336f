"""Which of the documents that match is the best answer.

A BM25F (Robertson, Zaragoza and Taylor, 2004) over the tokens of a few dozen candidates,
with what bm25() in a database cannot weigh: how sure each form of a word is, whether the
words stand together, and how much of the title was asked for. It reads no database, so
that results are in the same order wherever the site runs.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property

from search.analysis import BETWEEN, TokenLines
from search.query import Phrase, Term

# How much a word counts where it stands, in the order of `search.models.FIELDS`, and the
# length in words that each of those usually has.
FIELD_WEIGHTS = (3.0, 1.8, 0.7, 1.0)
# A year or a code asks for what is of that year or has that code.
NUMBER_WEIGHTS = (3.0, 1.8, 3.0, 0.7)
_YEAR_OR_CODE = re.compile(r"\d{4,}")
USUAL_LENGTHS = (6, 20, 8, 120)
LENGTH_SHARE = (0.3, 0.2, 0.0, 0.5)
SATURATION = 1.2
TOGETHER = 0.9
IN_ORDER = 1.15
# Whoever types a title, or another name, wants that. How much so, by field.
WHOLE_NAME = (0.9, 0.4, 0.4, 0.0)
NAME_SHARE = 0.6
COVERAGE = 1.5
# What a verb says beside a noun: texts use many verbs for the same thing.
VERB_BESIDE = 0.8
# How sure it is that a word was meant by another word with the same stem
# (verzekeren, verzekering).
RELATED = 0.65
# What each word between the parts of a compound takes off, and what is left at the least.
DISTANCE_COST, FAR_APART = 0.04, 0.04
# Words further apart than this do not stand together.
NEAR = 12
# Who looks for work to be done wants a company rather than a page that lists them; the
# scan of an old issue is the last resort.
KIND_WEIGHTS = {
    "bedrijf": 1.1,
    "pagina": 1.05,
    "praktijk": 1.05,
    "activiteit": 0.9,
    "activiteitsoort": 0.6,
    "begrip": 0.85,
    "origineel": 0.6,
}
# What is left of a definition for who asks for more than its term.
MORE_THAN_TERM = 0.85

Occurrences = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Question:
    """The terms that were asked for, in their order, and how much each says.

    `lemma` gives the dictionary's form of a word, or None for a word that it lacks;
    `stop_words` say nothing in a name.
    """

    terms: tuple[Term, ...]
    weights: tuple[float, ...]
    lemma: Callable[[str], str | None]
    stop_words: frozenset[str] = frozenset()


def weight(count: int, total: int) -> float:
    """How much a term says: the rarer among `total` documents, the more."""
    return math.log(1 + (max(total, count) - count + 0.5) / (count + 0.5))


def scores(
    question: Question, documents: Mapping[int, Sequence[TokenLines]], kinds: Mapping[int, str]
) -> dict[int, float]:
    """The score of each document by its token columns and its kind; higher is better."""
    asked = [_Asked(term, question.lemma) for term in question.terms]
    phrases = [phrase for term in asked for phrase in (*term.phrases, term.exact)]
    wanted = {token for phrase in phrases for token in phrase.tokens}
    return {
        pk: round(
            _score(question, asked, [_Field(lines, wanted) for lines in columns], kinds.get(pk)),
            6,
        )
        for pk, columns in documents.items()
    }


class _Asked:
    """A term, with what is the same for all documents."""

    def __init__(self, term: Term, lemma: Callable[[str], str | None]):
        self.phrases = term.match
        self.exact = Phrase(term.exact)
        self.is_simple = len(term.exact) == 1
        self.word = lemma(term.exact[0]) if self.is_simple else None
        is_number = _YEAR_OR_CODE.fullmatch(term.text)
        self.weights = NUMBER_WEIGHTS if is_number else FIELD_WEIGHTS


class _Field:
    """Where the wanted tokens stand in one column of tokens."""

    def __init__(self, lines: TokenLines, wanted: Iterable[str]):
        self._lines = lines
        self.places = lines.places(wanted)

    @property
    def length(self) -> int:
        return self._lines.length

    def name_at(self, position: int) -> tuple[int, int]:
        """Where the name around a position begins and ends."""
        index = bisect_left(self._borders, position)
        start = self._borders[index - 1] + 1 if index else 0
        end = self._borders[index] if index < len(self._borders) else self.length
        return start, end

    def count_words(self, name: tuple[int, int], stop_words: frozenset[str]) -> int:
        """How many words of a name say something; of a name of stop words, all."""
        words = self._lines.exact[slice(*name)]
        return sum(word not in stop_words for word in words) or len(words)

    @cached_property
    def _borders(self) -> list[int]:
        return [place for place, word in enumerate(self._lines.exact) if word == BETWEEN]

    def occurrences(self, asked: _Asked, lemma: Callable[[str], str | None]) -> Occurrences:
        """The positions of a term with how sure each is, in their order."""
        exact = {position for position, _ in self._found(asked.exact)}
        found: dict[int, float] = {}
        for phrase in asked.phrases:
            for position, quality in self._found(phrase):
                if position in exact:
                    quality = 1.0
                elif asked.is_simple and phrase is asked.phrases[0]:
                    word = self._lines.exact[position]
                    quality = quality if lemma(word) == asked.word else RELATED
                if quality > found.get(position, 0.0):
                    found[position] = quality
        return sorted(found.items())

    def _found(self, phrase: Phrase) -> Occurrences:
        first = self.places.get(phrase.tokens[0]) if phrase.tokens else None
        if not first:
            return []
        if len(phrase.tokens) == 1:
            return [(start, phrase.quality) for start in first]
        rest = [self.places.get(token) for token in phrase.tokens[1:]]
        if not all(rest):
            return []
        if phrase.slop is None:
            starts = (
                start
                for start in first
                if all(_has(places, start + i) for i, places in enumerate(rest, start=1))
            )
            return [(start, phrase.quality) for start in starts]
        distances = ((start, max(_distance(start, places) for places in rest)) for start in first)
        return [
            (start, max(phrase.quality - DISTANCE_COST * distance, FAR_APART))
            for start, distance in distances
            if distance <= phrase.slop + 1
        ]


def _has(places: list[int], position: int) -> bool:
    index = bisect_left(places, position)
    return index < len(places) and places[index] == position


def _distance(position: int, places: list[int]) -> int:
    index = bisect_left(places, position)
    return min(abs(position - place) for place in places[max(index - 1, 0) : index + 1])


def _score(
    question: Question, asked: Sequence[_Asked], fields: Sequence[_Field], kind: str | None
) -> float:
    found = [
        [field.occurrences(term, question.lemma) if field.places else [] for field in fields]
        for term in asked
    ]
    score = matched = 0.0
    for term, says, occurrences in zip(asked, question.weights, found, strict=True):
        frequency = best = 0.0
        for i, places in enumerate(occurrences):
            if places:
                qualities = [quality for _, quality in places]
                longer = fields[i].length / USUAL_LENGTHS[i]
                share = LENGTH_SHARE[i]
                frequency += term.weights[i] * sum(qualities) / (1 - share + share * longer)
                best = max(best, *qualities)
        if frequency:
            score += says * frequency / (SATURATION + frequency)
            matched += says * best
    if not score:
        return 0.0
    score += sum(_together(question, found, i) for i in range(len(asked) - 1))
    for i, (weight, field) in enumerate(zip(WHOLE_NAME, fields, strict=True)):
        if weight and field.places:
            score += weight * _named(question, field, [occurrences[i] for occurrences in found])
    coverage = (matched / sum(question.weights)) ** COVERAGE
    return score * coverage * _kind_weight(kind, found)


def _kind_weight(kind: str | None, found: Sequence[list[Occurrences]]) -> float:
    is_more_than_term = not all(title or keywords for title, keywords, *_ in found)
    left = MORE_THAN_TERM if kind == "begrip" and is_more_than_term else 1.0
    return KIND_WEIGHTS.get(kind, 1.0) * left


def _together(question: Question, found: Sequence[list[Occurrences]], i: int) -> float:
    """What it says that a term and the next one stand close to each other."""
    nearest = 0.0
    for left, right in zip(found[i], found[i + 1], strict=True):
        if not left or not right:
            continue
        positions = [position for position, _ in right]
        for position, quality in left:
            index = bisect_left(positions, position)
            for other, other_quality in right[max(index - 1, 0) : index + 1]:
                distance = other - position
                if abs(distance) > NEAR:
                    continue
                closeness = min(quality, other_quality) / max(abs(distance), 1) ** 0.5
                nearest = max(nearest, closeness * (IN_ORDER if distance >= 0 else 1.0))
    return TOGETHER * nearest * min(question.weights[i : i + 2])


def _named(question: Question, field: _Field, found: Sequence[Occurrences]) -> float:
    """How much of what was asked is in a name, and of that name in what was asked."""
    covered: dict[tuple[int, int], dict[int, float]] = {}
    asked: dict[tuple[int, int], float] = {}
    for term, says, occurrences in zip(question.terms, question.weights, found, strict=True):
        best: dict[tuple[int, int], float] = {}
        for position, quality in occurrences:
            name = field.name_at(position)
            places = covered.setdefault(name, {})
            for place in range(position, position + max(1, len(term.exact))):
                places[place] = max(places.get(place, 0.0), quality)
            best[name] = max(best.get(name, 0.0), quality)
        for name, quality in best.items():
            asked[name] = asked.get(name, 0.0) + quality * says
    return max(
        (
            asked[name]
            * min(1.0, sum(places.values()) / field.count_words(name, question.stop_words))
            ** NAME_SHARE
            for name, places in covered.items()
        ),
        default=0.0,
    )
