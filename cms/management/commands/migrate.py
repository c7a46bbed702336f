"""`migrate`, safe when several machines start it at once."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.commands.migrate import Command as DjangoCommand
from django.db import connections

# Any number, as long as no other lock of this database has it.
_LOCK = 7_140_517_001


class Command(DjangoCommand):
    """Django's own, one at a time: who comes second waits, and finds nothing left to do."""

    def handle(self, *args, **options):
        with alone(options["database"]):
            return super().handle(*args, **options)


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
