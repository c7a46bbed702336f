"""Does everybody get the newsletter once, whatever dies on the way? See README.md."""

import argparse
import datetime
import logging
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from environment import scratch_database, set_up
from mailings import arrivals, broken, make_mailing, send_until_done, sink, states

MOODS = ["--drop-before", "0.01", "--drop-after", "0.01", "--later", "0.02"]
MOODS += ["--later-after", "0.01", "--never", "0.01"]
MOST_UNCERTAIN = 10  # of one worker that died
# So short that what a killed worker left is taken up within the run; nothing else differs from
# the worker of the site.
LEASE, BACKOFF = datetime.timedelta(seconds=6), [datetime.timedelta(seconds=2)] * 12


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, help="10,000 on PostgreSQL, 2,000 on SQLite")
    parser.add_argument("--workers", type=int, help="4 on PostgreSQL, 1 on SQLite")
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=1_800, help="at most")
    options = parser.parse_args()
    set_up()
    from django.db import connection

    is_sqlite = connection.vendor == "sqlite"
    readers = options.readers or (2_000 if is_sqlite else 10_000)
    workers = options.workers or (1 if is_sqlite else 4)
    print(f"database: {connection.vendor}; {readers:,} readers, {workers} workers", flush=True)
    with tempfile.TemporaryDirectory() as folder, scratch_database(Path(folder) / "db"):
        file = Path(folder) / "sink.tsv"
        with sink(file, *MOODS, "--seed", str(options.seed)) as port:
            mailing = make_mailing(readers)
            kills = run(mailing, port, workers, file, readers, options)
        return report(mailing, file, readers, kills, options.kills)


def run(mailing, port, workers, file, readers, options) -> int:
    """Send with workers that are killed at random moments; gives the number of kills.

    The kills are spread over the mails, but for the last fifth: not every mail arrives, and after
    the last there is nobody to kill.
    """
    chance = random.Random(options.seed)  # noqa: S311 - the same at each run
    ends = time.monotonic() + options.seconds
    moments = sorted(chance.randrange(readers * 4 // 5) for _kill in range(options.kills))
    running = [start(mailing, port) for _worker in range(workers)]
    kills = 0
    while any(worker.is_alive() for worker in running) and time.monotonic() < ends:
        sent = sum(arrivals(file).values())
        if kills < options.kills and sent >= moments[kills]:
            victim = chance.choice([worker for worker in running if worker.is_alive()])
            victim.kill()
            victim.join()
            running[running.index(victim)] = start(mailing, port)
            kills += 1
        for place, worker in enumerate(running):
            if (
                worker.exitcode
            ):  # it stopped at an error, as a worker of the site may: it is restarted
                print(f"a worker ended with {worker.exitcode}", flush=True)
                running[place] = start(mailing, port)
        time.sleep(chance.uniform(0, 0.1))
    for worker in running:
        worker.kill()
        worker.join()
    return kills


def start(mailing, port: int) -> multiprocessing.Process:
    """A worker process, forked so that it works at once."""
    from django.db import connection

    connection.close()  # no two processes may use one
    worker = multiprocessing.get_context("fork").Process(target=work, args=(mailing.pk, port))
    worker.start()
    return worker


def work(mailing_id: int, port: int) -> None:
    from django.conf import settings
    from django.utils import timezone

    from newsletter.mailings import leases, limits

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    logging.disable()
    leases.LEASE, leases.BACKOFF, limits.next_minute = LEASE, BACKOFF, timezone.now
    send_until_done(mailing_id)


def report(mailing, file: Path, readers: int, kills: int, wanted: int) -> int:
    """Compare what the sink saw with what the site says, reader by reader."""
    mailing.refresh_from_db()
    arrived, known = arrivals(file), states(mailing)
    rows = dict(mailing.deliveries.values_list("subscriber__email", "state"))
    twice = [reader for reader, count in arrived.items() if count > 1]
    # Lost: the site says that it went, and it did not; or it went, and the site says it did not.
    lost = [
        reader for reader, state in rows.items() if state == "accepted" and not arrived[reader]
    ]
    unknown = [reader for reader in arrived if rows.get(reader) not in {"accepted", "uncertain"}]
    missed = [
        reader
        for reader, state in rows.items()
        if state not in {"accepted", "uncertain", "refused"}
    ]
    by_worker = list_uncertain(mailing, arrived)
    by_breaking = by_worker.pop("", 0)
    most = max(by_worker.values(), default=0)
    print(
        f"{kills} kills; {mailing.state} ({mailing.reason}); "
        + ", ".join(f"{number:,} {state}" for state, number in sorted(known.items()))
    )
    checks = {
        "kills": (kills, kills == wanted),
        "twice": (len(twice), not twice),
        "lost": (len(lost) + len(unknown) + len(missed), not lost and not unknown and not missed),
        "uncertain by a kill, at most": (most, most <= MOST_UNCERTAIN and len(by_worker) <= kills),
        "uncertain by kills": (sum(by_worker.values()), True),
        "uncertain by a break": (by_breaking, by_breaking <= broken(file)),
        "sum": (sum(known.values()), sum(known.values()) == mailing.prepared_count == readers),
    }
    for name, (number, is_right) in checks.items():
        print(f"{name:<30}{number:>8,}  {'right' if is_right else 'WRONG'}")
    return 0 if all(is_right for _number, is_right in checks.values()) else 1


def list_uncertain(mailing, arrived: Counter) -> Counter:
    """Print each uncertain delivery; how many each worker left that was killed.

    A delivery keeps the name of the worker that never wrote down what became of it. Where there
    is none, a worker saw the connection break after the text went over.
    """
    by_worker = Counter()
    rows = (
        mailing.deliveries.uncertain().order_by("lease_owner", "pk").select_related("subscriber")
    )
    for row in rows:
        by_worker[row.lease_owner] += 1
        cause = f"worker {row.lease_owner[:8]} died" if row.lease_owner else row.answer
        reader = row.subscriber.email
        print(f"{row.token}  {reader:<32}arrived {arrived[reader]}  {cause}")
    return by_worker


if __name__ == "__main__":
    sys.exit(main())
