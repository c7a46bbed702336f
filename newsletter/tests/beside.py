"""Two connections at once: what one does while the other is halfway."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import connection


def beside(work: Callable) -> Future:
    """Work on a connection of its own, as another process has."""

    def run():
        try:
            return work()
        finally:
            connection.close()

    executor = ThreadPoolExecutor(max_workers=1)
    try:
        return executor.submit(run)
    finally:
        executor.shutdown(wait=False)


def wait_until_somebody_waits() -> None:
    """Until another connection waits for a lock that this one has."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM pg_locks"
                " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone():
                return
        time.sleep(0.02)
    raise AssertionError("Nobody waits.")
