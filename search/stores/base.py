"""The contract of a store, with the SQL that both databases share.

Nothing that a visitor typed is ever part of a statement: terms are tokens of letters
and digits, and go in as parameters.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone

from search.filters import Filters, Group
from search.query import Term

# Beyond this many hits nobody reads on; counting stops there.
MAX_HITS = 10_000
COLUMNS = {"type": "d.kind", "jaar": "d.year", "reeks": "d.series", "rubriek": "d.rubric"}

SQL = tuple[str, list]


@dataclass(frozen=True)
class Match:
    """Which documents to find: in this language, with all terms of one of `alternatives`.

    Documents with the first alternative come before all others. `weights` says how
    much each term counts.
    """

    language: str
    alternatives: tuple[tuple[Term, ...], ...]
    excluded: tuple[Term, ...] = ()
    weights: Mapping[Term, float] = field(default_factory=dict)

    @property
    def terms(self) -> list[Term]:
        return list(dict.fromkeys(term for terms in self.alternatives for term in terms))


class Store(ABC):
    """Finds documents by their tokens, ranks them, and counts them by facet."""

    # The tables to read, with the documents as `d`.
    source: str

    @abstractmethod
    def matches(
        self, alternatives: Sequence[Sequence[Term]], excluded: Sequence[Term] = ()
    ) -> SQL:
        """A condition: all terms of one alternative, and none of the excluded."""

    @abstractmethod
    def is_preferred(self, alternative: Sequence[Term]) -> SQL:
        """An expression that is greater for documents with all these terms."""

    @abstractmethod
    def score(self, match: Match) -> SQL:
        """An expression that is greater for a better hit."""

    @abstractmethod
    def problems(self) -> list[str]:
        """What is wrong with the store's own structures; nothing when all is well."""

    @abstractmethod
    def tidy(self) -> None:
        """Put the structures in order after many changes, so that searching is quick."""

    def count(self, language: str, alternatives: Sequence[Sequence[Term]]) -> list[int]:
        """How many documents hold each of these sets of terms, and how many there are.

        One query; each count stops at MAX_HITS.
        """
        visible, visible_params = self._visible(language)
        counts, params = [], []
        for terms in alternatives:
            matches, match_params = self.matches([terms])
            counts.append(self._capped_count(f"{self.source} WHERE {matches} AND {visible}"))
            params += [*match_params, *visible_params, MAX_HITS]
        counts.append(self._capped_count(f"search_searchdocument d WHERE {visible}"))
        params += [*visible_params, MAX_HITS]
        return list(self._rows(f"SELECT {', '.join(counts)}", params)[0])

    def groups(self, match: Match) -> list[Group]:
        """The hits counted by all facets together, without filters. One query."""
        where, params = self._where(match)
        columns = "d.kind, d.year, d.series, d.series_name, d.rubric, d.rubric_name"
        names = columns.replace("d.", "")
        sql = (
            f"WITH hits AS (SELECT {columns} FROM {self.source} WHERE {where} LIMIT %s)"  # noqa: S608 - constants of this module and tokens as parameters
            f" SELECT {names}, count(*) FROM hits GROUP BY {names}"
        )
        return [Group(*row) for row in self._rows(sql, [*params, MAX_HITS])]

    def page(
        self, match: Match, filters: Filters, offset: int, limit: int
    ) -> list[tuple[int, float]]:
        """The primary keys of the hits with their scores, best first. One query."""
        where, params = self._where(match)
        score, score_params = self.score(match)
        preferred, preferred_params = "0", []
        if len(match.alternatives) > 1:
            preferred, preferred_params = self.is_preferred(match.alternatives[0])
        for facet, value in filters.chosen().items():
            where += f" AND {COLUMNS[facet]} = %s"
            params.append(int(value) if facet == "jaar" else value)
        sql = (
            f"SELECT d.id, {preferred} AS preferred, {score} AS score FROM {self.source}"  # noqa: S608 - constants of this module and tokens as parameters
            f" WHERE {where} ORDER BY preferred DESC, score DESC, d.date DESC, d.id"
            " LIMIT %s OFFSET %s"
        )
        params = [*preferred_params, *score_params, *params, limit, offset]
        return [(row[0], float(row[2])) for row in self._rows(sql, params)]

    def _where(self, match: Match) -> SQL:
        matches, params = self.matches(match.alternatives, match.excluded)
        visible, visible_params = self._visible(match.language)
        return f"{matches} AND {visible}", [*params, *visible_params]

    def _visible(self, language: str) -> SQL:
        condition = "d.language = %s AND (d.expires_at IS NULL OR d.expires_at > %s)"
        return condition, [language, connection.ops.adapt_datetimefield_value(timezone.now())]

    @staticmethod
    def _capped_count(source: str) -> str:
        return f"(SELECT count(*) FROM (SELECT 1 FROM {source} LIMIT %s) AS capped)"  # noqa: S608 - constants of this module and tokens as parameters

    @staticmethod
    def _rows(sql: str, params: Sequence) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()
