"""The database restarts under a reader: the page is made again, what is kept waits for nobody."""

from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.http import HttpResponse

from cms.middleware import AskAgain
from cms.page_cache import generation


class Site:
    """A site whose query fails, a number of times."""

    def __init__(self, failures=1):
        self.failures, self.asked = failures, 0
        self.middleware = AskAgain(self.answer)

    def answer(self, request):
        self.asked += 1
        if self.asked > self.failures:
            return HttpResponse("Vlas")
        self.middleware.process_exception(request, OperationalError("terminating connection"))
        return HttpResponse(status=500)


@pytest.fixture(autouse=True)
def database(monkeypatch):
    """A connection that broke; a test may make it whole, or never made."""
    broken = SimpleNamespace(connection=object(), is_usable=lambda: False)
    monkeypatch.setattr("cms.middleware.connection", broken)
    monkeypatch.setattr("cms.middleware.close_old_connections", lambda: None)
    return broken


def test_a_page_is_made_again_when_the_connection_broke(rf):
    site = Site()
    assert site.middleware(rf.get("/")).status_code == 200
    assert site.asked == 2


def test_it_is_made_again_once(rf):
    site = Site(failures=5)
    assert site.middleware(rf.get("/")).status_code == 500
    assert site.asked == 2


def test_what_changes_something_is_not_done_again(rf):
    site = Site()
    assert site.middleware(rf.post("/")).status_code == 500
    assert site.asked == 1


def test_an_error_on_a_sound_connection_is_not_repeated(rf, database):
    database.is_usable = lambda: True
    site = Site()
    assert site.middleware(rf.get("/")).status_code == 500
    assert site.asked == 1


def test_a_database_that_cannot_be_reached_is_not_waited_for_twice(rf, database):
    database.connection = None
    site = Site()
    assert site.middleware(rf.get("/")).status_code == 500
    assert site.asked == 1


class PostgreSQL:
    """A database behind a pool, and a connection to it that is no part of that."""

    vendor, in_atomic_block = "postgresql", False

    def __init__(self):
        self.settings_dict = {"OPTIONS": {"pool": {"timeout": 10}}}
        self.failures = self.closed = self.asked = 0

    def copy(self):
        return self

    def inc_thread_sharing(self):
        pass

    def close(self):
        self.closed += 1

    def cursor(self):
        self.asked += 1
        if self.failures:
            self.failures -= 1
            raise OperationalError("terminating connection")
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def execute(self, sql):
        pass

    def fetchall(self):
        return [(7,)]


@pytest.fixture
def postgresql(monkeypatch):
    fake = PostgreSQL()
    monkeypatch.setattr(generation, "connection", fake)
    monkeypatch.setattr(generation, "_own", None)
    monkeypatch.setattr(generation, "_trusted", (0.0, None))
    return fake


def test_who_asks_for_the_generation_waits_for_no_pool(postgresql):
    assert generation.trusted() == "7"
    assert "pool" not in postgresql.settings_dict["OPTIONS"]


def test_a_connection_of_before_a_restart_is_made_anew(postgresql):
    postgresql.failures = 1
    assert generation.trusted() == "7"
    assert (postgresql.asked, postgresql.closed) == (2, 1)


def test_without_the_database_who_asks_knows_at_once(postgresql):
    postgresql.failures = 10
    with pytest.raises(OperationalError):
        generation.trusted()
    assert postgresql.asked == 2


def test_who_waited_for_the_answer_of_another_does_not_ask_in_vain_again(postgresql, monkeypatch):
    """Each would wait for seconds, one after the other, where packets only disappear."""
    monkeypatch.setattr(generation, "time", SimpleNamespace(monotonic=lambda: 1.0))
    postgresql.failures = 10
    for _ in range(3):
        with pytest.raises(OperationalError, match="terminating"):
            generation.trusted()
    assert postgresql.asked == 2


def test_a_database_that_is_back_is_asked_again(postgresql, monkeypatch):
    clock = SimpleNamespace(monotonic=lambda: 1.0)
    monkeypatch.setattr(generation, "time", clock)
    postgresql.failures = 2
    with pytest.raises(OperationalError):
        generation.trusted()
    clock.monotonic = lambda: 1.0 + generation.TRUSTED_SECONDS
    assert generation.trusted() == "7"
