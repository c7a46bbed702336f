"""Several processes may migrate at once."""

import fcntl
import threading
from types import SimpleNamespace

import pytest
from django.core.management import CommandError
from django.db import connection, connections

from cms.management.commands import migrate
from cms.management.commands.migrate import alone


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="in tests SQLite is in memory")
def test_who_comes_second_waits_for_the_first():
    order, has_begun = [], threading.Event()

    def second():
        has_begun.set()
        with alone("default"):
            order.append("second")
        connections.close_all()

    with alone("default"):
        thread = threading.Thread(target=second)
        thread.start()
        assert has_begun.wait(5)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]


def test_on_sqlite_a_file_is_the_lock(tmp_path, monkeypatch):
    monkeypatch.setattr(connection, "vendor", "sqlite")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "site.sqlite3"))
    with (tmp_path / "site.sqlite3.migrate").open("w") as other:
        with alone("default"), pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_the_folder_of_the_own_database_is_made_and_no_other(tmp_path, monkeypatch):
    name = str(tmp_path / "var" / "site.sqlite3")
    database = SimpleNamespace(vendor="sqlite", settings_dict={"NAME": name})
    with pytest.raises(CommandError, match="bestaat niet"):
        migrate.make_room(database)
    monkeypatch.setitem(migrate.LOCAL_DATABASE, "NAME", name)
    migrate.make_room(database)
    assert (tmp_path / "var").is_dir()
