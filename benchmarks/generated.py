"""Dutch words in the proportions in which they are written, as documents and as queries.

The same at each run. Most words come from the list of the words written most, drawn by
their frequency. One in ten is any form of the dictionary, so that most words of the index
are rare, as in real text; one in twenty is a word of the field, which returns in one text
of seven, as the subject of an archive does.
"""

import random
import tomllib
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

FIRST_YEAR, YEARS, PER_ISSUE = 2012, 15, 4
FIELD = Path(__file__).parents[1] / "search" / "content" / "synonyms.toml"
OF_THE_FIELD, RARE = 0.05, 0.1


@dataclass(frozen=True)
class Text:
    number: int
    title: str
    body: str

    @property
    def issue(self) -> int | None:
        """The newsletter issue that it is in; one text in five is a page of its own."""
        return None if self.number % 5 == 0 else self.number // (PER_ISSUE + 1)

    @property
    def year(self) -> int:
        return FIRST_YEAR + self.number % YEARS


def texts(start: int, stop: int) -> Iterator[Text]:
    """Texts of 60 to 180 words, with a title of three to eight."""
    for number in range(start, stop):
        chance = random.Random(number)  # noqa: S311 - the same at each run
        sentences = (
            " ".join(_words(chance, chance.randint(6, 16))).capitalize() + "."
            for _ in range(chance.randint(8, 14))
        )
        title = " ".join(_words(chance, chance.randint(3, 8))).capitalize()
        yield Text(number, title, " ".join(sentences))


def queries(count: int) -> list[tuple[str, str]]:
    """Kind and text of what people ask: a part of some text, as they would remember it."""
    chance = random.Random("queries")  # noqa: S311 - the same at each run
    sample = list(texts(0, 1_000))
    return [
        (kind, make(chance, chance.choice(sample)))
        for kind, make in list(KINDS.items()) * (count // len(KINDS))
    ]


def _common(chance: random.Random, text: Text) -> str:
    return _drawn(chance, 60, 1_000)


def _rare(chance: random.Random, text: Text) -> str:
    return chance.choice(_long_words(text.body, 8))


def _from_title(chance: random.Random, text: Text) -> str:
    words = _long_words(text.title, 1)
    return " ".join(chance.sample(words, min(2, len(words))))


def _three(chance: random.Random, text: Text) -> str:
    return " ".join(chance.sample(_long_words(text.body, 5), 3))


def _three_common(chance: random.Random, text: Text) -> str:
    return " ".join(_drawn(chance, 60, 3_000) for _ in range(3))


def _field(chance: random.Random, text: Text) -> str:
    return chance.choice(_field_words())


def _two_of_field(chance: random.Random, text: Text) -> str:
    return " ".join(chance.sample(_field_words(), 2))


def _phrase(chance: random.Random, text: Text) -> str:
    words = chance.choice(text.body.split(". ")).rstrip(".").split()
    start = chance.randrange(len(words) - 2)
    return f'"{" ".join(words[start : start + 3])}"'


def _typo(chance: random.Random, text: Text) -> str:
    word, place = _rare(chance, text), chance.randrange(2, 6)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _joined(chance: random.Random, text: Text) -> str:
    return "".join(_drawn(chance, 300, 8_000) for _ in range(2))


def _question(chance: random.Random, text: Text) -> str:
    return f"hoe kan ik een {_drawn(chance, 100, 4_000)} {_rare(chance, text)} vinden?"


KINDS = {
    "one common word": _common,
    "one rare word": _rare,
    "word of the field": _field,
    "two of the field": _two_of_field,
    "words of a title": _from_title,
    "three words of a text": _three,
    "three common words": _three_common,
    "phrase": _phrase,
    "typing error": _typo,
    "compound": _joined,
    "question": _question,
}


def _words(chance: random.Random, count: int) -> list[str]:
    words, shares, rare = _vocabulary()

    def word() -> str:
        kind = chance.random()
        if kind < OF_THE_FIELD:
            return chance.choice(_field_words())
        if kind < OF_THE_FIELD + RARE:
            return chance.choice(rare)
        return words[bisect(shares, chance.random() * shares[-1])]

    return [word() for _ in range(count)]


def _drawn(chance: random.Random, first: int, last: int) -> str:
    """A word of more than three letters by its place in the list."""
    words = [word for word in _vocabulary()[0][first:last] if len(word) > 3]
    return chance.choice(words)


def _long_words(text: str, least: int) -> list[str]:
    return [word for word in text.replace(".", "").lower().split() if len(word) >= least]


@cache
def _field_words() -> Sequence[str]:
    """The words with which a new site starts, where they are one word."""
    rows = tomllib.loads(FIELD.read_text(encoding="utf-8"))["synonym"]
    names = {name for row in rows for name in [row["preferred"], *row.get("other", [])]}
    return sorted(name for name in names if name.isalpha() and name.islower())


@cache
def _vocabulary() -> tuple[Sequence[str], Sequence[float], Sequence[str]]:
    """The words written most, most frequent first; their shares added up; rare words."""
    from search.analysis.lexicon import frequencies, lemmas

    written = sorted(
        ((10**power, word) for word, power in frequencies().items() if word.isalpha()),
        reverse=True,
    )
    rare = sorted(
        word for word, _ in lemmas().items() if word.isalpha() and word not in frequencies()
    )
    return [word for _, word in written], list(accumulate(share for share, _ in written)), rare
