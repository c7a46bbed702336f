"""How fast an archive is read and indexed, and in how much memory; see README.md."""

import argparse
import io
import tempfile
from collections.abc import Callable
from contextlib import redirect_stderr
from functools import wraps
from pathlib import Path

from environment import scratch_database, set_up
from generated_issues import SERIES, write_issues
from own_memory import Peak, own_megabytes
from search_speed import cpu_seconds

SIZES = [100, 500, 1_000]
INDEXING = ["update", "update_pages", "update_tree", "update_snippets", "update_referrers"]


class Stopwatch:
    """The seconds of CPU spent in some functions, however they call each other."""

    def __init__(self):
        self.seconds = 0.0
        self._depth = 0

    def time(self, function: Callable) -> Callable:
        @wraps(function)
        def timed(*args, **kwargs):
            start = cpu_seconds()
            self._depth += 1
            try:
                return function(*args, **kwargs)
            finally:
                self._depth -= 1
                if not self._depth:
                    self.seconds += cpu_seconds() - start

        return timed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of issues")
    options = parser.parse_args()
    set_up()
    from django.db import connection

    print(f"database: {connection.vendor}; per second of CPU, in this process and in the server")
    print(
        f"{'issues':>7}{'items':>7}{'in all':>10}{'indexing':>12}{'share':>8}"
        f"{'copying':>12}{'memory':>10}{'peak':>8}"
    )
    with (
        tempfile.TemporaryDirectory() as folder,
        # In a file: in memory its rows would be counted as what the import takes.
        scratch_database(Path(folder) / "site.sqlite3"),
    ):
        make_archive()
        stopwatch, peak, done = watch_indexing(), Peak(), 0
        peak.start()
        for size in sorted(options.sizes):
            files = Path(folder) / str(size)
            write_issues(files, done, size)
            report(size, *measure(files, stopwatch), peak.megabytes)
            done = size


def make_archive() -> None:
    """An empty archive; the dictionary is loaded, as in any process that runs for a while."""
    from home.models import HomePage
    from newsletter.models import NewsletterIndexPage, Series
    from search.analysis import get_analyzer

    home = HomePage.objects.get()
    home.add_child(instance=NewsletterIndexPage(title="Nieuwsbrief", slug="nieuwsbrief"))
    Series.objects.create(**SERIES, locale=home.locale)
    get_analyzer("nl").analyze("nieuwsbrief")


def watch_indexing() -> Stopwatch:
    """Time what the signals of a save call."""
    from search import index

    stopwatch = Stopwatch()
    for name in INDEXING:
        setattr(index, name, stopwatch.time(getattr(index, name)))
    return stopwatch


def measure(files: Path, stopwatch: Stopwatch) -> tuple[int, float, float, float]:
    """Import the files; items, and the seconds in all, for indexing and for the copy."""
    from django.core.management import call_command

    from newsletter.models import NewsletterItem
    from search.results import Search

    before, stopwatch.seconds = NewsletterItem.objects.count(), 0.0
    start = cpu_seconds()
    with redirect_stderr(io.StringIO()):
        call_command("import_issues", files, report=files.with_suffix(".jsonl"))
    total = cpu_seconds() - start
    start = cpu_seconds()
    Search("nieuwsbrief", "nl").count()  # the first search copies what is new to this node
    copying = cpu_seconds() - start
    return NewsletterItem.objects.count() - before, total, stopwatch.seconds, copying


def report(
    size: int, items: int, total: float, indexing: float, copying: float, peak: float
) -> None:
    print(
        f"{size:>7,}{items:>7,}{items / total:>8.0f}/s{items / indexing:>10.0f}/s"
        f"{indexing / total:>8.0%}{items / copying:>10.0f}/s"
        f"{own_megabytes():>7.0f} MB{peak:>5.0f} MB",
        flush=True,
    )


if __name__ == "__main__":
    main()
