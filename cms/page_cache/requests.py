"""Which requests and which answers the page cache is about."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl

from cms.logs import without_secrets

# Search counts how often somebody asks, and its variety has no end; the rest is about one
# person, is no page, or must be true at each moment.
_NEVER = re.compile(
    r"/(?:account|admin|api|deelbeeld|documents|media|metrics|static|stijlgids|uit|_util)(?:/|$)"
    r"|/(?:\w\w/)?zoeken/|/(?:healthz|readyz)$"
)
# The parameters of lists. Any other makes an address that the site has no link to.
_PARAMETERS = {"pagina", "jaar", "thema", "reeks", "activiteit", "gemeente", "voorbehouden"}
_LONGEST_QUERY = 120
_LONGEST_PATH = 500
_TYPES = (
    "text/html",
    "text/plain",
    "text/calendar",
    "application/rss+xml",
    "application/atom+xml",
    "application/xml",
)


def key_of(environ: dict, private_cookies: tuple[str, ...]) -> str | None:
    """By what the answer to a request is kept; None for a request that is not ours to answer."""
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return None
    if "HTTP_AUTHORIZATION" in environ or "HTTP_RANGE" in environ:
        return None
    cookies = environ.get("HTTP_COOKIE")
    if cookies and any(f"{name}=" in cookies for name in private_cookies):
        return None
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    if len(path) > _LONGEST_PATH or len(query) > _LONGEST_QUERY or not _is_ours(path, query):
        return None
    scheme = environ.get("HTTP_X_FORWARDED_PROTO") or environ["wsgi.url_scheme"]
    return f"{scheme}://{environ.get('HTTP_HOST', '')}{path}?{query}"


@lru_cache(maxsize=1024)
def _is_ours(path: str, query: str) -> bool:
    if _NEVER.match(path) or without_secrets(path) != path:
        return False
    names = [name for name, _ in parse_qsl(query, keep_blank_values=True)]
    return len(names) == len(set(names)) and set(names) <= _PARAMETERS


def may_keep(status: str, headers: list[tuple[str, str]]) -> bool:
    """Whether an answer is the same for everybody who has no session."""
    values = {name.lower(): value.lower() for name, value in headers}
    if not status.startswith("200") or "set-cookie" in values:
        return False
    if not values.get("content-type", "").startswith(_TYPES):
        return False
    if {"no-store", "private"} & set(re.findall(r"[\w-]+", values.get("cache-control", ""))):
        return False
    varies = {name.strip() for name in values.get("vary", "").split(",") if name.strip()}
    return varies <= {"accept-encoding"}
