"""Search in SQLite: an FTS5 table over the analysed columns of the documents."""

from collections.abc import Iterable, Sequence

from django.db import DatabaseError, connection

from search.models import FIELDS
from search.query import Phrase, Term
from search.stores.base import SQL, Match, Store

# How much a word counts by where it stands, exact and stem, in the order of the table.
COLUMN_WEIGHTS = {"title": (10, 5), "keywords": (4, 3), "context": (1, 1), "body": (1, 0.5)}
_WEIGHTS = ", ".join(str(weight) for field in FIELDS for weight in COLUMN_WEIGHTS[field])


class SQLiteStore(Store):
    """FTS5 with the documents as external content, kept in step by triggers.

    CROSS JOIN keeps SQLite from running the match once per document, which makes
    ranking quadratic.
    """

    source = "search_fulltext CROSS JOIN search_searchdocument d ON d.id = search_fulltext.rowid"

    def matches(
        self, alternatives: Sequence[Sequence[Term]], excluded: Sequence[Term] = ()
    ) -> SQL:
        expression = _any(_all(map(_term, terms)) for terms in alternatives)
        if excluded:
            expression = f"({expression}) NOT {_any(map(_term, excluded))}"
        return "search_fulltext MATCH %s", [expression]

    def is_preferred(self, alternative: Sequence[Term]) -> SQL:
        condition, params = self.matches([alternative])
        sql = f"d.id IN (SELECT rowid FROM search_fulltext WHERE {condition})"  # noqa: S608 - constants of this module and tokens as parameters
        return sql, params

    def score(self, match: Match) -> SQL:
        return f"-bm25(search_fulltext, {_WEIGHTS})", []

    def problems(self) -> list[str]:
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO search_fulltext (search_fulltext, rank)"
                    " VALUES ('integrity-check', 1)"
                )
        except DatabaseError as error:
            # A migration that rebuilt the table of documents took its triggers along.
            repair = "manage.py migrate search 0001 && manage.py migrate search"
            return [f"search_fulltext is niet in orde ({error}); herstel eerst met: {repair}"]
        return []

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_fulltext (search_fulltext) VALUES ('optimize')")


def _term(term: Term) -> str:
    return _any(map(_phrase, (*term.match, *term.boost)))


def _phrase(phrase: Phrase) -> str:
    columns = " ".join(f"{field}_{phrase.form}" for field in FIELDS)
    return f'{{{columns}}} : "{phrase.text}"'


def _any(expressions: Iterable[str]) -> str:
    return f"({' OR '.join(expressions)})"


def _all(expressions: Iterable[str]) -> str:
    return f"({' AND '.join(expressions)})"
