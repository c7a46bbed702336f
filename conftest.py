"""What every test needs: quick passwords, no pool, media and mail that stay in the test."""

import os
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.test import SimpleTestCase
from django.utils import timezone, translation

from cms.page_cache import generation
from tests import migrated


def pytest_configure():
    """Settings that must differ before the first test database is made."""
    # A pool keeps connections open, and a test database with those cannot be dropped.
    django_settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Each test client is a new handler, which otherwise reads every collected file anew.
    django_settings.WHITENOISE_AUTOREFRESH = True


def pytest_addoption(parser):
    parser.addoption(
        "--database-only",
        action="store_true",
        help="only tests that use the database: on the second one the others show nothing new",
    )


def pytest_collection_modifyitems(config, items):
    if config.getoption("database_only"):
        config.hook.pytest_deselected(items=[item for item in items if not _uses_database(item)])
        items[:] = filter(_uses_database, items)


def _uses_database(item: pytest.Item) -> bool:
    return bool(
        {"db", "transactional_db"} & set(item.fixturenames)
        or item.get_closest_marker("django_db")
        or (item.cls and issubclass(item.cls, SimpleTestCase))
    )


@pytest.fixture(autouse=True)
def _worker_is_seen(request, monkeypatch):
    """A test database is migrated long ago and has no worker; one test asks for the truth."""
    if "real_worker" not in request.fixturenames:
        monkeypatch.setattr("cms.health._last_beat", timezone.now)


@pytest.fixture
def real_worker():
    """What /readyz says of the worker is asked of the database."""


@pytest.fixture(scope="session")
def django_db_keepdb():
    """On SQLite the migrated file stands ready when Django comes to make the test database."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, tmp_path_factory, django_db_blocker
):
    """Start from a copy of a migrated database; Django finds no migration left to run."""
    test = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        migrated.copy_file(file)
        test["NAME"] = str(file)
    else:
        test["TEMPLATE"] = migrated.postgresql_template(os.environ["DATABASE_URL"])


@pytest.fixture(autouse=True)
def _isolated(settings, tmp_path, monkeypatch):
    """No test writes where another, or the developer's own site, reads."""
    from cms.security.limits import Sketch

    translation.deactivate()  # a request leaves its language behind
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.ALLOWED_HOSTS = ["*"]
    monkeypatch.setattr("cms.security.limits._sketch", Sketch())
    # All that a test asks falls in one window, whenever it runs.
    clock = SimpleNamespace(time=lambda: 1_800_000_000.0)
    monkeypatch.setattr("cms.security.limits.time", clock)
    monkeypatch.setattr("cms.security.middleware.time", clock)
    # Its own connection would not see what a test has not committed.
    monkeypatch.setattr(generation, "_own", connections[DEFAULT_DB_ALIAS])


@pytest.fixture
def home(db):
    """The Dutch home page that the first migration makes, with the site on it."""
    from home.models import HomePage

    return HomePage.objects.get()


@pytest.fixture
def editor_user(db):
    """Somebody who may publish, and who is not an administrator."""
    from django.contrib.auth.models import Group

    from users.models import User

    user = User.objects.create_user("redacteur", "redacteur@example.be", "wachtwoord")
    user.groups.add(Group.objects.get(name="Hoofdredacteurs"))
    return user
