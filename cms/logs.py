"""One line per event, with the number of the request that it belongs to."""

import contextvars
import json
import logging
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager

_request_id = contextvars.ContextVar("request_id", default="-")
_GIVEN_ID = re.compile(r"^[\w-]{8,64}$")
# A part of a path that is a key to something: signed, random, or a UUID. Slugs have neither
# capitals nor colons.
_SECRET_PART = re.compile(
    r"(?<=/)(?:(?=[^/]*[A-Z:=])[\w:=.-]{16,}|[0-9a-f]{32,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|[\w]{1,13}-[a-z0-9]{6}-[0-9a-f]{32})(?=/|$)"
)


def without_secrets(path: str) -> str:
    """A path whose keys (to reset a password, to leave a newsletter) are made unreadable."""
    return _SECRET_PART.sub("***", path)


class RequestIdFilter(logging.Filter):
    """Gives every record the number of the request, `-` outside one."""

    def filter(self, record):
        # Django tells of a request that it refused when the answer is on its way out already.
        request = getattr(record, "request", None)
        record.request_id = getattr(request, "number", _request_id.get())
        return True


class SecretsFilter(logging.Filter):
    """Takes the keys out of the address that Django warns about, as in `Not Found: %s`."""

    def filter(self, record):
        if record.name == "django.request" and isinstance(record.args, tuple):
            record.args = tuple(
                without_secrets(value) if isinstance(value, str) else value
                for value in record.args
            )
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object per line, for programs that collect logs."""

    def format(self, record):
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": getattr(record, "request_id", _request_id.get()),
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def request_number(given: str) -> str:
    """The number that the proxy gave a request, or a new one."""
    return given if _GIVEN_ID.match(given) else f"{random.getrandbits(64):016x}"


@contextmanager
def numbered(number: str) -> Iterator[None]:
    """What is logged meanwhile belongs to the request with this number."""
    token = _request_id.set(number)
    try:
        yield
    finally:
        _request_id.reset(token)


def request_id(get_response):
    """Number each request, or take over the number that the proxy gave it."""

    def middleware(request):
        request.number = request_number(request.headers.get("X-Request-ID", ""))
        with numbered(request.number):
            response = get_response(request)
        response["X-Request-ID"] = request.number
        return response

    return middleware
