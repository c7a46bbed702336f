"""A sound copy of the database while others write to it, and back again.

SQLite copies itself (`VACUUM INTO`, https://www.sqlite.org/lang_vacuum.html): copying its
file would miss what stands in the write-ahead log. PostgreSQL writes every table as CSV
within one transaction that sees one moment (REPEATABLE READ, `COPY`), so that neither
side needs a program of the same version as the server.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from operations.manifest import Manifest, ManifestError

SQLITE_FILE = "database.sqlite3"
_CHUNK = 1 << 20


def dump(folder: Path, made_at: str) -> Manifest:
    """Write the database into a folder; gives a manifest with its tables, without files.

    Raises:
        ManifestError: if that fails.
    """
    with _in_words("De databank is niet te kopiëren"):
        if connection.vendor == "sqlite":
            return _dump_sqlite(folder, made_at)
        return _dump_postgresql(folder, made_at)


def load(folder: Path, manifest: Manifest) -> dict[str, int]:
    """Put the tables of a folder in the place of those of the database, then migrate them to
    this version; gives the rows of each table before that.

    Raises:
        ManifestError: if the backup is of another kind of database or of a newer version, or
            has no database; if loading fails, which leaves the database as it was.
    """
    if manifest.vendor != connection.vendor:
        raise ManifestError(
            f"De back-up is van {manifest.vendor}, de databank van de site is {connection.vendor}."
        )
    unknown = set(map(tuple, manifest.migrations)) - _known_migrations()
    if unknown:
        raise ManifestError(f"De back-up is van een nieuwere versie: {'.'.join(min(unknown))}")
    is_sqlite = connection.vendor == "sqlite"
    names = [SQLITE_FILE] if is_sqlite else [f"{table}.csv" for table in manifest.tables]
    missing = [name for name in names if not (folder / name).is_file()]
    if missing or not names:
        raise ManifestError(f"De back-up heeft geen databank: {', '.join(missing[:5]) or folder}")
    with _in_words("Er is niets teruggezet: de databank blijft zoals ze was"):
        if is_sqlite:
            _load_sqlite(folder)
        else:
            _load_postgresql(folder, manifest)
    counts = count_rows()
    call_command("migrate", interactive=False, verbosity=0)
    return counts


def count_rows(cursor=None) -> dict[str, int]:
    """How many rows each table has."""
    with connection.cursor() as own:
        cursor = cursor or own
        counts = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT count(*) FROM {name}")  # noqa: S608 - a quoted name
            counts[table] = cursor.fetchone()[0]
        return counts


def is_empty() -> bool:
    """Whether the database has no table yet; raises ManifestError where it does not answer."""
    with _in_words("De databank antwoordt niet"):
        return not connection.introspection.table_names()


def check_filled() -> None:
    """Raises ManifestError where there is nothing to copy."""
    if is_empty():
        raise ManifestError("De databank heeft nog geen tabellen: voer eerst release uit.")


@contextmanager
def _in_words(what: str) -> Iterator[None]:
    """Turns the errors of a database into one line for the command line."""
    try:
        with connection.wrap_database_errors:
            yield
    except (Error, sqlite3.Error) as error:
        reason = str(error).partition("\n")[0]
        raise ManifestError(f"{what} ({reason}).") from error


def _known_migrations() -> set[tuple[str, str]]:
    """What this version has, and what it squashed."""
    migrations = MigrationExecutor(connection).loader.disk_migrations
    return set(migrations).union(*(each.replaces for each in migrations.values()))


def _applied() -> list[list[str]]:
    return sorted(map(list, MigrationRecorder(connection).applied_migrations()))


def _dump_sqlite(folder: Path, made_at: str) -> Manifest:
    target = folder / SQLITE_FILE
    with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=60)) as source:
        source.execute("VACUUM INTO ?", [str(target)])
    with closing(sqlite3.connect(target)) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise ManifestError("SQLite keurt zijn eigen kopie af: kijk de schijf na.")
        names = [
            name
            for (name,) in copy.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
        ]
        count = {
            name: copy.execute(
                f'SELECT count(*) FROM "{name}"'  # noqa: S608 - a name of the database itself
            ).fetchone()[0]
            for name in sorted(names)
        }
        migrations = sorted(map(list, copy.execute("SELECT app, name FROM django_migrations")))
    return Manifest(made_at, "sqlite", migrations, count)


def _load_sqlite(folder: Path) -> None:
    name = connection.settings_dict["NAME"]
    connection.close()
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    with (
        closing(sqlite3.connect(folder / SQLITE_FILE)) as source,
        closing(sqlite3.connect(name, timeout=60)) as target,
    ):
        source.backup(target)


def _dump_postgresql(folder: Path, made_at: str) -> Manifest:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        counts = count_rows(cursor)
        manifest = Manifest(made_at, "postgresql", _applied(), counts)
        for table in counts:
            columns = _columns(cursor, table)
            manifest.columns[table] = columns
            with (
                (folder / f"{table}.csv").open("wb") as file,
                cursor.copy(f"COPY {_listed(table, columns)} TO STDOUT (FORMAT csv)") as rows,
            ):
                for chunk in rows:
                    file.write(chunk)
    return manifest


def _load_postgresql(folder: Path, manifest: Manifest) -> None:
    """All in one transaction: what goes wrong leaves the database as it was."""
    with transaction.atomic(), connection.cursor() as cursor:
        _drop_postgresql(cursor)
        # A table with checks that wait for the end of the transaction cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        executor = MigrationExecutor(connection)
        executor.migrate(_latest(executor, manifest))
        # Tables come in the order of their names, not of what refers to what.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        tables = ", ".join(map(connection.ops.quote_name, manifest.tables))
        cursor.execute(f"TRUNCATE {tables} CASCADE")
        for table in manifest.tables:
            listed = _listed(table, manifest.columns[table])
            with (
                (folder / f"{table}.csv").open("rb") as file,
                cursor.copy(f"COPY {listed} FROM STDIN (FORMAT csv)") as rows,
            ):
                while chunk := file.read(_CHUNK):
                    rows.write(chunk)
        _count_on(cursor, manifest)


def _drop_postgresql(cursor) -> None:
    """Drop the tables, and what triggers do: that is no part of a table."""
    for table in connection.introspection.table_names(cursor):
        cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")
    cursor.execute(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE prorettype = 'trigger'::regtype"
        " AND pronamespace = current_schema()::regnamespace"
        " AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
    )
    for (function,) in cursor.fetchall():
        cursor.execute(f"DROP FUNCTION {function}")


def _latest(executor, manifest: Manifest) -> list[tuple[str, str]]:
    """The last migrations that the backup knows: nothing in it depends on them."""
    graph = executor.loader.graph
    known = set(map(tuple, manifest.migrations)) & set(graph.nodes)
    return [key for key in known if not any(c.key in known for c in graph.node_map[key].children)]


def _count_on(cursor, manifest: Manifest) -> None:
    """Let numbers go on after the highest that was restored."""
    for table, columns in manifest.columns.items():
        for column in columns:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column])
            if (sequence := cursor.fetchone()[0]) is None:
                continue
            quoted = connection.ops.quote_name
            highest = f"SELECT max({quoted(column)}) FROM {quoted(table)}"  # noqa: S608 - quoted names
            cursor.execute(f"SELECT setval(%s, coalesce(({highest}), 0) + 1, false)", [sequence])


def _columns(cursor, table: str) -> list[str]:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema()"
        " AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]


def _listed(table: str, columns: list[str]) -> str:
    quoted = connection.ops.quote_name
    return f"{quoted(table)} ({', '.join(map(quoted, columns))})"
