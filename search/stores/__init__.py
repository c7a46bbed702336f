"""The engine under the search: a contract, the store behind it, and keeping that in step."""

import hashlib
import logging
import sqlite3
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection

from search.stores.base import Candidate, Match, Order, Store
from search.stores.following import follow
from search.stores.fts5 import FTS5Store

logger = logging.getLogger(__name__)

_stores: dict[Path, FTS5Store] = {}


def get_store() -> Store:
    """The store of this node for the database in use, in step with it."""
    name = ":".join(str(connection.settings_dict[key]) for key in ("HOST", "PORT", "NAME"))
    path = _path(settings.SEARCH_INDEX_DIR, connection.vendor, name)
    try:
        return _followed(path)
    except (OSError, sqlite3.OperationalError) as error:
        logger.error(
            "No index can be kept in %s: each process makes its own (%s)", path.parent, error
        )
        return _followed(Path(_spare_folder().name) / path.name)


@cache
def _path(folder: str, vendor: str, name: str) -> Path:
    digest = hashlib.blake2b(name.encode(), digest_size=6).hexdigest()
    return Path(folder) / f"{vendor}-{digest}.sqlite3"


def _followed(path: Path) -> FTS5Store:
    store = _stores.get(path)
    # All documents are compared once per process, so that a file of before a restore of
    # the database does no harm for long.
    is_new = store is None or not store.is_in_place()
    if is_new:
        store = _stores[path] = FTS5Store(path, fill=follow)
    try:
        follow(store, thoroughly=is_new)
    except sqlite3.DatabaseError as error:
        store.discard(error)
        follow(store)
    return store


@cache
def _spare_folder() -> TemporaryDirectory:
    return TemporaryDirectory(prefix="search-")


__all__ = ["Candidate", "Match", "Order", "Store", "get_store"]
