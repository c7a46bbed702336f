"""The page cache answers as the site would, and only what is the same for everybody."""

import gzip
import threading

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections, connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from cms.models import SiteSettings
from cms.page_cache import application as page_cache
from cms.page_cache import memory
from cms.page_cache.application import PageCache
from cms.page_cache.entries import Entry, make_entry
from cms.page_cache.stores import MemoryStore, RedisStore
from home.factories import StandardPageFactory

HTML = [("Content-Type", "text/html; charset=utf-8")]


class Answer:
    """What came back: status, headers and body."""

    def __init__(self, application, path="/", method="GET", **headers):
        environ = RequestFactory().generic(method, path).environ | {
            f"HTTP_{name.upper()}": value for name, value in headers.items()
        }
        self.body = b"".join(application(environ, self._start))

    def _start(self, status, headers, exc_info=None):
        self.status = int(status[:3])
        self.headers = {name.lower(): value for name, value in headers}

    @property
    def how(self) -> str:
        return self.headers.get("x-cache", "pass")


class Counting:
    """A site that counts how often it is asked."""

    def __init__(self, status="200 OK", headers=HTML, body=b"<p>" + b"vlas " * 500):
        self.status, self.headers, self.body = status, list(headers), body
        self.asked = []

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        start_response(self.status, list(self.headers))
        return [self.body]


@pytest.fixture
def now(monkeypatch):
    """The generation, which a test may set."""
    value = {"generation": "1"}
    monkeypatch.setattr(page_cache.generation, "trusted", lambda: value["generation"])
    return value


def cached(site, **options) -> PageCache:
    return PageCache(site, MemoryStore(1_000_000), private_cookies=("sessionid",), **options)


def test_a_second_reader_gets_what_the_first_got(now):
    site = Counting()
    cache = cached(site)
    first, second = Answer(cache), Answer(cache)
    assert (first.how, second.how, len(site.asked)) == ("miss", "hit", 1)
    assert first.body == second.body == site.body


def test_another_generation_is_asked_again_and_keeps_its_etag(now):
    site = Counting()
    cache = cached(site)
    first = Answer(cache)
    now["generation"] = "2"
    second = Answer(cache)
    assert (second.how, len(site.asked)) == ("miss", 2)
    assert first.headers["etag"] == second.headers["etag"]


def test_without_a_generation_nothing_is_kept(now):
    now["generation"] = None
    site = Counting()
    cache = cached(site)
    assert [Answer(cache).how for _ in range(2)] == ["pass", "pass"]


@pytest.mark.parametrize(
    "asked",
    [
        {"method": "POST"},
        {"path": "/admin/"},
        {"path": "/account/login/"},
        {"path": "/zoeken/?q=vlas"},
        {"path": "/en/zoeken/"},
        {"path": "/api/zoeken/"},
        {"path": "/media/images/a.webp"},
        {"path": "/documents/1/a.pdf"},
        {"path": "/readyz"},
        {"path": "/nieuwsbrief/voorkeuren/AbCdEfGhIjKlMnOpQrStUv/"},
        {"path": "/?utm_source=mail"},
        {"path": "/?pagina=1&pagina=2"},
        {"path": "/?thema=" + "a" * 200},
        {"cookie": "sessionid=abc"},
        {"authorization": "Bearer x"},
        {"range": "bytes=0-10"},
    ],
    ids=str,
)
def test_what_is_about_one_person_or_has_no_end_goes_by(asked, now):
    site = Counting()
    cache = cached(site)
    assert [Answer(cache, **asked).how for _ in range(2)] == ["pass", "pass"]


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("404 Not Found", HTML),
        ("302 Found", HTML),
        ("500 Internal Server Error", HTML),
        ("200 OK", [*HTML, ("Set-Cookie", "csrftoken=abc")]),
        ("200 OK", [*HTML, ("Vary", "Cookie")]),
        ("200 OK", [*HTML, ("Cache-Control", "max-age=0, no-store, private")]),
        ("200 OK", [("Content-Type", "application/json")]),
    ],
    ids=str,
)
def test_what_is_no_page_for_everybody_is_not_kept(status, headers, now):
    site = Counting(status, headers)
    cache = cached(site)
    answers = [Answer(cache) for _ in range(2)]
    assert len(site.asked) == 2
    assert answers[1].status == int(status[:3])


def test_pages_of_lists_are_kept_apart(now):
    site = Counting()
    cache = cached(site)
    for path in ("/nieuws/", "/nieuws/?pagina=2", "/nieuws/?jaar=2024&pagina=2"):
        assert Answer(cache, path).how == "miss"
        assert Answer(cache, path).how == "hit"


def test_hosts_and_schemes_are_kept_apart(now):
    site = Counting()
    cache = cached(site)
    asked = [{}, {"host": "www.example.be"}, {"x_forwarded_proto": "https"}]
    assert [Answer(cache, **headers).how for headers in asked] == ["miss"] * 3


@pytest.mark.parametrize(
    ("header", "encoding", "decode"),
    [
        ("", "", bytes),
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("br;q=0, *;q=0", "", bytes),
        ("*", "br", brotli.decompress),
        ("br;q=x", "", bytes),
    ],
)
def test_everybody_gets_the_best_encoding_that_both_know(header, encoding, decode, now):
    site = Counting()
    cache = cached(site)
    for _ in range(2):
        answer = Answer(cache, accept_encoding=header)
        assert answer.headers.get("content-encoding", "") == encoding
        assert answer.headers["vary"] == "Accept-Encoding"
        assert int(answer.headers["content-length"]) == len(answer.body)
        assert decode(answer.body) == site.body


@pytest.mark.parametrize("form", ["{}", "*", '"other", {}', '{}, W/"other"'])
def test_who_has_it_already_gets_304(form, now):
    cache = cached(Counting())
    etag = Answer(cache).headers["etag"]
    answer = Answer(cache, if_none_match=form.format(etag))
    assert (answer.status, answer.body) == (304, b"")
    assert answer.headers["etag"] == etag


def test_304_repeats_nothing_that_the_reader_has(now):
    cache = cached(Counting(headers=[*HTML, ("Content-Security-Policy", "default-src 'self'")]))
    answer = Answer(cache, if_none_match=Answer(cache).headers["etag"])
    assert answer.headers.keys() == {"cache-control", "etag", "vary", "x-cache", "x-request-id"}


def test_a_page_with_another_header_is_not_the_same_page(now):
    """Else the reader would keep the header of before."""
    etags = {
        Answer(cached(Counting(headers=[*HTML, ("Content-Security-Policy", policy)]))).headers[
            "etag"
        ]
        for policy in ("default-src *", "default-src 'self'")
    }
    assert len(etags) == 2


def test_a_cache_in_front_may_keep_a_page_but_no_list_with_a_query(now):
    cache = cached(Counting(), elsewhere_seconds=60)
    shared, asked = (Answer(cache, path).headers["cache-control"] for path in ("/", "/?pagina=2"))
    assert shared == "max-age=0, must-revalidate, s-maxage=60"
    assert asked == "no-cache"


def test_without_a_cache_in_front_everybody_asks_each_time(now):
    assert Answer(cached(Counting())).headers["cache-control"] == "no-cache"


def test_who_has_another_gets_the_page(now):
    assert Answer(cached(Counting()), if_none_match='W/"other"').status == 200


def test_head_has_the_headers_alone(now):
    site = Counting()
    cache = cached(site)
    answer = Answer(cache, method="HEAD")
    assert answer.body == b""
    assert answer.headers["content-length"] == str(len(site.body))
    assert Answer(cache).body == site.body


def test_each_answer_has_a_number_of_its_own(now):
    cache = cached(Counting())
    numbers = {Answer(cache).headers["x-request-id"] for _ in range(3)}
    assert len(numbers) == 3
    assert Answer(cache, x_request_id="from-the-proxy").headers["x-request-id"] == "from-the-proxy"


def test_the_site_is_asked_without_anything_about_the_reader(now):
    site = Counting()
    Answer(cached(site), cookie="other=1", accept_language="fr", if_none_match='"x"')
    assert not {
        name for name in site.asked[0] if name.startswith(("HTTP_COOKIE", "HTTP_IF", "HTTP_ACC"))
    }


def aged(cache: PageCache, monkeypatch, seconds: float):
    moment = page_cache.time.time() + seconds
    monkeypatch.setattr("cms.page_cache.entries.time.time", lambda: moment)


def test_after_a_minute_it_is_made_anew(now, monkeypatch):
    site = Counting()
    cache = cached(site)
    Answer(cache)
    aged(cache, monkeypatch, page_cache.MOST_SECONDS + 1)
    assert (Answer(cache).how, len(site.asked)) == ("miss", 2)


class Slow(Counting):
    """A site whose second answer waits until it is let go."""

    def __init__(self):
        super().__init__()
        self.entered, self.go = threading.Event(), threading.Event()

    def __call__(self, environ, start_response):
        if self.asked:
            self.entered.set()
            assert self.go.wait(5)
        return super().__call__(environ, start_response)


def ask_beside(cache, answers: list) -> threading.Thread:
    thread = threading.Thread(target=lambda: answers.append(Answer(cache)))
    thread.start()
    return thread


def test_while_one_makes_it_anew_others_get_what_is_still_true(now, monkeypatch):
    site, answers = Slow(), []
    cache = cached(site)
    Answer(cache)
    aged(cache, monkeypatch, page_cache.MOST_SECONDS + 1)
    thread = ask_beside(cache, answers)
    assert site.entered.wait(5)
    assert Answer(cache).how == "late"
    site.go.set()
    thread.join()
    assert (answers[0].how, len(site.asked)) == ("miss", 2)


def test_after_a_change_others_wait_for_the_one_that_makes_it(now):
    site, answers = Slow(), []
    cache = cached(site)
    Answer(cache)
    now["generation"] = "2"
    threads = [ask_beside(cache, answers) for _ in range(3)]
    assert site.entered.wait(5)
    assert not answers
    site.go.set()
    for thread in threads:
        thread.join()
    assert sorted(answer.how for answer in answers) == ["hit", "hit", "miss"]
    assert len(site.asked) == 2


def test_pages_are_served_for_a_while_without_the_database(now, monkeypatch):
    site = Counting()
    cache = cached(site)
    Answer(cache)

    def away():
        raise OperationalError("gone")

    monkeypatch.setattr(page_cache.generation, "trusted", away)
    assert Answer(cache).how == "hit"
    monkeypatch.setattr(page_cache, "WITHOUT_DATABASE_SECONDS", -1)
    assert Answer(cache).how == "pass"


def test_addresses_without_end_do_not_keep_out_what_every_page_needs(home, client, monkeypatch):
    """Anybody can ask for sections that do not exist, each of which is a key."""
    monkeypatch.setattr(memory, "_MOST_KEYS", 60)
    for number in range(80):
        client.get(f"/weg-{number}/weg/")
    for _ in range(2):  # it may be full halfway
        client.get("/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert len(queries) <= 4


def test_the_memory_forgets_what_was_asked_longest_ago():
    entry = make_entry("1", HTML, b"x" * 300)
    store = MemoryStore(most_bytes=700)
    for key in ("a", "b"):
        store.set(key, entry)
    store.get("a")
    store.set("c", entry)
    assert [key for key in "abc" if store.get(key)] == ["a", "c"]


def test_a_page_larger_than_the_memory_is_not_kept_and_keeps_nothing_out():
    store = MemoryStore(most_bytes=1_000)
    store.set("small", make_entry("1", HTML, b"x"))
    store.set("large", make_entry("1", HTML, b"x" * 2_000))
    assert store.get("large") is None
    assert store.get("small")


def test_a_page_that_became_too_large_is_not_shown_as_it_was():
    store = MemoryStore(most_bytes=1_000)
    store.set("page", make_entry("1", HTML, b"x"))
    store.set("page", make_entry("2", HTML, b"x" * 2_000))
    assert store.get("page") is None


class Redis:
    """Redis, present or away."""

    def __init__(self):
        self.data, self.is_away = {}, False

    def get(self, key):
        self._answer()
        return self.data.get(key)

    def set(self, key, value, ex):
        self._answer()
        self.data[key] = value

    def _answer(self):
        from redis.exceptions import ConnectionError as RedisConnectionError

        if self.is_away:
            raise RedisConnectionError


def test_processes_share_what_one_of_them_made(now):
    redis, site = Redis(), Counting()
    one, other = (cached(site, shared=RedisStore(redis, "v1:")) for _ in range(2))
    assert (Answer(one).how, Answer(other).how, len(site.asked)) == ("miss", "hit", 1)


def test_without_redis_each_process_goes_on_for_itself(now):
    redis, site = Redis(), Counting()
    redis.is_away = True
    cache = cached(site, shared=RedisStore(redis, "v1:"))
    assert [Answer(cache).how for _ in range(2)] == ["miss", "hit"]


def test_an_entry_survives_redis():
    entry = make_entry("1", HTML, b"x" * 1000)
    assert Entry.from_bytes(entry.to_bytes()) == entry


@pytest.fixture
def site_itself(db):
    """The site behind a page cache, in the transaction of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield cached(WSGIHandler())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_a_publication_is_there_for_the_next_reader(site_itself, home):
    page = StandardPageFactory(parent=home, slug="vlas", title="Vlas")
    assert Answer(site_itself, "/vlas/").how == "miss"
    assert Answer(site_itself, "/vlas/").how == "hit"
    page.title = "Linnen"
    page.save_revision().publish()
    assert "Linnen" in Answer(site_itself, "/vlas/").body.decode()


def test_a_page_that_goes_is_gone_for_the_next_reader(site_itself, home):
    page = StandardPageFactory(parent=home, slug="vlas")
    Answer(site_itself, "/vlas/")
    page.unpublish()
    assert Answer(site_itself, "/vlas/").status == 404


def test_a_page_that_becomes_private_is_so_for_the_next_reader(site_itself, home):
    page = StandardPageFactory(parent=home, slug="vlas")
    Answer(site_itself, "/vlas/")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert Answer(site_itself, "/vlas/").status == 302


def test_the_footer_changes_on_every_page_at_once(site_itself, home):
    details = SiteSettings.for_site(Site.objects.get())
    assert Answer(site_itself).how == "miss"
    details.tagline = "Werk voor iedereen"
    details.save()
    assert "Werk voor iedereen" in Answer(site_itself).body.decode()


def test_a_page_that_is_planned_comes_without_anybody(site_itself, home):
    page = StandardPageFactory(parent=home, slug="vlas", live=False)
    page.go_live_at = timezone.now() - timezone.timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    assert Answer(site_itself, "/vlas/").status == 404
    call_command("publish_scheduled")
    assert Answer(site_itself, "/vlas/").status == 200


def test_headers_of_security_stay_on_what_is_kept(site_itself, home):
    Answer(site_itself)
    headers = Answer(site_itself).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in headers
