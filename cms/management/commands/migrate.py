"""`migrate`, safe when several machines start it at once."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as DjangoCommand
from django.db import connections

from cms.environment import LOCAL_DATABASE

# Any number, as long as no other lock of this database has it.
_LOCK = 7_140_517_001


class Command(DjangoCommand):
    """Django's own, one at a time: who comes second waits, and finds nothing left to do."""

    def execute(self, *args, **options):
        make_room(connections[options["database"]])  # the checks before `handle` ask the database
        return super().execute(*args, **options)

    def handle(self, *args, **options):
        with alone(options["database"]):
            return super().handle(*args, **options)


def make_room(connection) -> None:
    """The folder of the project's own SQLite database; any other must be there already."""
    if connection.vendor != "sqlite":
        return
    name = str(connection.settings_dict["NAME"])
    folder = Path(name).parent
    if name == LOCAL_DATABASE["NAME"]:
        folder.mkdir(exist_ok=True)
    elif "memory" not in name and not folder.is_dir():
        raise CommandError(f"De map {folder} van DATABASE_URL bestaat niet: maak haar eerst.")


@contextmanager
def alone(alias: str) -> Iterator[None]:
    """Hold a lock on the database that nobody else holds, and that ends with the process."""
    connection = connections[alias]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        return
    file = Path(str(connection.settings_dict["NAME"]))
    if not file.parent.is_dir() or "memory" in file.name:
        yield
        return
    with file.with_name(f"{file.name}.migrate").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
