"""The page cache: a WSGI application before Django's.

It answers anonymous readers with what is kept of the present generation, in a tenth of a
millisecond. docs/adr/0017 says why it stands here and why it is never behind.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable

from django.db import Error

from cms.logs import request_number
from cms.page_cache import generation
from cms.page_cache.entries import Entry, accepted_encoding, make_entry, matches
from cms.page_cache.memory import ENVIRON_KEY
from cms.page_cache.requests import key_of, may_keep
from cms.page_cache.stores import MemoryStore, RedisStore

logger = logging.getLogger(__name__)

# What depends on the time (the agenda, "over", notices) is made anew after so long.
MOST_SECONDS = 60
# While one request does so, the others get what was there, for at most so much longer.
LATE_SECONDS = 5
# So long pages are served while the database does not answer and so cannot change them.
WITHOUT_DATABASE_SECONDS = 60
_WAIT_SECONDS = 10
# What could make an answer differ; the page cache itself sees to conditions and encodings.
PERSONAL = (
    "HTTP_COOKIE",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
)


class PageCache:
    """Answers from `memory`, then from `shared`, then from the application behind it."""

    def __init__(
        self,
        application: Callable,
        memory: MemoryStore,
        shared: RedisStore | None = None,
        private_cookies: tuple[str, ...] = (),
        elsewhere_seconds: int = 0,
    ):
        self._application = application
        self._memory = memory
        self._shared = shared
        self._private_cookies = private_cookies
        self._elsewhere_seconds = elsewhere_seconds
        self._building: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()
        self._last: tuple[float, str | None] = (0.0, None)

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        key = key_of(environ, self._private_cookies)
        if key is None:
            return self._application(environ, start_response)
        now = self._generation()
        if now is None:
            return self._application(environ, start_response)
        entry = self._memory.get(key)
        if entry is not None and entry.generation == now and entry.age() < MOST_SECONDS:
            return _answer(entry, environ, start_response, "hit")
        return self._make(key, now, entry, environ, start_response)

    def _generation(self) -> str | None:
        try:
            now = generation.trusted()
        except Error as error:
            seen_at, now = self._last
            if time.monotonic() - seen_at > WITHOUT_DATABASE_SECONDS:
                return None
            logger.warning("Pages are served from memory, the database is away: %s", error)
            return now
        self._last = (time.monotonic(), now)
        return now

    def _make(self, key, now, old, environ, start_response):
        """One request makes the entry; others wait for it, or get the old one if that is true."""
        with self._guard:
            lock = self._building.setdefault(key, threading.Lock())
        is_true = old is not None and old.generation == now
        is_late = is_true and old.age() < MOST_SECONDS + LATE_SECONDS
        has_lock = lock.acquire(blocking=False)
        if not has_lock and is_late:
            return _answer(old, environ, start_response, "late")
        if not has_lock:
            has_lock = lock.acquire(timeout=_WAIT_SECONDS)
        try:
            entry = self._kept(key, now)
            if entry is not None:
                return _answer(entry, environ, start_response, "hit")
            return self._ask(key, now, old if is_true else None, environ, start_response)
        finally:
            if has_lock:
                lock.release()
                with self._guard:
                    self._building.pop(key, None)

    def _kept(self, key: str, now: str) -> Entry | None:
        for store in filter(None, (self._memory, self._shared)):
            entry = store.get(key)
            if entry is not None and entry.generation == now and entry.age() < MOST_SECONDS:
                if store is self._shared:
                    self._memory.set(key, entry)
                return entry
        return None

    def _ask(self, key, now, old, environ, start_response):
        started = []
        asked = {name: value for name, value in environ.items() if name not in PERSONAL}
        asked |= {"REQUEST_METHOD": "GET", ENVIRON_KEY: now}

        def start(status, headers, exc_info=None):
            started[:] = [status, headers]

        answer = self._application(asked, start)
        try:
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        status, headers = started
        if status.startswith("5") and old is not None:
            return _answer(old, environ, start_response, "late")
        if not may_keep(status, headers):
            start_response(status, headers)
            return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
        # Addresses with a query have no end, so nobody could purge them.
        elsewhere = 0 if environ.get("QUERY_STRING") else self._elsewhere_seconds
        entry = make_entry(now, headers, body, elsewhere)
        self._memory.set(key, entry)
        if self._shared is not None:
            self._shared.set(key, entry)
        return _answer(entry, environ, start_response, "miss")


def _answer(entry: Entry, environ: dict, start_response: Callable, how: str) -> list[bytes]:
    number = request_number(environ.get("HTTP_X_REQUEST_ID", ""))
    own = [("X-Request-ID", number), ("X-Cache", how)]
    if matches(environ.get("HTTP_IF_NONE_MATCH", ""), entry.etag):
        start_response("304 Not Modified", entry.not_modified + own)
        return []
    encoding = accepted_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""), entry.bodies)
    start_response("200 OK", entry.headers[encoding] + own)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [entry.bodies[encoding]]
