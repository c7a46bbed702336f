"""Django for the benchmarks: the site's own database, or an empty one that goes away."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def set_up() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    from django.conf import settings

    # A pool keeps connections open, and a database with those cannot be dropped.
    settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
    settings.ALLOWED_HOSTS = ["*"]
    import cms.wsgi  # noqa: F401 - loads the site as a web process does
    from cms.security import limits

    limits.LIMITS = ()  # a benchmark asks more than a visitor may


@contextmanager
def scratch_database(file: Path | None = None) -> Iterator[None]:
    """An empty, migrated database on the server in use, and a media folder of its own.

    On SQLite it is in memory, or in a file that other processes can open. Both but the first are
    copies of the one from which the tests start.
    """
    from django.conf import settings
    from django.db import connection

    from cms.page_cache import generation
    from tests import migrated

    name = connection.settings_dict["NAME"]
    is_file = file is not None and connection.vendor == "sqlite"
    test = connection.settings_dict.setdefault("TEST", {})
    test["NAME"] = str(file) if is_file else None
    if is_file:
        migrated.copy_file(file)
    elif connection.vendor == "postgresql":
        test["TEMPLATE"] = migrated.postgresql_template(os.environ["DATABASE_URL"])
    connection.creation.create_test_db(
        verbosity=0, autoclobber=True, serialize=False, keepdb=is_file
    )
    try:
        with tempfile.TemporaryDirectory() as media:
            settings.MEDIA_ROOT = media
            settings.SEARCH_INDEX_DIR = media
            yield
    finally:
        generation.disconnect()
        connection.creation.destroy_test_db(name, verbosity=0)
