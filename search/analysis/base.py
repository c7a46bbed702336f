"""The interface of an analyzer, and what all of them share."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.utils.functional import cached_property

from search.analysis.folding import clean, fold

_APOSTROPHE = r"['`\u00b4\u02bc\u2018\u2019]"
_HYPHEN = r"[\-\u2010\u2011]"
# A number with points or spaces between the thousands, a word with its apostrophes and hyphens,
# or a percent sign, which people also write as a word.
_WRITTEN = re.compile(
    r"\d{1,3}(?:\.\d{3})+(?![\d.])"
    r"|(?<!\d[ \u00a0\u202f])[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3}){1,2}(?![ \u00a0\u202f]?\d)"
    rf"|[^\W_\u02bc]+(?:(?:{_APOSTROPHE}|{_HYPHEN})[^\W_\u02bc]+)*"
    r"|%"
)
_APOSTROPHES = re.compile(_APOSTROPHE)
_HYPHENS = re.compile(_HYPHEN)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_SPACES = re.compile(r"[ \u00a0\u202f]")
MAX_TOKEN_LENGTH = 64
_MOST_WORDS = 10_000  # more are hardly asked again, and take memory
# What tells the tokens of the three lines of an `Analyzed` apart in one index, and says
# that the next token stands in the same place as the last.
STEM, PART, SAME_PLACE = "_", "=", "#"
_LINES = {STEM: 1, PART: 2}  # the first is of the exact forms
BETWEEN = "|"


class Word(NamedTuple):
    """A word as it was written at `start:end`, and the tokens that it becomes.

    `exact` and `stems` run in step: one token for a simple word, more for a hyphenated one
    ("Sint-Gillis-Waas") and a number with spaces ("41 000", which may be two numbers), for
    which `joined` holds the exact form and the stem of the parts written together. `parts` has
    for each token the stems of the words that a compound is made of, or else its own stem.
    """

    start: int
    end: int
    exact: tuple[str, ...]
    stems: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    joined: tuple[str, str] | None


class Form(NamedTuple):
    """The exact form of a word, as in a `Word`, that stands at `start:end`."""

    start: int
    end: int
    exact: tuple[str, ...]


class SeparatedVerb(NamedTuple):
    """A verb that stands in two pieces: the places of its form and its particle among the words,
    and its infinitive (zamelt ... in: inzamelen)."""

    form: int
    particle: int
    infinitive: str


@dataclass(frozen=True, slots=True)
class Analyzed:
    """A text as tokens, in three lines that are searched and ranked by.

    All run in step: the exact forms, the stems, and the parts, of which a simple word has
    one, a compound several, the last of a hyphenated word also all written together, and the
    form of a verb whose particle stands elsewhere also that verb.
    """

    exact: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()

    def __str__(self) -> str:
        between = f" {SAME_PLACE} {PART}"
        return "\n".join(
            [
                " ".join(self.exact),
                " ".join(f"{STEM}{stem}" for stem in self.stems),
                " ".join(f"{PART}{between.join(parts)}" for parts in self.parts),
            ]
        )


class TokenLines:
    """Where tokens stand in an `Analyzed` as text; empty text has none."""

    def __init__(self, column: str):
        self._column = column

    @cached_property
    def _lines(self) -> list[str]:
        # A space on both sides of each token: to look for a few of them is many times quicker
        # than to read them all.
        return [f" {line} " for line in (self._column or "\n\n").split("\n")]

    @cached_property
    def exact(self) -> list[str]:
        """The words as they are written, without accents."""
        return self._lines[0].split()

    @property
    def length(self) -> int:
        """The number of words, without telling them apart."""
        return self._lines[0].count(" ") - 1

    def places(self, tokens: Collection[str]) -> dict[str, list[int]]:
        """The places of those exact forms, stems and parts (each with what tells it apart) that
        stand here."""
        found: dict[str, list[int]] = {}
        for token in tokens:
            if token in self._column:
                break
        else:  # as most texts hold none, which a look at it as it is tells at once
            return found
        for token in tokens:
            line, sought = self._lines[_LINES.get(token[0], 0)], f" {token} "
            at = line.find(sought)
            if at < 0:
                continue
            places = found[token] = []
            place = read = 0
            while at >= 0:
                # A step back for each token that stands in the place of the one before.
                place += line.count(" ", read, at) - 2 * line.count(SAME_PLACE, read, at)
                read = at
                if place not in places[-1:]:
                    places.append(place)
                at = line.find(sought, at + 1)
        return found

    def forms_of(self, stems: Iterable[str]) -> dict[str, set[str]]:
        """The exact forms in which these stems, or these parts, stand here, each with those."""
        tokens = [kind + stem for stem in stems for kind in (STEM, PART)]
        forms: dict[str, set[str]] = {}
        for token, places in self.places(tokens).items():
            for place in places:
                forms.setdefault(self.exact[place], set()).add(token[1:])
        return forms


class Analyzer(ABC):
    """Splits text into words and gives each word an exact form and a stem.

    Tokens hold the letters a-z and digits only, so that no store can take them for an
    operator, or apart.
    """

    stop_words: frozenset[str] = frozenset()
    question_words: frozenset[str] = frozenset()
    percent = "%"
    splits_at_apostrophe = False

    @abstractmethod
    def stem(self, written: str) -> str:
        """The form that all inflections of a word share. `written` has its accents."""

    def lemma(self, written: str) -> str | None:
        """The word of which this is a form; None when no dictionary knows it."""
        return None

    def is_verb(self, written: str) -> bool:
        """Whether this is a form of a verb, and of no noun."""
        return False

    def simple_verb(self, written: str) -> str | None:
        """The stem of the verb in one that has a word before it: scannen, of inscannen."""
        return None

    def separated_verbs(self, text: str, words: Sequence[Word]) -> Iterable[SeparatedVerb]:
        """The verbs that stand in two pieces among these words of a text."""
        return ()

    def other_side(self, stem: str) -> str | None:
        """The stem of what others do where somebody does this: huren, of verhuur; or of what a
        doer does: strooien, of strooier."""
        return None

    def parts(self, written: str) -> tuple[str, ...]:
        """The stems of the words that a compound is made of; nothing for other words."""
        return ()

    def is_word(self, written: str) -> bool:
        """Whether this is known to be a word of the language, and so no typing error."""
        return False

    def words(self, text: str) -> Iterator[Word]:
        """The words of a text that went through `clean()`, in order."""
        for match in _WRITTEN.finditer(text):
            if forms := self._forms(match[0]):
                yield Word(match.start(), match.end(), *forms)

    def forms(self, text: str, wanted: Set[str]) -> Iterator[Form]:
        """The words of such a text of which one of these is an exact form, in order.

        It costs far less than to analyse each word.
        """
        for match in _WRITTEN.finditer(text):
            written = match[0]
            if written.isascii() and written.isalnum():
                exact = (written.lower()[:MAX_TOKEN_LENGTH],)
                is_wanted = exact[0] in wanted
            else:
                exact = tuple(map(self._exact, self._segments(written)))
                is_wanted = not wanted.isdisjoint(exact)
            if is_wanted:
                yield Form(match.start(), match.end(), exact)

    def analyze(self, *texts: str) -> Analyzed:
        """The texts as tokens, with a place between that no word takes."""
        exact: list[str] = []
        stems: list[str] = []
        parts: list[tuple[str, ...]] = []
        for number, text in enumerate(texts):
            if number:
                exact.append(BETWEEN)
                stems.append("")
                parts.append(("",))
            text = clean(text)
            words = list(self.words(text))
            verbs = {
                verb.form: self.stems_of(verb.infinitive)
                for verb in self.separated_verbs(text, words)
            }
            for place, word in enumerate(words):
                exact += word.exact
                stems += word.stems
                parts += word.parts
                if word.joined:
                    parts[-1] = (*parts[-1], word.joined[1])
                if place in verbs:
                    parts[-1] = tuple(dict.fromkeys([*parts[-1], *verbs[place]]))
        return Analyzed(tuple(exact), tuple(stems), tuple(parts))

    @cached_property
    def _forms(self) -> Callable[[str], tuple | None]:
        """All of a `Word` but its place; most words return soon."""
        return lru_cache(maxsize=_MOST_WORDS)(self._make_forms)

    def _make_forms(self, written: str) -> tuple | None:
        segments = self._segments(written)
        if not segments:
            return None
        exact, stems, parts = zip(*map(self._simple, segments), strict=True)
        joined = self._simple("".join(segments))[:2] if len(segments) > 1 else None
        return exact, stems, parts, joined

    def _segments(self, written: str) -> list[str]:
        """The words that a hyphenated one, or a number with spaces, is made of."""
        if written == "%":
            written = self.percent
        elif _THOUSANDS.fullmatch(written):
            written = written.replace(".", "")
        if self.splits_at_apostrophe:
            written = _APOSTROPHES.sub("-", written)
        between = _SPACES if _SPACES.search(written) else _HYPHENS
        return [part for part in between.split(written) if fold(part)]

    def _simple(self, written: str) -> tuple[str, str, tuple[str, ...]]:
        """The exact form, the stem and the parts of a word without hyphens."""
        stem = self._stem(written)
        return self._exact(written), stem, self.parts(_lower(written)) or (stem,)

    def stems_of(self, written: str) -> tuple[str, ...]:
        """The stem of a simple word and those of its parts."""
        _exact, stem, parts = self._simple(written)
        return stem, *parts

    def _exact(self, written: str) -> str:
        return fold(written)[:MAX_TOKEN_LENGTH]

    def _stem(self, written: str) -> str:
        return (fold(self.stem(_lower(written))) or fold(written))[:MAX_TOKEN_LENGTH]


def _lower(written: str) -> str:
    return _APOSTROPHES.sub("'", written.lower())
