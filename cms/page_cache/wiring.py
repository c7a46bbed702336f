"""The page cache as the settings want it."""

import hashlib
from collections.abc import Callable

from django.conf import settings

from cms.environment import BASE_DIR
from cms.page_cache.application import PageCache
from cms.page_cache.stores import MemoryStore, RedisStore

_SOURCES = ("*/**/*.py", "templates/**/*", "locale/**/*.mo")


def with_page_cache(application: Callable) -> Callable:
    """The application behind a page cache; itself where `PAGE_CACHE_MB` is 0, or with DEBUG."""
    if not settings.PAGE_CACHE_MB or settings.DEBUG:
        return application
    return PageCache(
        application,
        MemoryStore(settings.PAGE_CACHE_MB * 1024 * 1024),
        _shared(),
        # Messages to a visitor may be in a cookie of their own.
        (settings.SESSION_COOKIE_NAME, "messages"),
        settings.FRONTEND_CACHE_SECONDS,
    )


def _shared() -> RedisStore | None:
    if not settings.REDIS_URL:
        return None
    import redis

    client = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=0.5, socket_timeout=1)
    return RedisStore(client, f"page:{_release()}:")


def _release() -> str:
    """What differs when a version of the site may show something else than another."""
    digest = hashlib.sha256()
    files = {file for pattern in _SOURCES for file in BASE_DIR.glob(pattern) if file.is_file()}
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    for file in sorted(file for file in files if ".venv" not in file.parts):
        digest.update(file.read_bytes())
    if manifest.exists():
        digest.update(manifest.read_bytes())
    return digest.hexdigest()[:16]
