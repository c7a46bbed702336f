"""How long the search takes, beside Wagtail's own; see README.md beside this file."""

import argparse
import datetime
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from http import HTTPStatus
from pathlib import Path

import stock
from environment import scratch_database, set_up
from generated import PER_ISSUE, Text, queries, texts
from loading import load

SIZES = [1_000, 10_000, 100_000]
TIMEOUT_SECONDS, BUDGET_SECONDS = 20, 120


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of documents")
    parser.add_argument("--queries", type=int, default=270, help="number of queries")
    parser.add_argument("--no-stock", action="store_true", help="without Wagtail's search")
    parser.add_argument("--by-kind", action="store_true", help="also by kind of query")
    options = parser.parse_args()
    set_up()
    from django.db import connection

    print(f"store: {connection.vendor}; milliseconds of CPU per query")
    asked = queries(options.queries)
    with scratch_database():
        first, size = None, 0
        for wanted in sorted(options.sizes):
            grow(size, wanted)
            size = wanted
            times = measure(asked, api())
            report(f"{size:>7,} documents  /api/zoeken/", times)
            p95 = percentile(times, 0.95)
            first = first or p95
            print(f"{'':>29} p95 is {p95 / first:.2f} times that of the smallest size")
            if options.by_kind:
                report_kinds(asked, times)
            if not options.no_stock:
                compare(asked, times, options.by_kind)


def grow(start: int, stop: int) -> None:
    """Add documents, each of a page with the same text."""
    begin = time.perf_counter()
    load(document(text, page_id) for text, page_id in stock.load_pages(texts(start, stop)))
    print(f"\nloaded {stop - start:,} documents in {time.perf_counter() - begin:.0f} s")


def document(text: Text, page_id: int):
    from search.models import SearchDocument

    facts = {"kind": "pagina", "url_path": f"/tekst-{text.number}/"}
    if text.issue is not None:
        facts = {
            "kind": "artikel",
            "series": "waas-maatwerknieuws",
            "series_name": "Waas maatwerknieuws",
            "url_path": f"/nieuwsbrief/{text.issue}/",
            "issue_path": f"/nieuwsbrief/{text.issue}/",
            "fragment": f"stuk-{text.number % (PER_ISSUE + 1)}",
        }
    return SearchDocument(
        source=f"tekst-{text.number}",
        language="nl",
        page_id=page_id,
        date=datetime.date(text.year, text.number % 12 + 1, 1),
        year=text.year,
        title=text.title,
        body=text.body,
        **facts,
    )


def api() -> Callable[[str], None]:
    """A GET of /api/zoeken/, through all middleware."""
    from django.test import Client

    client = Client()

    def ask(query: str) -> None:
        response = client.get("/api/zoeken/", {"q": query})
        if response.status_code != HTTPStatus.OK:
            raise RuntimeError(f"{query!r}: {response.status_code}")

    return ask


def compare(asked: Sequence[tuple[str, str]], times: Sequence[float], by_kind: bool) -> None:
    """Measure Wagtail's search in each of its variants; with a limit, as it can take long."""
    for name, prepare in stock.variants().items():
        prepare()
        other = measure(asked, stock.search, BUDGET_SECONDS)
        report(f"{'':>17}  Wagtail, {name}", other)
        same = times[: len(other)]
        p50, p95 = (percentile(other, at) / percentile(same, at) for at in (0.5, 0.95))
        print(f"{'':>29} {p50:.1f} times at p50 and {p95:.1f} times at p95 of /api/zoeken/")
        if by_kind:
            report_kinds(asked[: len(other)], other)


def measure(
    asked: Sequence[tuple[str, str]], ask: Callable[[str], None], budget: float = float("inf")
) -> list[float]:
    """Milliseconds of CPU of each query, until the budget in seconds is spent."""
    from django.db import OperationalError

    for _, query in asked[:9]:  # loads the dictionary and fills the caches
        with stock.time_limit(TIMEOUT_SECONDS):
            try_to(ask, query, OperationalError)
    times: list[float] = []
    end = time.perf_counter() + budget
    for _, query in asked:
        if time.perf_counter() > end:
            break
        with stock.time_limit(TIMEOUT_SECONDS):
            start = cpu_seconds()
            try_to(ask, query, OperationalError)
            times.append((cpu_seconds() - start) * 1000)
    return times


def try_to(ask: Callable[[str], None], query: str, error: type[Exception]) -> None:
    """A query that was cut off counts for what it took until then."""
    try:
        ask(query)
    except error as reason:
        if not any(word in str(reason) for word in ("interrupted", "timeout")):
            raise


def cpu_seconds() -> float:
    """CPU time of this process and of the server process that works for it."""
    from django.db import connection

    seconds = time.process_time()
    if connection.vendor == "postgresql":
        pid = connection.connection.info.backend_pid
        # Nanoseconds on a processor: https://docs.kernel.org/scheduler/sched-stats.html
        seconds += int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    return seconds


def percentile(times: Iterable[float], at: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(at * len(ordered)))]


def report(name: str, times: Sequence[float]) -> None:
    p50, p95 = percentile(times, 0.5), percentile(times, 0.95)
    print(
        f"{name:<48} n {len(times):>4}  mean {statistics.fmean(times):>8.1f}"
        f"  p50 {p50:>8.1f}  p95 {p95:>8.1f}  most {max(times):>8.1f}",
        flush=True,
    )


def report_kinds(asked: Sequence[tuple[str, str]], times: Sequence[float]) -> None:
    for kind in dict(asked):
        report(
            f"{'':>19}{kind}",
            [spent for (other, _), spent in zip(asked, times, strict=True) if other == kind],
        )


if __name__ == "__main__":
    main()
