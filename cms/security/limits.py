"""How often one address may ask something, without remembering who asked.

The counts stand in a count-min sketch (Cormode and Muthukrishnan, 2005): a table of
numbers of fixed size, whose places follow from a hash with a key that only this process
knows. No address can be read from it, it never grows, and counting takes microseconds
without a database. Gunicorn loads the site before it forks (cms/gunicorn.py), so that all
workers of a machine share one table; each machine counts for itself.
"""

import mmap
import os
import re
import struct
import threading
import time
from dataclasses import dataclass
from hashlib import blake2b

_ROWS = 2
_PLACES = 65_536
_PLACE = struct.Struct("=II")  # which window of time, and how often


class Sketch:
    """Counts per key and window of time; two keys hardly ever share both their places."""

    def __init__(self):
        self._table = mmap.mmap(-1, _ROWS * _PLACES * _PLACE.size)
        self._secret = os.urandom(16)
        self._lock = threading.Lock()

    def hit(self, key: str, seconds: int, now: float) -> int:
        """Count `key` once more; gives its count in the window of `seconds` that `now` is in."""
        window = int(now // seconds) & 0xFFFFFFFF
        digest = blake2b(key.encode(), digest_size=8, key=self._secret).digest()
        counts = []
        with self._lock:
            for row, place in enumerate(struct.unpack("=II", digest)):
                offset = (row * _PLACES + place % _PLACES) * _PLACE.size
                then, count = _PLACE.unpack_from(self._table, offset)
                count = min(count + 1, 0xFFFFFFFF) if then == window else 1
                _PLACE.pack_into(self._table, offset, window, count)
                counts.append(count)
        return min(counts)


@dataclass(frozen=True)
class Limit:
    """At most `amount` requests in `seconds` from one address."""

    name: str
    methods: frozenset[str]
    path: re.Pattern
    amount: int
    seconds: int


_POST = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_GET = frozenset({"GET", "HEAD"})
# The first that fits a request counts.
LIMITS = (
    Limit("login", _POST, re.compile(r"^/account/"), 20, 300),
    # Once for each search and each result that is opened; search/beacon.py counts more.
    Limit("search log", _POST, re.compile(r"^/(?:\w\w/)?zoeken/log/"), 120, 60),
    # Each sends a mail to an address that anybody may have typed.
    Limit(
        "sign-up",
        _POST,
        re.compile(r"^/(?:\w\w/)?nieuwsbrief/(?:inschrijven|voorkeuren)/$"),
        10,
        3600,
    ),
    # Mail programs unsubscribe for many people from one address (RFC 8058), and a signed link
    # cannot be guessed.
    Limit("own links", _POST, re.compile(r"^/(?:uit|nieuwsbrief/[a-z]+)/[\w:=-]{20,}/"), 600, 600),
    # What editors do in the admin is theirs to do; it asks for a login first. A provider of
    # mailboxes unsubscribes thousands of its people from one address, RFC 8058; one that sends
    # our mails tells of each that came back, with a secret in each message.
    Limit("forms", _POST, re.compile(r"^/(?!admin/|anymail/|uit/)"), 30, 600),
    # A quick typist asks for suggestions at every key.
    Limit("suggestions", _GET, re.compile(r"^/api/zoeken/suggesties/"), 300, 60),
    Limit("search", _GET, re.compile(r"^/(?:api/|\w\w/)?zoeken/"), 60, 60),
)
_sketch = Sketch()


def exceeded(method: str, path: str, address: str) -> Limit | None:
    """Count a request; gives the limit that it exceeds, or None."""
    for limit in LIMITS:
        if method in limit.methods and limit.path.match(path):
            count = _sketch.hit(f"{limit.name}|{address}", limit.seconds, time.time())
            return limit if count > limit.amount else None
    return None
