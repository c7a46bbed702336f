"""Readers who ask for pages all the time, and an editor who publishes meanwhile."""

import itertools
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from serving import Server, get

# Of ten requests: for pages that are kept, for addresses that no cache has, and searches.
_KINDS = "kkkkkkuuus"
_WORDS = ("vlas", "sociale economie", "groen", "werk", "Beveren", "drukkerij", "zorg")
_RETRY_SECONDS = 0.2
_BROTLI = {"Accept-Encoding": "br"}


def reader(number: int) -> dict[str, str]:
    """Headers of one visitor, as the proxy passes them on."""
    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    return {"X-Forwarded-For": address, "Connection": "close"}


def addresses(server: Server) -> list[str]:
    """Those of the sitemap."""
    _status, _headers, body = get(server.connect(), "/sitemap.xml", reader(1))
    return re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", body.decode())


@dataclass
class Seen:
    """What readers got."""

    statuses: Counter = field(default_factory=Counter)
    slowest: float = 0.0
    failures: list[str] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.statuses.total()

    @property
    def failed(self) -> int:
        return self.number - self.statuses[200]

    def __str__(self) -> str:
        share = self.failed / self.number if self.number else 1
        return (
            f"{self.failed} of {self.number:,} failed ({share:.2%}), slowest {self.slowest:.1f} s"
        )


@contextmanager
def readers(server: Server, paths: list[str], number: int = 4, kinds: str = _KINDS) -> Iterator:
    """Yields what they have seen so far; they stop when the block ends.

    Each request has a connection of its own, as from a proxy, so that none is repeated.
    """
    done, seen, guard = threading.Event(), Seen(), threading.Lock()
    visitors = itertools.count(1)

    def read(seed: int):
        chance = random.Random(seed)  # noqa: S311 - the same at each run
        while not done.is_set():
            path = _path(chance, paths, kinds)
            begun = time.monotonic()
            status = _ask(server, path, reader(next(visitors)) | _BROTLI)
            with guard:
                seen.statuses[status] += 1
                seen.slowest = max(seen.slowest, time.monotonic() - begun)
                if status != 200 and len(seen.failures) < 5:
                    seen.failures.append(f"{path}: {status}")
            if status != 200:
                time.sleep(_RETRY_SECONDS)  # a broken server must not be asked most of all

    threads = [threading.Thread(target=read, args=[seed]) for seed in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        done.set()
        for thread in threads:
            thread.join()


def _path(chance: random.Random, paths: list[str], kinds: str) -> str:
    kind = chance.choice(kinds)
    if kind == "s":
        return f"/zoeken/?q={chance.choice(_WORDS).replace(' ', '+')}"
    path = chance.choice(paths)
    return f"{path}?proef={chance.random()}" if kind == "u" else path


def _ask(server: Server, path: str, headers: dict[str, str]) -> int | str:
    connection = server.connect()
    try:
        return get(connection, path, headers)[0]
    except OSError as error:
        return type(error).__name__
    except Exception as error:  # noqa: BLE001 - half an answer is a failure too
        return type(error).__name__
    finally:
        connection.close()


class Editor:
    """Publishes a page again and again, with a number that readers must then see."""

    def __init__(self, server: Server):
        from home.factories import StandardPageFactory
        from home.models import HomePage

        self._server = server
        home = HomePage.objects.get(locale__language_code="nl")
        self.page = StandardPageFactory(parent=home, slug="toestand", title="Toestand 0")
        self.published, self.refused, self.stale = 0, 0, []

    @contextmanager
    def at_work(self) -> Iterator["Editor"]:
        done = threading.Event()
        thread = threading.Thread(target=self._work, args=[done])
        thread.start()
        try:
            yield self
        finally:
            done.set()
            thread.join()

    def _work(self, done: threading.Event) -> None:
        from django.db import Error, connection

        try:
            while not done.wait(0.5):
                try:
                    self._publish(self.published + 1)
                except Error:
                    self.refused += 1
                    connection.close()
                else:
                    self.published += 1
                    self._look()
        finally:
            connection.close()

    def _publish(self, number: int) -> None:
        page = type(self.page).objects.get(pk=self.page.pk)
        page.title = f"Toestand {number}"
        page.save_revision().publish()

    def _look(self) -> None:
        """What was published is there for the next reader; who gets no page got no old one."""
        try:
            status, _, body = get(
                self._server.connect(), "/toestand/", {"X-Forwarded-For": "10.255.0.1"}
            )
        except OSError:
            return
        if status == 200 and f"Toestand {self.published}" not in body.decode():
            self.stale.append(self.published)

    def lost(self) -> int:
        """Publications that were acknowledged and are not in the history of the page."""
        from django.db import connection

        connection.close()  # the server may have been another since
        numbers = {revision.content["title"] for revision in self.page.revisions.all()}
        connection.close()
        wanted = {f"Toestand {number}" for number in range(1, self.published + 1)}
        return len(wanted - numbers)
