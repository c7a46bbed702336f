"""Reading from a copy of the database, where nobody can tell the difference.

Only for answers that the page cache asks for (the same for everybody), only from tables that
the generation watches, and only while the copy has that very generation: docs/adr/0021.
"""

import contextvars
import logging
import time

from django.db import DEFAULT_DB_ALIAS, Error, connection, connections

from cms.page_cache import generation
from cms.page_cache.memory import ENVIRON_KEY
from cms.page_cache.watching import is_watched

logger = logging.getLogger(__name__)

ALIAS = "replica"
# After it did not answer, readers are not made to wait for it for so long.
_RETRY_SECONDS = 10
# A node follows the search index by the numbers of transactions, which are the original's.
_ORIGINAL_ONLY = {"search"}

_reading: contextvars.ContextVar = contextvars.ContextVar("reading", default=None)
_away_until = 0.0


class _Reading:
    """One request, and whether it may read from the replica: asked when it first reads."""

    def __init__(self, wanted: str):
        self._wanted = wanted
        self.is_on_replica: bool | None = None

    def decide(self) -> bool:
        if self.is_on_replica is None:
            # The connection stays with the request, so what it reads next is as new or newer.
            self.is_on_replica = time.monotonic() >= _away_until and (
                _generation_of_replica() == self._wanted
            )
        return self.is_on_replica


class Router:
    """Which of the two a query goes to; always says so, whatever an object was read from."""

    def db_for_read(self, model, **hints) -> str:
        reading = _reading.get()
        if reading is None or not is_watched(model) or model._meta.app_label in _ORIGINAL_ONLY:
            return DEFAULT_DB_ALIAS
        # Within a transaction of its own, a request reads what it wrote itself.
        if any(not block._from_testcase for block in connection.atomic_blocks):
            return DEFAULT_DB_ALIAS
        return ALIAS if reading.decide() else DEFAULT_DB_ALIAS

    def db_for_write(self, model, **hints) -> str:
        reading = _reading.get()
        if reading is not None:
            reading.is_on_replica = False  # from here on it could miss what it wrote
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints) -> bool:
        return True

    def allow_migrate(self, db, app_label, **hints) -> bool:
        return db != ALIAS


def read_from_replica(get_response):
    """Let what the page cache asks for be read from the replica, if that is as new."""

    def middleware(request):
        wanted = request.META.get(ENVIRON_KEY)
        if not wanted:
            return get_response(request)
        reading = _Reading(wanted)
        token = _reading.set(reading)
        try:
            response = get_response(request)
        finally:
            _reading.reset(token)
        # It went away in the middle, or broke off a query to follow the original again.
        if response.status_code >= 500 and reading.is_on_replica:
            return get_response(request)
        return response

    return middleware


def state() -> str:
    """For /readyz: "ok", "behind" (nothing is read from it now) or "unreachable"."""
    found = _generation_of_replica()
    if found is None:
        return "unreachable"
    try:
        return "ok" if found == (generation.current() or "") else "behind"
    except Error:
        return "unknown"


def _generation_of_replica() -> str | None:
    """None when it does not answer, empty when it counts no changes."""
    global _away_until
    try:
        return generation.current(ALIAS) or ""
    except Error as error:
        _away_until = time.monotonic() + _RETRY_SECONDS
        logger.warning("The replica of the database does not answer: %s", error)
        connections[ALIAS].close()
        return None
