"""Several processes may migrate at once."""

import fcntl
import threading

import pytest
from django.db import connection, connections

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
