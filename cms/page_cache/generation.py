"""Which generation of the site this is: one cheap query."""

import re
import sqlite3
import threading
import time

from django.db import (
    DEFAULT_DB_ALIAS,
    Error,
    OperationalError,
    connection,
    connections,
    transaction,
)

from cms.page_cache.watching import TABLE, watched_tables

# On PostgreSQL a process believes what it read for so long, and whoever changes the site
# waits as long after the commit. So when a change is done, every process knows it, and a
# busy process still asks at most a hundred times a second. SQLite answers in microseconds
# and is asked each time.
TRUSTED_SECONDS = 0.01
_QUERY = f"SELECT token FROM {TABLE} ORDER BY token"  # noqa: S608 - a constant
_QUERY_OF_SQLITE = f"SELECT token FROM {TABLE}"  # noqa: S608 - a constant; one row, never more
_WRITE = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE)

_trusted: tuple[float, str | Error | None] = (0.0, None)
# One thread of a process asks at a time, over this connection.
_asking = threading.Lock()
_own = None


def current(using: str = DEFAULT_DB_ALIAS) -> str | None:
    """The generation in a database; None while changes are not counted.

    Raises:
        django.db.Error: the database does not answer.
    """
    return _read(connections[using])


def _read(database) -> str | None:
    with database.cursor() as cursor:
        cursor.execute(_QUERY)
        tokens = [str(token) for (token,) in cursor.fetchall()]
    return "_".join(tokens) or None


def trusted() -> str | None:
    """The generation as of now, asked of the database when this process cannot know it.

    Raises:
        django.db.Error: the database does not answer.
    """
    global _trusted
    if connection.vendor == "sqlite":
        return _current_of_sqlite()
    until, known = _trusted
    if time.monotonic() >= until:
        with _asking:
            if time.monotonic() >= _trusted[0]:  # and no other thread was first
                _trusted = _asked()
            _, known = _trusted
    if isinstance(known, Error):
        raise type(known)(*known.args)
    return known


def _asked() -> tuple[float, str | Error | None]:
    """Until when this process believes what it reads, and what that is."""
    now = time.monotonic()
    try:
        found = current() if connection.in_atomic_block else _current_at_once()
    except Error as error:
        # Who waited for this answer must not wait as long again, one thread after the other.
        return time.monotonic() + TRUSTED_SECONDS, error.with_traceback(None)
    return now + TRUSTED_SECONDS, found


def _current_at_once() -> str | None:
    """As `current`, over a connection of its own.

    The pool waits for a database that is away, and pages that are kept must not. Asked over and
    over, it also costs half of what taking a connection from the pool and giving it back does.
    """
    own = _connection()
    try:
        return _read(own)
    except Error:
        own.close()  # it may be one of before a restart
        return _read(own)


def _current_of_sqlite() -> str | None:
    """As `current`, with the driver itself: a tenth of what Django's cursor costs. One connection
    for all threads is still in the processor's cache, those of each thread are not."""
    if connection.in_atomic_block:  # which may have changed the site itself
        return current()
    with _asking:
        own = _connection()
        own.ensure_connection()
        try:
            row = own.connection.execute(_QUERY_OF_SQLITE).fetchone()
        except sqlite3.Error as error:
            own.close()
            raise OperationalError(*error.args) from error
    return str(row[0]) if row else None


def _connection():
    global _own
    if _own is None:
        _own = connection.copy()
        _own.inc_thread_sharing()
        if _own.vendor == "postgresql":
            _own.settings_dict["OPTIONS"].pop("pool", None)
            _own.settings_dict["OPTIONS"] |= {"connect_timeout": 2, "tcp_user_timeout": 2000}
    return _own


def disconnect() -> None:
    """Close that connection of its own, before the database of a test is dropped."""
    global _own
    if _own is not None:
        _own.close()
        _own = None


def wait_until_known() -> None:
    """Return when no process believes any longer in what was before this moment."""
    time.sleep(TRUSTED_SECONDS)


def wait_after_changes(sender, connection, **kwargs):
    """Make a new connection to PostgreSQL wait after each commit that changes the site."""
    if connection.vendor == "postgresql" and _wait_after_write not in connection.execute_wrappers:
        connection.execute_wrappers.append(_wait_after_write)


def _wait_after_write(execute, sql, params, many, context):
    result = execute(sql, params, many, context)
    found = _WRITE.match(sql) if isinstance(sql, str) else None
    if found and found[1] in watched_tables():
        waiting = [function for _, function, _ in context["connection"].run_on_commit]
        if wait_until_known not in waiting:
            transaction.on_commit(wait_until_known, using=context["connection"].alias)
    return result
