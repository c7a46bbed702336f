"""The interface of an analyzer, and what all of them share."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import cached_property

from search.analysis.folding import clean, fold

_APOSTROPHE = r"['`\u00b4\u02bc\u2018\u2019]"
_HYPHEN = r"[\-\u2010\u2011]"
# A number with points between the thousands, a word with its apostrophes and hyphens,
# or a percent sign, which people also write as a word.
_WRITTEN = re.compile(
    r"\d{1,3}(?:\.\d{3})+(?![\d.])"
    rf"|[^\W_\u02bc]+(?:(?:{_APOSTROPHE}|{_HYPHEN})[^\W_\u02bc]+)*"
    r"|%"
)
_APOSTROPHES = re.compile(_APOSTROPHE)
_HYPHENS = re.compile(_HYPHEN)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
MAX_TOKEN_LENGTH = 64
_MOST_WORDS = 10_000  # more are hardly asked again, and take memory
# What tells the tokens of the three lines of an `Analyzed` apart in one index, and says
# that the next token stands in the same place as the last.
STEM, PART, SAME_PLACE = "_", "=", "#"
BETWEEN = "|"


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was written at `start:end`, and the tokens that it becomes.

    `exact` and `stems` run in step: one token for a simple word, more for a hyphenated
    one ("Sint-Gillis-Waas"), for which `joined` holds the exact form and the stem of
    the parts written together. `parts` has for each token the stems of the words that a
    compound is made of, or else its own stem.
    """

    start: int
    end: int
    exact: tuple[str, ...]
    stems: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    joined: tuple[str, str] | None = None

    @property
    def all_stems(self) -> set[str]:
        stems = {*self.stems, *(part for parts in self.parts for part in parts)}
        return {*stems, self.joined[1]} if self.joined else stems


@dataclass(frozen=True, slots=True)
class Analyzed:
    """A text as tokens, in three lines that are searched and ranked by.

    All run in step: the exact forms, the stems, and the parts, of which a simple word has
    one, a compound several, and the last of a hyphenated word also all written together.
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
    """Where tokens stand in an `Analyzed` as text."""

    def __init__(self, column: str):
        # A space on both sides of each token: to look for a few of them is many times quicker
        # than to read them all.
        self._text = f" {column} ".replace("\n", " \n ")

    @cached_property
    def exact(self) -> list[str]:
        """The words as they are written, without accents."""
        return self._text[: self._text.index("\n")].split()

    def places(self, token: str) -> list[int]:
        """The places of an exact form, or of a stem or a part with what tells those apart."""
        text, token = self._text, f" {token} "
        at = text.find(token)
        if at < 0:
            return []
        start = text.rfind("\n", 0, at) + 1
        found = []
        while at >= 0:
            # A step back for each token that stands in the place of the one before.
            found.append(text.count(" ", start, at) - 2 * text.count(SAME_PLACE, start, at))
            at = text.find(token, at + 1)
        return list(dict.fromkeys(found))

    def forms_of(self, stems: Iterable[str]) -> set[str]:
        """The exact forms in which these stems, or these parts, stand here."""
        return {
            self.exact[place]
            for stem in stems
            for token in (STEM + stem, PART + stem)
            for place in self.places(token)
        }


class Analyzer(ABC):
    """Splits text into words and gives each word an exact form and a stem.

    Tokens hold the letters a-z and digits only, so that no store can take them for an
    operator, or apart.
    """

    stop_words: frozenset[str] = frozenset()
    percent = "%"
    splits_at_apostrophe = False

    @abstractmethod
    def stem(self, written: str) -> str:
        """The form that all inflections of a word share. `written` has its accents."""

    def lemma(self, written: str) -> str | None:
        """The word of which this is a form; None when no dictionary knows it."""
        return None

    def parts(self, written: str) -> tuple[str, ...]:
        """The stems of the words that a compound is made of; nothing for other words."""
        return ()

    def is_word(self, written: str) -> bool:
        """Whether this is known to be a word of the language, and so no typing error."""
        return False

    def words(self, text: str, only: Set[str] | None = None) -> Iterator[Word]:
        """The words of a text that went through `clean()`, in order.

        With `only` just those with one of these exact forms: it costs far less to pass a
        word by than to analyse it.
        """
        for match in _WRITTEN.finditer(text):
            written = match[0]
            is_simple = written.isascii() and written.isalnum()
            if only is not None and is_simple and written.lower()[:MAX_TOKEN_LENGTH] not in only:
                continue
            word = self._word(written, match.start(), match.end())
            if word and (only is None or not only.isdisjoint(word.exact)):
                yield word

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
            for word in self.words(clean(text)):
                exact += word.exact
                stems += word.stems
                parts += word.parts
                if word.joined:
                    parts[-1] = (*parts[-1], word.joined[1])
        return Analyzed(tuple(exact), tuple(stems), tuple(parts))

    def _word(self, written: str, start: int, end: int) -> Word | None:
        if written == "%":
            written = self.percent
        elif _THOUSANDS.fullmatch(written):
            written = written.replace(".", "")
        if self.splits_at_apostrophe:
            written = _APOSTROPHES.sub("-", written)
        segments = [part for part in _HYPHENS.split(written) if fold(part)]
        if not segments:
            return None
        joined = None
        if len(segments) > 1:
            joined = self._forms("".join(segments))[:2]
        exact, stems, parts = zip(*map(self._forms, segments), strict=True)
        return Word(start, end, exact, stems, parts, joined)

    @cached_property
    def _forms(self) -> Callable[[str], tuple[str, str, tuple[str, ...]]]:
        """The exact form, the stem and the parts of a simple word; most words return soon."""

        @lru_cache(maxsize=_MOST_WORDS)
        def forms(written: str) -> tuple[str, str, tuple[str, ...]]:
            stem = self._stem(written)
            return self._exact(written), stem, self.parts(_lower(written)) or (stem,)

        return forms

    def _exact(self, written: str) -> str:
        return fold(written)[:MAX_TOKEN_LENGTH]

    def _stem(self, written: str) -> str:
        return (fold(self.stem(_lower(written))) or fold(written))[:MAX_TOKEN_LENGTH]


def _lower(written: str) -> str:
    return _APOSTROPHES.sub("'", written.lower())
