"""A cache in front of the site is told what changed, and nobody waits for it."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import pytest
from django.test import override_settings
from wagtail.contrib.frontend_cache import tasks
from wagtail.models import PageViewRestriction

from cms import purging
from home.factories import StandardPageFactory
from news.factories import NewsIndexPageFactory, NewsPageFactory

purge = purging.purge.func


class Front:
    """The cache in front: which addresses it was asked to forget."""

    def __init__(self):
        self.forgotten = set()
        self.batches = 0

    def invalidates_hostname(self, hostname):
        return True

    def purge_batch(self, urls):
        self.batches += 1
        self.forgotten |= {url.removeprefix("http://localhost") for url in urls}


@pytest.fixture
def front(monkeypatch):
    backend = Front()
    monkeypatch.setattr(tasks, "get_backends", lambda *_: {"default": backend})
    # The worker's part, without a worker.
    monkeypatch.setattr(purging, "purge", SimpleNamespace(enqueue=purge))
    purging.connect()
    yield backend
    for signal, receiver in _SIGNALS:
        signal.disconnect(receiver)
    for signal in (purging.post_save, purging.post_delete):
        signal.disconnect(purging._restricted, sender=PageViewRestriction)


_SIGNALS = (
    (purging.page_published, purging._changed),
    (purging.page_unpublished, purging._changed),
    (purging.page_slug_changed, purging._renamed),
    (purging.post_page_move, purging._moved),
)


@pytest.fixture
def news(home):
    return NewsIndexPageFactory(parent=home, slug="nieuws")


@pytest.fixture
def page(news):
    return NewsPageFactory(parent=news, slug="vlas", title="Vlas")


@pytest.fixture
def purged(front, django_capture_on_commit_callbacks):
    def after(change) -> set[str]:
        with django_capture_on_commit_callbacks(execute=True):
            change()
            assert not front.forgotten, "before the commit it would fetch the old page again"
        return front.forgotten

    return after


def test_a_publication_purges_the_page_the_lists_above_it_and_their_feeds(page, purged):
    assert purged(page.save_revision().publish) == {
        "/",
        "/nieuws/",
        "/nieuws/rss/",
        "/nieuws/atom/",
        "/nieuws/vlas/",
    }


@pytest.mark.parametrize("change", ["unpublish", "delete"])
def test_a_page_that_goes_is_purged(page, purged, change):
    assert {"/nieuws/vlas/", "/nieuws/"} <= purged(getattr(page, change))


def test_a_page_that_is_deleted_is_purged_once(page, front, purged):
    purged(page.delete)
    assert front.batches == 1


def test_a_page_that_refers_to_it_is_purged(page, home, purged):
    link = f'<p><a linktype="page" id="{page.pk}">vlas</a></p>'
    StandardPageFactory(parent=home, slug="uitleg", body=[("text", link)])
    assert "/uitleg/" in purged(page.save_revision().publish)


def test_a_page_that_moves_is_purged_where_it_was_and_where_it_is(page, home, purged):
    section = NewsIndexPageFactory(parent=home, slug="archief")
    page.refresh_from_db()
    forgotten = purged(lambda: page.move(section, pos="last-child"))
    assert {"/nieuws/vlas/", "/nieuws/", "/archief/vlas/", "/archief/"} <= forgotten


def test_a_page_with_another_name_is_purged_under_both(page, purged):
    def rename():
        page.slug = "linnen"
        page.save_revision().publish()

    assert {"/nieuws/vlas/", "/nieuws/linnen/"} <= purged(rename)


def test_what_is_below_a_page_with_another_name_is_purged_under_both(page, news, purged):
    def rename():
        news.slug = "berichten"
        news.save_revision().publish()

    assert purged(rename) >= {"/nieuws/vlas/", "/berichten/vlas/"}


def test_what_is_below_a_page_that_moves_is_purged_where_it_was(page, news, home, purged):
    section = StandardPageFactory(parent=home, slug="archief")
    assert purged(lambda: news.move(section, pos="last-child")) >= {
        "/nieuws/vlas/",
        "/archief/nieuws/vlas/",
    }


def test_a_section_that_becomes_private_is_purged_with_what_is_below_it(page, news, purged):
    def restrict():
        PageViewRestriction.objects.create(page=news, restriction_type="login")

    assert {"/nieuws/", "/nieuws/vlas/"} <= purged(restrict)


def test_a_draft_purges_nothing(page, purged):
    assert purged(page.save_revision) == set()


def test_a_cache_that_hangs_does_not_hang_the_worker(front, monkeypatch):
    limits = []
    monkeypatch.setattr(
        front, "purge_batch", lambda _: limits.append(purging.socket.getdefaulttimeout())
    )
    purge(["http://localhost/"])
    assert limits == [5]
    assert purging.socket.getdefaulttimeout() is None


class Purged(BaseHTTPRequestHandler):
    """Answers as a cache does, and notes what it was asked."""

    seen: list[tuple[str, str]] = []

    def do_PURGE(self):
        self.seen.append((self.headers["Host"], self.path))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def cache_server():
    Purged.seen.clear()
    server = HTTPServer(("127.0.0.1", 0), Purged)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_purge_names_the_address_as_browsers_asked_for_it(cache_server):
    """Else the cache looks for what it never kept."""
    backend = {
        "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
        "LOCATION": f"http://127.0.0.1:{cache_server.server_port}",
    }
    with override_settings(WAGTAILFRONTENDCACHE={"default": backend}):
        purge(["https://www.example.be/nieuws/", "http://127.0.0.1:8000/"])
    assert set(Purged.seen) == {("www.example.be", "/nieuws/"), ("127.0.0.1:8000", "/")}
