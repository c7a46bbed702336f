"""The shared cache, without which the site still works."""

import functools
import logging

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def _forgiving(name: str, answer: object):
    """The method of this name; while Redis does not answer, it gives `answer`."""
    method = getattr(RedisCache, name)

    @functools.wraps(method)
    def ask(self, *args, **kwargs):
        try:
            return method(self, *args, **kwargs)
        except RedisError as error:
            logger.warning("Redis does not answer (%s): %s", name, error)
            return answer

    return ask


class ForgivingRedisCache(RedisCache):
    """Redis, or an empty cache while it is away: a page is then made anew, not refused."""

    set = _forgiving("set", None)
    add = _forgiving("add", answer=False)
    touch = _forgiving("touch", answer=False)
    delete = _forgiving("delete", answer=False)
    delete_many = _forgiving("delete_many", None)
    has_key = _forgiving("has_key", answer=False)

    def get(self, key, default=None, version=None):
        try:
            return super().get(key, default, version)
        except RedisError as error:
            logger.warning("Redis does not answer (get): %s", error)
            return default

    def get_many(self, keys, version=None):
        try:
            return super().get_many(keys, version)
        except RedisError as error:
            logger.warning("Redis does not answer (get_many): %s", error)
            return {}

    def set_many(self, data, *args, **kwargs):
        try:
            return super().set_many(data, *args, **kwargs)
        except RedisError as error:
            logger.warning("Redis does not answer (set_many): %s", error)
            return list(data)

    def incr(self, key, delta=1, version=None):
        """Raises ValueError, as for a key that is not there, while Redis is away."""
        try:
            return super().incr(key, delta, version)
        except RedisError as error:
            raise ValueError(str(error)) from error
