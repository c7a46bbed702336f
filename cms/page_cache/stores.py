"""Where entries are kept: in the process, and in Redis for all processes."""

import logging
import threading
import time
from collections import OrderedDict

from cms.page_cache.entries import Entry

logger = logging.getLogger(__name__)

_RETRY_SECONDS = 10
_KEPT_SECONDS = 3600


class MemoryStore:
    """The entries used last, up to a number of bytes; safe for threads."""

    def __init__(self, most_bytes: int):
        self._most = most_bytes
        self._bytes = 0
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: str) -> Entry | None:
        entry = self._entries.get(key)
        if entry is not None:
            with self._lock:
                if key in self._entries:
                    self._entries.move_to_end(key)
        return entry

    def set(self, key: str, entry: Entry) -> None:
        with self._lock:
            old = self._entries.pop(key, None)
            self._bytes -= old.size if old else 0
            if entry.size > self._most:
                return
            self._entries[key] = entry
            self._bytes += entry.size
            while self._bytes > self._most:
                _, oldest = self._entries.popitem(last=False)
                self._bytes -= oldest.size


class RedisStore:
    """Entries that all processes share. While Redis is away there are none."""

    def __init__(self, client, prefix: str):
        self._client = client
        self._prefix = prefix
        self._away_until = 0.0

    def get(self, key: str) -> Entry | None:
        data = self._ask(lambda: self._client.get(self._prefix + key))
        return Entry.from_bytes(data) if data else None

    def set(self, key: str, entry: Entry) -> None:
        data = entry.to_bytes()
        self._ask(lambda: self._client.set(self._prefix + key, data, ex=_KEPT_SECONDS))

    def _ask(self, question):
        if time.monotonic() < self._away_until:
            return None
        from redis.exceptions import RedisError

        try:
            return question()
        except RedisError as error:
            self._away_until = time.monotonic() + _RETRY_SECONDS
            logger.warning("The page cache goes on without Redis: %s", error)
            return None
