"""What is kept of an answer, ready to send."""

import gzip
import hashlib
import pickle
import time
from dataclasses import dataclass
from functools import lru_cache

import brotli

# Brotli from 6 on costs several times more for a few percent.
_BROTLI_QUALITY, _GZIP_LEVEL = 5, 6
_LEAST_TO_COMPRESS = 400
# Of one answer to one visitor: the server or the entry itself adds its own.
_OWN_HEADERS = frozenset(
    {"content-encoding", "content-length", "date", "etag", "server", "vary", "x-request-id"}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer with status 200 in each encoding, with its headers.

    `bodies` and `headers` are by encoding: br, gzip, or empty for none.
    """

    generation: str
    made_at: float
    bodies: dict[str, bytes]
    headers: dict[str, list[tuple[str, str]]]
    not_modified: list[tuple[str, str]]
    etag: str

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values()))

    def age(self) -> float:
        """Seconds since it was made; clocks of machines may differ a little."""
        return max(time.time() - self.made_at, 0)

    def to_bytes(self) -> bytes:
        fields = (getattr(self, name) for name in self.__slots__)
        return pickle.dumps(tuple(fields), protocol=pickle.HIGHEST_PROTOCOL)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Entry":
        """Only of what this site itself put in its own Redis."""
        return cls(*pickle.loads(data))  # noqa: S301 - written by to_bytes, as Django's cache does


def make_entry(
    generation: str, headers: list[tuple[str, str]], body: bytes, elsewhere_seconds: int = 0
) -> Entry:
    """Compress an answer once, for all who will ask for it.

    A cache that many share may give it for `elsewhere_seconds` without asking; a browser asks.

    The ETag is weak, because the bytes differ by encoding (RFC 9110, 8.8.1). It is of the headers
    too, so that “not modified” says it of them and need not repeat them (15.4.5).
    """
    kept = [(name, value) for name, value in headers if name.lower() not in _OWN_HEADERS]
    tagged = repr(sorted(kept)).encode() + body
    etag = f'W/"{hashlib.sha256(tagged).hexdigest()[:32]}"'
    varies = ("Vary", "Accept-Encoding")
    if not any(name.lower() == "cache-control" for name, _ in kept):
        # Browsers and proxies ask each time: what was withdrawn is gone at once.
        shared = f"max-age=0, must-revalidate, s-maxage={elsewhere_seconds}"
        kept.append(("Cache-Control", shared if elsewhere_seconds else "no-cache"))
    bodies = {"": body}
    if len(body) >= _LEAST_TO_COMPRESS:
        bodies["br"] = brotli.compress(body, quality=_BROTLI_QUALITY)
        bodies["gzip"] = gzip.compress(body, _GZIP_LEVEL, mtime=0)
    by_encoding = {}
    for encoding, data in bodies.items():
        encoded = [("Content-Encoding", encoding)] if encoding else []
        length = ("Content-Length", str(len(data)))
        by_encoding[encoding] = [*kept, *encoded, length, varies, ("ETag", etag)]
    caching = [(name, value) for name, value in kept if name.lower() == "cache-control"]
    not_modified = [*caching, varies, ("ETag", etag)]
    return Entry(generation, time.time(), bodies, by_encoding, not_modified, etag)


def accepted_encoding(header: str, bodies: dict[str, bytes]) -> str:
    """The best encoding that both sides know; `q=0` refuses one (RFC 9110, 12.5.3)."""
    return next((encoding for encoding in _accepted(header) if encoding in bodies), "")


@lru_cache(maxsize=256)  # browsers send few different ones
def _accepted(header: str) -> tuple[str, ...]:
    offered = {}
    for part in header.lower().split(","):
        name, _, parameter = part.partition(";")
        offered[name.strip()] = parameter.strip().replace(" ", "")
    qualities = {name: offered.get(name, offered.get("*")) for name in ("br", "gzip")}
    return tuple(
        name
        for name, quality in qualities.items()
        if quality is not None and not _is_zero(quality)
    )


def _is_zero(quality: str) -> bool:
    try:
        return float(quality.removeprefix("q=") or 1) == 0
    except ValueError:
        return True


def matches(header: str, etag: str) -> bool:
    """Whether `If-None-Match` names this answer (weak comparison, RFC 9110, 13.1.2)."""
    if not header:
        return False
    if header == etag:  # as browsers send it
        return True
    opaque = etag.removeprefix("W/")
    tags = (tag.strip().removeprefix("W/") for tag in header.split(","))
    return header.strip() == "*" or opaque in tags
