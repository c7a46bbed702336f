"""How soon is a process there, and how large does it become? See README.md beside this file."""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import threading
import time

from copies import copied_database
from load import addresses, reader, readers
from promises import Promises
from serving import ROOT, Server, free_port, get, gunicorn

START_SECONDS, MOST_MB, MOST_GROWTH = 5, 200, 0.05
# Of a hundred requests: most of a real site's answers come from memory.
_KINDS = "k" * 92 + "u" * 6 + "s" * 2
_ENVIRONMENT = {"TRUSTED_PROXIES": "1"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--minutes", type=float, default=20, help="of the soak")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--starts", type=int, default=5)
    options = parser.parse_args()
    promises = Promises()
    with copied_database():
        cold_start(promises, options.starts)
        with gunicorn("cms.wsgi", _ENVIRONMENT, options.workers) as server:
            many_requests(promises, server, options.requests)
            soak(promises, server, options.minutes)
    return promises.exit_status


def cold_start(promises: Promises, starts: int) -> None:
    """From starting gunicorn to the first page, with nothing in memory but the disk's own."""
    before = children_seconds()
    times = [seconds_to_first_page() for _ in range(starts)]
    processor = (children_seconds() - before) / starts
    measured = f"median {statistics.median(times):.1f} s, slowest {max(times):.1f} s"
    measured += f", processor {processor:.1f} s"
    promises.check("cold start", measured, f"under {START_SECONDS} s", max(times) < START_SECONDS)


def children_seconds() -> float:
    """Of a processor, used by processes that this one started and that ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def seconds_to_first_page() -> float:
    port, begun = free_port(), time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "cms.wsgi", "--config", "cms/gunicorn.py"],
        cwd=ROOT,
        env={**os.environ, "HOST": "127.0.0.1", "PORT": str(port), "LOG_LEVEL": "ERROR"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = Server(port, process.pid)
    try:
        while time.monotonic() - begun < 60:
            try:
                if get(server.connect(), "/", reader(0))[0] == 200:
                    return time.monotonic() - begun
            except OSError:
                time.sleep(0.02)
        return float("inf")
    finally:
        process.terminate()
        process.wait(30)


def many_requests(promises: Promises, server: Server, number: int) -> None:
    before = server.memory_mb()
    begun = time.monotonic()
    with readers(server, addresses(server), kinds=_KINDS) as seen:
        while seen.number < number:
            time.sleep(0.2)
    seconds = time.monotonic() - begun
    after = server.memory_mb()
    promises.check(f"{seen.number:,} requests, {seconds:.0f} s", str(seen), "all answer 200",
                   not seen.failed)  # fmt: skip
    measured = f"{before:.0f} MB before, {after:.0f} MB after"
    measured += f" ({server.memory_mb('Pss'):.0f} with its part of what it shares)"
    promises.check("  largest web process", measured,
                   f"under {MOST_MB} MB", after < MOST_MB)  # fmt: skip


def soak(promises: Promises, server: Server, minutes: float) -> None:
    """Flat: the last quarter of the time against the second, after what is learnt at first."""
    sizes, seconds = [], minutes * 60
    step = max(seconds / 120, 1)
    with readers(server, addresses(server), number=2, kinds=_KINDS) as seen:
        end = time.monotonic() + seconds
        waiting = threading.Event()
        while time.monotonic() < end:
            waiting.wait(step)
            sizes.append(server.memory_mb())
    quarter = len(sizes) // 4
    second = statistics.median(sizes[quarter : 2 * quarter])
    last = statistics.median(sizes[-quarter:])
    growth = last / second - 1
    measured = f"{second:.0f} MB, then {last:.0f} MB ({growth:+.1%}); {seen.number:,} requests"
    promises.check(f"soak of {minutes:g} minutes", measured, f"at most +{MOST_GROWTH:.0%}",
                   growth <= MOST_GROWTH)  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
