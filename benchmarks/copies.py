"""A copy of the site's own database, for a benchmark that changes it."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit


@contextmanager
def copied_database() -> Iterator[None]:
    """Set DATABASE_URL to a copy until the block ends; to be entered before Django starts.

    PostgreSQL copies a database that nobody else uses at that moment.
    """
    root = Path(__file__).resolve().parent.parent
    address = os.environ.get("DATABASE_URL") or f"sqlite:///{root / 'var' / 'site.sqlite3'}"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SEARCH_INDEX_DIR"] = folder
        if address.startswith("sqlite:///"):
            original, copy = (
                Path(address.removeprefix("sqlite:///")),
                Path(folder) / "site.sqlite3",
            )
            if not original.exists():  # sqlite3 would make an empty one
                raise SystemExit(f"There is no database at {original}: `make run` makes one.")
            with sqlite3.connect(original) as source:
                source.execute("VACUUM INTO ?", [str(copy)])
            os.environ["DATABASE_URL"] = f"sqlite:///{copy}"
            yield
            return
        import psycopg
        from psycopg import sql

        url = urlsplit(address)
        original, name = url.path.strip("/"), f"benchmark_{os.getpid()}"
        server = url._replace(path="/postgres").geturl()
        with psycopg.connect(server, autocommit=True) as connection:
            make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(make.format(sql.Identifier(name), sql.Identifier(original)))
        os.environ["DATABASE_URL"] = url._replace(path=f"/{name}").geturl()
        try:
            yield
        finally:
            from django.conf import settings
            from django.db import connections

            if settings.configured:  # a benchmark may have started servers only
                connections.close_all()
            with psycopg.connect(server, autocommit=True) as connection:
                drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
                connection.execute(drop.format(sql.Identifier(name)))
