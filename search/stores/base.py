"""The contract of a store: what the ranking and the result page ask of an index.

A store holds documents as rows of tokens. Nothing that a visitor typed reaches it: the
phrases hold tokens of letters and digits, made by the analysis.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from search.filters import EVERYTHING, Facts, Filters
from search.models import SearchDocument
from search.query import Phrase, Term


@dataclass(frozen=True, slots=True)
class Match:
    """Which documents to find: in this language, with all terms of one of `alternatives`."""

    language: str
    alternatives: tuple[tuple[Term, ...], ...]
    excluded: tuple[Term, ...] = ()


class Order(Enum):
    """Which hits come first: of those with the same date or score, the last one indexed."""

    BEST = auto()  # by a first rough score, which costs more for each hit than the others
    NEWEST = auto()
    OLDEST = auto()
    LAST_INDEXED = auto()


# A document that matches: its key, the number of its `Facts`, the address of the newsletter
# issue that it belongs to, if any, and its date in ISO 8601. There may be thousands at each
# search, and nothing is made as quickly as a tuple.
Candidate = tuple[int, int, str, str]


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
        language, expired), and not beyond some thousands: that is far quicker, and tells as well
        how much a word says.
        """

    @abstractmethod
    def total(self, language: str) -> int:
        """How many documents there are in a language."""

    @abstractmethod
    def find(
        self,
        match: Match,
        order: Order,
        limit: int,
        filters: Filters = EVERYTHING,
        in_title: bool = False,
    ) -> list[Candidate]:
        """The first documents that match within the filters; only by title on demand."""

    @abstractmethod
    def facts(self, facets: Iterable[int]) -> dict[int, Facts]:
        """What these numbers of facets stand for."""

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


__all__ = ["Candidate", "Match", "Order", "Phrase", "Store", "Term"]
