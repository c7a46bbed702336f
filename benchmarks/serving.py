"""The site under gunicorn, on a scratch copy, and requests to it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_START_SECONDS = 60
# Nanoseconds on a processor: https://docs.kernel.org/scheduler/sched-stats.html
_NANOSECONDS = 1e9


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def gunicorn(application: str, environment: dict[str, str], workers: int) -> Iterator["Server"]:
    """`application` under the site's own configuration of gunicorn, until the block ends."""
    port = free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", application),
            *("--config", str(ROOT / "cms" / "gunicorn.py"), "--access-logfile", os.devnull),
            # No worker is replaced while it is measured.
            *("--max-requests", "0"),
        ],
        cwd=ROOT,
        env={
            **os.environ,
            **environment,
            "PYTHONPATH": f"{ROOT}:{ROOT / 'benchmarks'}",
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "WEB_CONCURRENCY": str(workers),
            "LOG_LEVEL": "ERROR",
        },
        stderr=subprocess.DEVNULL,
    )
    server = Server(port, process.pid)
    try:
        server.wait()
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


class Server:
    """A gunicorn on a port, with its workers."""

    def __init__(self, port: int, pid: int):
        self.port = port
        self.pid = pid

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def wait(self) -> None:
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            try:
                connection = self.connect()
                connection.request("GET", "/healthz")
                connection.getresponse().read()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError("The server does not answer.")

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def cpu_seconds(self) -> float:
        """What all threads of all workers used of a processor."""
        return sum(
            int((task / "schedstat").read_text().split()[0]) / _NANOSECONDS
            for pid in self.workers()
            for task in Path(f"/proc/{pid}/task").iterdir()
        )

    def memory_mb(self, kind: str = "Rss") -> float:
        """The largest worker, in MB: with all that it shares, or `Pss`, with its part of that."""
        sizes = []
        for pid in self.workers():
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            sizes += [int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{kind}:")]
        return max(sizes)


def get(connection, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read()
    return response.status, dict(response.getheaders()), body
