"""Keeping the store in step with the documents in the database.

The table of documents is the truth; a store is a copy that any node may lose. Before
each search a node asks which sources changed since it last looked, and copies those.
"""

import datetime
import logging
import sqlite3
import time
from collections.abc import Iterator

from django.db import connection
from django.utils import timezone

from search.models import SearchChange, SearchDocument
from search.stores.files import is_busy
from search.stores.fts5 import FTS5Store

logger = logging.getLogger(__name__)

# So long the database tells which sources changed. A node that looked longer ago than
# that, but for a day in which clocks differ and transactions last, compares everything.
KEPT = datetime.timedelta(days=7)
_TRUSTED = KEPT - datetime.timedelta(days=1)
# With more changes than this (SQLite takes so many values at once), so does everybody.
MOST_SOURCES = 20_000
_BATCH = 500
# Transactions of PostgreSQL can end in another order than they began. What is not yet in
# this snapshot has a number from the oldest running transaction on, so that is where the
# next look begins. SQLite has one writer at a time, so there the rows themselves count.
# https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-PG-SNAPSHOT
_POSITION = {
    "postgresql": ("pg_snapshot_xmin(pg_current_snapshot())::text::bigint", "transaction >="),
    "sqlite": ("(SELECT coalesce(max(id), 0) FROM search_searchchange)", "id >"),
}


def follow(store: FTS5Store, thoroughly: bool = False) -> None:
    """Bring the store to where the database is; thoroughly: by comparing all documents.

    Within a transaction nothing is copied: it may yet be undone, and the file is not.
    When another process is copying for long, or the file cannot be written, the search
    goes on with what there is.
    """
    if any(not block._from_testcase for block in connection.atomic_blocks):
        return
    if not thoroughly and _is_in_step(store):
        return
    try:
        with store.lock():
            now, sources = _changes(None if thoroughly else _position(store))
            _copy(store, sources)
            store.reached(now)
    except sqlite3.OperationalError as error:
        if not store.is_open():
            raise
        if is_busy(error):
            return
        position, _ = store.state
        if position is None:
            raise
        logger.error("%s cannot be written and lags behind: %s", store.path, error)


def forget_changes() -> int:
    """Delete the changes for which no node asks any more; say how many.

    The newest stays: by it the nodes see that nothing happened.
    """
    old = SearchChange.objects.filter(created_at__lt=timezone.now() - KEPT)
    newest = SearchChange.objects.order_by("-pk").values_list("pk", flat=True).first()
    return old.exclude(pk=newest).delete()[0]


def _is_in_step(store: FTS5Store) -> bool:
    position = _position(store)
    now, sources = _changes(position)
    if not sources:
        return sources is not None
    return now == position and _compare(store, sources) == (set(), set())


def _position(store: FTS5Store) -> int | None:
    """Up to where the store holds the changes; None when the database cannot tell the rest."""
    position, seen_at = store.state
    if position is None or abs(time.time() - seen_at) > _TRUSTED.total_seconds():
        return None
    return position


def _changes(position: int | None) -> tuple[int, set[str] | None]:
    """The position now, and the sources that changed since; None: any of them may have."""
    horizon, since = _POSITION[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {horizon}, change.source FROM (SELECT 1) AS one"  # noqa: S608 - constants
            f" LEFT JOIN search_searchchange change ON change.{since} %s",
            [2**62 if position is None else position],
        )
        rows = cursor.fetchall()
    now, sources = rows[0][0], {source for _, source in rows if source is not None}
    is_lost = position is None or now < position or "" in sources
    is_lost |= len(sources) > MOST_SOURCES
    return now, None if is_lost else sources


def _compare(store: FTS5Store, sources: set[str] | None) -> tuple[set[int], set[int]]:
    documents = SearchDocument.objects.all()
    if sources is not None:
        documents = documents.filter(source__in=sources)
    wanted = set(documents.values_list("pk", "digest"))
    stored = set(store.documents(sources).items())
    return {pk for pk, _ in stored - wanted}, {pk for pk, _ in wanted - stored}


def _copy(store: FTS5Store, sources: set[str] | None) -> None:
    surplus, missing = _compare(store, sources)
    store.replace(surplus, _read(missing))


def _read(pks: set[int]) -> Iterator[SearchDocument]:
    ordered = sorted(pks)
    for start in range(0, len(ordered), _BATCH):
        chunk = ordered[start : start + _BATCH]
        yield from SearchDocument.objects.filter(pk__in=chunk).without_texts().order_by("pk")
