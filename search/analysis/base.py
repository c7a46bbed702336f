"""The interface of an analyzer, and what all of them share."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was written at `start:end`, and the tokens that it becomes.

    `exact` and `stems` run in step: one token for a simple word, more for a hyphenated
    one ("Sint-Gillis-Waas"), for which `joined` holds the exact form and the stem of
    the parts written together.
    """

    start: int
    end: int
    exact: tuple[str, ...]
    stems: tuple[str, ...]
    joined: tuple[str, str] | None = None

    @property
    def all_stems(self) -> set[str]:
        return {*self.stems, self.joined[1]} if self.joined else set(self.stems)


@dataclass(frozen=True, slots=True)
class Analyzed:
    """A text as two rows of tokens with a space between them."""

    exact: str
    stems: str


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

    def words(self, text: str) -> Iterator[Word]:
        """The words of a text that went through `clean()`, in order."""
        for match in _WRITTEN.finditer(text):
            word = self._word(match[0], match.start(), match.end())
            if word:
                yield word

    def analyze(self, text: str) -> Analyzed:
        """The text as tokens.

        Hyphenated words written together follow at the end, where they stand in the way
        of no phrase.
        """
        exact, stems, joined = [], [], []
        for word in self.words(clean(text)):
            exact += word.exact
            stems += word.stems
            if word.joined:
                joined.append(word.joined)
        exact += [pair[0] for pair in joined]
        stems += [pair[1] for pair in joined]
        return Analyzed(" ".join(exact), " ".join(stems))

    def _word(self, written: str, start: int, end: int) -> Word | None:
        if written == "%":
            written = self.percent
        elif _THOUSANDS.fullmatch(written):
            written = written.replace(".", "")
        if self.splits_at_apostrophe:
            written = _APOSTROPHES.sub("-", written)
        parts = [part for part in _HYPHENS.split(written) if fold(part)]
        if not parts:
            return None
        joined = None
        if len(parts) > 1:
            whole = "".join(parts)
            joined = (self._exact(whole), self._stem(whole))
        return Word(
            start,
            end,
            tuple(self._exact(part) for part in parts),
            tuple(self._stem(part) for part in parts),
            joined,
        )

    def _exact(self, written: str) -> str:
        return fold(written)[:MAX_TOKEN_LENGTH]

    def _stem(self, written: str) -> str:
        lower = _APOSTROPHES.sub("'", written.lower())
        return (fold(self.stem(lower)) or fold(written))[:MAX_TOKEN_LENGTH]
