"""The file of a node: opened, written by one at a time, and replaced when it is damaged."""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

logger = logging.getLogger(__name__)

# A search waits so long for another process that copies; then it takes what there is.
BUSY_SECONDS = 3
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class IndexFile:
    """An SQLite file in which a process may read while another writes.

    Each thread has a connection of its own. What is in the file can be made again: `fill`
    does so in a new file.
    """

    schema = ""
    tables: tuple[str, ...] = ()
    version = 0

    def __init__(self, path: Path, fill: Callable[[Self], None] | None = None):
        self.path = path
        self._fill = fill
        self._local = threading.local()

    @property
    def connection(self) -> sqlite3.Connection:
        if not self.is_open():
            self._local.connection = self._open()
            self._local.file = _identity(self.path)
        return self._local.connection

    def is_open(self) -> bool:
        """Whether this thread can read it; a busy file that another version made, it cannot."""
        return hasattr(self._local, "connection")

    def is_in_place(self) -> bool:
        """Whether this thread reads the file that others find at this path."""
        return not hasattr(self._local, "file") or self._local.file == _identity(self.path)

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        _use_wal(connection)
        connection.executescript(
            "PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;"
            " PRAGMA mmap_size = 268435456; PRAGMA cache_size = -4000;"
        )
        if _version(connection) != self.version:
            connection.execute("BEGIN IMMEDIATE")
            if _version(connection) != self.version:  # and no other process was first
                self._make_tables(connection)
            connection.execute("COMMIT")
        return connection

    def _make_tables(self, connection: sqlite3.Connection) -> None:
        for table in self.tables:
            connection.execute(f"DROP TABLE IF EXISTS {table}")
        connection.execute("DROP TABLE IF EXISTS state")
        for statement in self.schema.split(";"):
            connection.execute(statement)
        connection.execute("CREATE TABLE state (position INTEGER, checked_at REAL)")
        connection.execute("INSERT INTO state VALUES (NULL, NULL)")
        connection.execute(f"PRAGMA user_version = {self.version}")

    @contextmanager
    def lock(self) -> Iterator[None]:
        """One writer at a time; what it wrote is there at the end, or nothing of it.

        :raises sqlite3.OperationalError: when another has it for longer than BUSY_SECONDS.
        """
        connection = self.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # a full disk has ended it already
                connection.execute("ROLLBACK")
            raise

    @property
    def state(self) -> tuple[int | None, float | None]:
        """Up to where the changes of the database are in here, and when that was seen.

        None: never yet.
        """
        return self.connection.execute("SELECT position, checked_at FROM state").fetchone()

    def reached(self, position: int) -> None:
        self.connection.execute(
            "UPDATE state SET position = ?, checked_at = ?", [position, time.time()]
        )

    def discard(self, error: sqlite3.DatabaseError) -> None:
        """Throw a damaged file away; any other error is raised again."""
        if _code(error) not in _DAMAGE:
            raise error
        if self.is_in_place():  # and nobody else did
            logger.error("%s is damaged (%s) and will be filled again", self.path, error)
            for suffix in ("-wal", "-shm", ""):
                Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        self._local.__dict__.clear()  # other threads may be reading the old one

    def _rows(self, sql: str, parameters: Sequence = ()) -> list[tuple]:
        try:
            return self.connection.execute(sql, parameters).fetchall()
        except sqlite3.DatabaseError as error:
            self.discard(error)
        if self._fill:
            self._fill(self)
        return self.connection.execute(sql, parameters).fetchall()


def is_busy(error: sqlite3.OperationalError) -> bool:
    """Whether this says that another process is writing, and nothing worse."""
    return _code(error) == sqlite3.SQLITE_BUSY


def _code(error: sqlite3.Error) -> int:
    return error.sqlite_errorcode & 0xFF  # without its details


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _version(connection: sqlite3.Connection) -> int:
    return connection.execute("PRAGMA user_version").fetchone()[0]


def _use_wal(connection: sqlite3.Connection) -> None:
    """Let readers go on beside a writer, from the first process that opens the file.

    Two that change the mode of a new file at once could wait for each other for ever: SQLite
    tells one of them at once that the file is busy, without the wait that it was given
    (https://sqlite.org/c3ref/busy_handler.html).
    """
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return
