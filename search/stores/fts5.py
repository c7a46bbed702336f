"""The store: a file of its own with an FTS5 index, next to whichever database is used.

https://www.sqlite.org/fts5.html
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from django.utils import timezone

from search.analysis import ANALYSIS_VERSION
from search.filters import EVERYTHING, Facts, Filters
from search.models import FIELDS, TOKEN_COLUMNS, SearchDocument
from search.query import Phrase, Term
from search.stores.base import Candidate, Match, Order, Store
from search.stores.files import IndexFile

# Raise it when the tables below change: every node then fills its file again.
_SCHEMA_VERSION = 6
# Rows are narrow where many are read: a facet is one number, and the tokens, which are
# long, are apart. A facet knows the number of its documents. Titles have an index of their own:
# to pick them out of that of all text takes as long as to search it.
_SCHEMA = """
    CREATE TABLE facet (
        id INTEGER PRIMARY KEY, language TEXT, kind TEXT, year INTEGER, series TEXT,
        series_name TEXT, rubric TEXT, rubric_name TEXT, municipality TEXT,
        documents INTEGER DEFAULT 0,
        UNIQUE (language, kind, year, series, series_name, rubric, rubric_name, municipality)
    );
    CREATE TABLE document (
        id INTEGER PRIMARY KEY, facet INTEGER, language TEXT, expires_at REAL, date TEXT,
        issue TEXT, source TEXT, digest TEXT
    );
    CREATE INDEX document_source ON document (source);
    CREATE TABLE content (id INTEGER PRIMARY KEY, title, keywords, context, body);
    CREATE VIRTUAL TABLE fulltext USING fts5 (
        title, keywords, context, body, content = 'content', content_rowid = 'id',
        tokenize = "unicode61 remove_diacritics 0 tokenchars '_=#|'"
    );
    CREATE VIRTUAL TABLE named USING fts5 (
        title, keywords, content = 'content', content_rowid = 'id',
        tokenize = "unicode61 remove_diacritics 0 tokenchars '_=#|'"
    );
    CREATE TABLE word (length INTEGER, term TEXT, PRIMARY KEY (length, term)) WITHOUT ROWID;
    CREATE VIRTUAL TABLE vocabulary USING fts5vocab (fulltext, row);
"""
# To look up the row of each document takes most of the time: more are not counted one by one.
_COUNTED = 200
# A word that stands in more documents than this says as little as one that stands in so many.
_MOST_COUNTED = 3_000
# How much a word counts by where it stands, in the order of FIELDS.
_WEIGHTS = "10, 4, 1, 1"
_FACTS = ", ".join(Facts._fields)
_HAS_VALUE = {
    "type": "kind = ?",
    "jaar": "year = ?",
    "reeks": "series = ?",
    "rubriek": "rubric = ?",
    "gemeente": "instr(', ' || municipality || ', ', ', ' || ? || ', ')",
}
_ORDERS = {
    Order.BEST: f"bm25({{table}}, {_WEIGHTS})",
    Order.NEWEST: "d.date DESC, d.id DESC",
    Order.OLDEST: "d.date = '', d.date, d.id DESC",
    Order.LAST_INDEXED: "{table}.rowid DESC",
}


class FTS5Store(IndexFile, Store):
    """A file with a full-text index, a copy of the documents in the database."""

    schema = _SCHEMA
    tables = ("vocabulary", "word", "named", "fulltext", "content", "document", "facet")
    version = _SCHEMA_VERSION * 1000 + ANALYSIS_VERSION

    # Writing ---------------------------------------------------------------------------

    def documents(self, sources: Iterable[str] | None = None) -> dict[int, str]:
        if sources is None:
            return dict(self.connection.execute("SELECT id, digest FROM document"))
        marks, parameters = _list(sources)
        sql = f"SELECT id, digest FROM document WHERE source IN ({marks})"  # noqa: S608 - question marks
        return dict(self.connection.execute(sql, parameters))

    def replace(self, removed: Iterable[int], added: Iterable[SearchDocument]) -> None:
        keys = [(pk,) for pk in removed]
        self.connection.executemany(
            "UPDATE facet SET documents = documents - 1"
            " WHERE id = (SELECT facet FROM document WHERE id = ?)",
            keys,
        )
        # The indexes first: they read what they must forget from the table of the tokens.
        for table in ("fulltext", "named", "content", "document"):
            self.connection.executemany(f"DELETE FROM {table} WHERE rowid = ?", keys)  # noqa: S608 - constants
        for document in added:
            self._add(document)

    def _add(self, document: SearchDocument) -> None:
        execute = self.connection.execute
        columns = ["language", *Facts._fields]
        facts = [
            getattr(document, column) if column != "year" else document.year or 0
            for column in columns
        ]
        marks, _ = _list(facts)
        execute(f"INSERT OR IGNORE INTO facet ({', '.join(columns)}) VALUES ({marks})", facts)  # noqa: S608 - constants
        where = " AND ".join(f"{column} = ?" for column in columns)
        (facet,) = execute(f"SELECT id FROM facet WHERE {where}", facts).fetchone()  # noqa: S608 - constants
        execute("UPDATE facet SET documents = documents + 1 WHERE id = ?", [facet])
        execute(
            "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                document.pk,
                facet,
                document.language,
                document.expires_at and document.expires_at.timestamp(),
                document.date.isoformat() if document.date else "",
                document.issue_path,
                document.source,
                document.digest,
            ],
        )
        tokens = [document.pk, *(getattr(document, column) for column in TOKEN_COLUMNS)]
        execute("INSERT INTO content VALUES (?, ?, ?, ?, ?)", tokens)
        words = {word for column in tokens[1:] for word in column.partition("\n")[0].split(" ")}
        self.connection.executemany(
            "INSERT OR IGNORE INTO word VALUES (?, ?)",
            [(len(word), word) for word in words if word.isalpha()],
        )
        names = ", ".join(FIELDS)
        execute(f"INSERT INTO fulltext (rowid, {names}) VALUES (?, ?, ?, ?, ?)", tokens)  # noqa: S608 - constants
        execute("INSERT INTO named (rowid, title, keywords) VALUES (?, ?, ?)", tokens[:3])

    def problems(self) -> list[str]:
        try:
            for table in ("fulltext", "named"):
                self.connection.execute(
                    f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)"  # noqa: S608 - constants
                )
        except sqlite3.DatabaseError as error:
            return [f"{self.path} is beschadigd ({error}); verwijder dit bestand"]
        return []

    def tidy(self) -> None:
        for table in ("fulltext", "named"):
            self.connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608 - constants
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # Reading ---------------------------------------------------------------------------

    def count(self, matches: Sequence[Match], limit: int | None = None) -> list[int]:
        if not matches:
            return []
        most = limit or _COUNTED
        one = f"(SELECT count(*) FROM (SELECT 1 {_matching('fulltext')} LIMIT {most:d}))"  # noqa: S608 - constants
        parameters = []
        for match in matches:
            parameters += [_expression(match), match.language, _now()]
        counts = self._rows(f"SELECT {', '.join([one] * len(matches))}", parameters)[0]
        return [
            self._count_all(match) if count == most and not limit else count
            for match, count in zip(matches, counts, strict=True)
        ]

    def _count_all(self, match: Match) -> int:
        sql = "SELECT count(*) FROM (SELECT 1 FROM fulltext WHERE fulltext MATCH ? LIMIT ?)"
        return self._rows(sql, [_expression(match), _MOST_COUNTED])[0][0]

    def total(self, language: str) -> int:
        sql = "SELECT coalesce(sum(documents), 0) FROM facet WHERE language = ?"
        return self._rows(sql, [language])[0][0]

    def find(
        self,
        match: Match,
        order: Order,
        limit: int,
        filters: Filters = EVERYTHING,
        in_title: bool = False,
    ) -> list[Candidate]:
        table = "named" if in_title else "fulltext"
        where, parameters = _filtered(filters)
        if in_title and match.excluded:  # from the text too
            where += " AND d.id NOT IN (SELECT rowid FROM fulltext WHERE fulltext MATCH ?)"
            parameters.append(_any(match.excluded))
        sql = (
            f"SELECT d.id, d.facet, d.issue, d.date {_matching(table)}{where}"
            f" ORDER BY {_ORDERS[order].format(table=table)} LIMIT ?"
        )
        return self._rows(sql, [_expression(match), match.language, _now(), *parameters, limit])

    def facts(self, facets: Iterable[int]) -> dict[int, Facts]:
        sql = f"SELECT id, {_FACTS} FROM facet WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - constants
        return {row[0]: Facts(*row[1:]) for row in self._rows(sql, [json.dumps(list(facets))])}

    def tokens(self, pks: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
        marks, parameters = _list(pks)
        sql = f"SELECT * FROM content WHERE id IN ({marks})"  # noqa: S608 - question marks
        return {row[0]: row[1:] for row in self._rows(sql, parameters)}

    def frequencies(self, tokens: Iterable[str]) -> dict[str, int]:
        # `IN` would read the whole vocabulary.
        sql = (
            "SELECT term, doc FROM json_each(?) AS asked CROSS JOIN vocabulary"
            " ON term = asked.value"
        )
        return dict(self._rows(sql, [json.dumps(list(tokens))]))

    def words(self, prefix: str, shortest: int, longest: int) -> list[str]:
        one = "SELECT term FROM word WHERE length = ? AND term >= ? AND term < ?"
        lengths = range(shortest, longest + 1)
        if not lengths:
            return []
        parameters = [value for n in lengths for value in (n, prefix, prefix + "\U0010ffff")]
        # One long row is read in half the time of thousands.
        sql = f"SELECT group_concat(term, ' ') FROM ({' UNION ALL '.join([one] * len(lengths))})"  # noqa: S608 - constants
        return (self._rows(sql, parameters)[0][0] or "").split()

    def vocabulary(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        sql = "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? LIMIT ?"
        return self._rows(sql, [prefix, prefix + "\U0010ffff", limit])


def _now() -> float:
    return timezone.now().timestamp()


def _matching(table: str) -> str:
    # CROSS JOIN keeps SQLite from running the match once per document, which makes ranking
    # quadratic.
    return (
        f"FROM {table} CROSS JOIN document d ON d.id = {table}.rowid"
        f" WHERE {table} MATCH ? AND d.language = ? AND (d.expires_at IS NULL OR d.expires_at > ?)"
    )


def _list(values: Iterable) -> tuple[str, list]:
    values = list(values)
    return ", ".join("?" * len(values)), values


def _filtered(filters: Filters) -> tuple[str, list]:
    conditions, parameters = "", []
    for name, value in filters.chosen().items():
        has_value = _HAS_VALUE.get(name)
        of_facet = f"d.facet IN (SELECT id FROM facet WHERE {has_value})"  # noqa: S608 - constants
        conditions += f" AND {of_facet if has_value else 'd.issue = ?'}"
        parameters.append(int(value) if name == "jaar" else value)
    return conditions, parameters


def _expression(match: Match) -> str:
    expression = " OR ".join(f"({_all(terms)})" for terms in match.alternatives)
    if match.excluded:
        expression = f"({expression}) NOT ({_any(match.excluded)})"
    return expression


def _all(terms: Sequence[Term]) -> str:
    return " AND ".join(_term(term) for term in terms)


def _any(terms: Sequence[Term]) -> str:
    return " OR ".join(_term(term) for term in terms)


def _term(term: Term) -> str:
    return f"({' OR '.join(_phrase(phrase) for phrase in term.match)})"


def _phrase(phrase: Phrase) -> str:
    if phrase.slop is None:
        return f'"{" ".join(phrase.tokens)}"{"*" * phrase.is_prefix}'
    tokens = " ".join(f'"{token}"' for token in phrase.tokens)
    return f"NEAR({tokens}, {phrase.slop})"
