"""The engines under the search: one contract, one store per database."""

from django.db import connection

from search.stores.base import Match, Store
from search.stores.postgresql import PostgreSQLStore
from search.stores.sqlite import SQLiteStore

STORES: dict[str, type[Store]] = {"sqlite": SQLiteStore, "postgresql": PostgreSQLStore}


def get_store() -> Store:
    """The store for the database in use."""
    return STORES[connection.vendor]()


__all__ = ["STORES", "Match", "Store", "get_store"]
