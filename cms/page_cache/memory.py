"""What every page needs, read once per generation and process: menu, footer, languages."""

import contextvars
from collections.abc import Callable, Hashable
from typing import TypeVar

from django.db import Error, connection

from cms.page_cache import generation

# Where the page cache, which asks first, leaves what it read (cms/page_cache/application.py).
ENVIRON_KEY = "cms.generation"
_MOST_KEYS = 4_000

Value = TypeVar("Value")

_request: contextvars.ContextVar = contextvars.ContextVar("generation", default=None)
_shelf: tuple[str, dict] = ("", {})


class _Asked:
    """The generation as of the beginning of a request, asked when it is first needed.

    What is remembered is read later than that, so it is never older than its generation.
    """

    def __init__(self, known: str | None):
        self._known = known

    @property
    def generation(self) -> str | None:
        if self._known is None:
            try:
                # A transaction may have changed the site itself.
                ask = generation.current if connection.in_atomic_block else generation.trusted
                self._known = ask() or ""
            except Error:
                self._known = ""
        return self._known


def remember_for_reading(get_response):
    """Let requests that only read share what is the same until the site changes."""

    def middleware(request):
        if request.method not in {"GET", "HEAD"}:
            return get_response(request)
        token = _request.set(_Asked(request.META.get(ENVIRON_KEY)))
        try:
            return get_response(request)
        finally:
            _request.reset(token)

    return middleware


def remembered(key: Hashable, make: Callable[[], Value]) -> Value:
    """What `make` gives, kept in this process while the site is what it is now.

    Outside a request that only reads, `make` is called each time. What it gives is shared by
    threads, so nobody may change it; a model is copied first.
    """
    asked = _request.get()
    current = asked and asked.generation
    if not current:
        return make()
    kept = _kept(current)
    if key in kept:
        return kept[key]
    value = make()
    _keep(kept, {key: value})
    return value


def remembered_many(
    kind: str, keys: set[Hashable], make: Callable[[set], dict[Hashable, Value]]
) -> dict[Hashable, Value]:
    """Several of one kind; `make` gives those that are missing, by key, with one call."""
    asked = _request.get()
    current = asked and asked.generation
    kept = _kept(current) if current else {}
    found = {key: kept[kind, key] for key in keys if (kind, key) in kept}
    missing = keys - found.keys()
    if missing:
        made = make(missing)
        found |= made
        _keep(kept, {(kind, key): value for key, value in made.items()})
    return found


def _keep(kept: dict, made: dict) -> None:
    """Begin anew when it is full: some keys come from addresses, of which anybody can make
    many, and what every page needs must not stay out for that."""
    if len(kept) + len(made) > _MOST_KEYS:
        kept.clear()
    kept.update(made)


def _kept(current: str) -> dict:
    global _shelf
    of, kept = _shelf
    if of != current:
        kept = {}
        _shelf = (current, kept)
    return kept
