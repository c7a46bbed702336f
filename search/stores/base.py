"""The contract of a store: what the ranking and the result page ask of an index.

A store holds documents as rows of tokens. Nothing that a visitor typed reaches it: the
phrases hold tokens of letters and digits, made by the analysis.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from search.filters import Filters, Group
from search.models import SearchDocument
from search.query import Phrase, Term


@dataclass(frozen=True, slots=True)
class Match:
    """Which documents to find: in this language, with all terms of one of `alternatives`."""

    language: str
    alternatives: tuple[tuple[Term, ...], ...]
    excluded: tuple[Term, ...] = ()


class Candidate(NamedTuple):
    """A document that matches, with a first rough score.

    `issue` is the address of the newsletter issue that it belongs to, if any; `date` is
    in ISO 8601.
    """

    pk: int
    kind: str
    issue: str
    date: str
    score: float


class Store(ABC):
    """Finds documents by their tokens and counts them."""

    # Writing ---------------------------------------------------------------------------

    @abstractmethod
    def documents(self, sources: Iterable[str] | None = None) -> dict[int, str]:
        """The digest of each stored document by its key: of these sources, or of all."""

    @abstractmethod
    def replace(self, removed: Iterable[int], added: Iterable[SearchDocument]) -> None:
        """Take documents out and put others in."""

    @abstractmethod
    def problems(self) -> list[str]:
        """What is wrong with the store's own structures; nothing when all is well."""

    @abstractmethod
    def tidy(self) -> None:
        """Put the structures in order after many changes, so that searching is quick."""

    # Reading ---------------------------------------------------------------------------

    @abstractmethod
    def count(self, matches: Sequence[Match], limit: int | None = None) -> list[int]:
        """How many documents each of these matches finds, up to a limit.

        Without one, what is common may be counted with those that no visitor sees (another
        language, expired): that is far quicker, and tells as well how much a word says.
        """

    @abstractmethod
    def total(self, language: str) -> int:
        """How many documents there are in a language."""

    @abstractmethod
    def best(
        self, match: Match, filters: Filters, limit: int, in_title: bool = False
    ) -> list[Candidate]:
        """The documents with the best rough scores, best first; only by title on demand."""

    @abstractmethod
    def newest(
        self, match: Match, filters: Filters, limit: int, oldest: bool = False
    ) -> list[Candidate]:
        """The documents by date, the newest first."""

    @abstractmethod
    def recent(self, match: Match, filters: Filters, limit: int) -> list[Candidate]:
        """Some documents that match, those that were indexed last; costs what `limit` does."""

    @abstractmethod
    def groups(self, match: Match, limit: int) -> list[Group]:
        """At most `limit` hits, counted by all facets together, without filters."""

    @abstractmethod
    def tokens(self, pks: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
        """The token columns of documents, in the order of `search.models.FIELDS`."""

    @abstractmethod
    def frequencies(self, tokens: Iterable[str]) -> dict[str, int]:
        """In how many documents each token stands; tokens that stand nowhere are absent."""

    @abstractmethod
    def words(self, prefix: str, shortest: int, longest: int) -> list[str]:
        """The words of letters that begin so and have so many; some may stand nowhere any more."""

    @abstractmethod
    def vocabulary(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """The tokens that begin so, with the number of documents that hold them."""


__all__ = ["Candidate", "Match", "Phrase", "Store", "Term"]
