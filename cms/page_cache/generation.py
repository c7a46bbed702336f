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
# One row with the generation, or none while it is still the one that is asked about.
_QUERY_OF_SQLITE = (
    f"SELECT * FROM (SELECT (SELECT token FROM {TABLE}) AS token) WHERE token IS NOT ?"  # noqa: S608 - a constant
)
_WRITE = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE)

_trusted: tuple[float, str | Error | None] = (0.0, None)
# One thread of a process asks at a time, over this connection.
_asking = threading.Lock()
_own = None
# What SQLite answered last.
_token: int | None = None


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
    """The committed generation as of now, asked of the database when this process cannot know it.

    Each page that is kept pays for this: it goes around Django's thread-local connections.

    Raises:
        django.db.Error: the database does not answer.
    """
    global _trusted
    own = _own or _connect()
    if own.vendor == "sqlite":
        return _current_of_sqlite(own)
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
        found = _current_at_once(_own or _connect())
    except Error as error:
        # Who waited for this answer must not wait as long again, one thread after the other.
        return time.monotonic() + TRUSTED_SECONDS, error.with_traceback(None)
    return now + TRUSTED_SECONDS, found


def _current_at_once(own) -> str | None:
    """As `current`, over a connection of its own.

    The pool waits for a database that is away, and pages that are kept must not. Asked over and
    over, it also costs half of what taking a connection from the pool and giving it back does.
    """
    try:
        return _read(own)
    except Error:
        own.close()  # it may be one of before a restart
        return _read(own)


def _current_of_sqlite(own) -> str | None:
    """As `current`, with the driver itself: a tenth of what Django's cursor costs. One connection
    for all threads is still in the processor's cache, those of each thread are not. The driver
    lets other threads go first at each row that it looks for: mostly there is none."""
    global _token
    with _asking:
        if own.connection is None:
            own.ensure_connection()
        try:
            row = own.connection.execute(_QUERY_OF_SQLITE, (_token,)).fetchone()
        except sqlite3.Error as error:
            own.close()
            raise OperationalError(*error.args) from error
        if row:
            (_token,) = row
        return _token and str(_token)


def _connect():
    global _own
    own = connection.copy()
    own.inc_thread_sharing()
    if own.vendor == "postgresql":
        own.settings_dict["OPTIONS"].pop("pool", None)
        own.settings_dict["OPTIONS"] |= {"connect_timeout": 2, "tcp_user_timeout": 2000}
    _own = own
    return own


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
