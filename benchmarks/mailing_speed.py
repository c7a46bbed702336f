"""How fast does a newsletter go out, and in how much memory? See README.md."""

import argparse
import itertools
import smtplib
import statistics
import sys
import tempfile
from pathlib import Path

from environment import scratch_database, set_up
from mailings import make_mailing, sink, start_worker

LEAST_ALONE, LEAST_TOGETHER = 0.9, 2.0
MOST_GROWTH = 1.1
_numbers = itertools.count()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=5, help="the median counts")
    parser.add_argument("--workers", type=int, default=4, help="beside one alone; PostgreSQL only")
    parser.add_argument("--delay", type=float, nargs="*", default=[0, 5], help="of the server, ms")
    parser.add_argument(
        "--no-pipelining", action="store_true", help="a server that does not offer it"
    )
    parser.add_argument("--memory", type=int, nargs="*", default=[1_000, 100_000], help="readers")
    options = parser.parse_args()
    set_up()
    from django.db import connection

    print(f"database: {connection.vendor}; {options.readers:,} mails of 40 kB a round")
    print(f"{'server':>8}{'bare loop':>12}{'workers':>9}{'worker':>12}{'ratio':>8}", flush=True)
    is_right = True
    with tempfile.TemporaryDirectory() as folder, scratch_database(Path(folder) / "db"):
        folder = Path(folder)
        for delay in options.delay:
            together = [] if connection.vendor == "sqlite" else [options.workers]
            for workers in [1, *together]:
                is_right &= compare(folder, delay, workers, options)
        is_right &= memory(folder, options.memory)
    return 0 if is_right else 1


def compare(folder: Path, delay: float, workers: int, options) -> bool:
    """Both in turn, so that what else the machine does touches both; says if it is enough.

    A server that takes a mail at once is a program on the same cores: several workers only show
    what they add when the server takes its time, as real ones do.
    """
    bare, sent = [], []
    for _round in range(options.rounds):
        mailing = make_mailing(options.readers)
        moods = ["--delay", str(delay), *["--no-pipelining"] * options.no_pipelining]
        bare.append(loop(folder, moods, mailing))
        sent.append(work(folder, moods, mailing, workers)[0])
    ratio = statistics.median(ours / theirs for ours, theirs in zip(sent, bare, strict=True))
    print(
        f"{delay:>5.0f} ms{statistics.median(bare):>10.0f}/s{workers:>9}"
        f"{statistics.median(sent):>10.0f}/s{ratio:>8.2f}",
        flush=True,
    )
    least = LEAST_ALONE if workers == 1 else LEAST_TOGETHER if delay else 0
    return ratio >= least


def loop(folder: Path, moods: list[str], mailing) -> float:
    """A bare smtplib loop over one connection with the bytes of the mailing; mails per second."""
    from newsletter.mailings.leases import Claimed
    from newsletter.mailings.message import FrozenMail
    from newsletter.models import Subscriber

    content = mailing.contents.select_related("mailing__issue", "mailing__series").get()
    frozen = FrozenMail(content)
    readers = Subscriber.objects.filter(subscriptions__series=mailing.series)
    parcels = [
        frozen.parcel(Claimed(0, f"{number:020x}", content.pk, pk, address, 0))
        for number, (pk, address) in enumerate(readers.values_list("pk", "email"))
    ]
    mails = [(parcel.sender, parcel.recipient, parcel.as_bytes()) for parcel in parcels]
    file = folder / f"{next(_numbers)}.tsv"
    with sink(file, *moods) as port, smtplib.SMTP("127.0.0.1", port) as server:
        for mail in mails:
            server.sendmail(*mail)
    return speed(file)


def work(folder: Path, moods: list[str], mailing, workers: int) -> tuple[float, int]:
    """Workers that send the mailing; mails per second, and the most memory of one in MB."""
    file = folder / f"{next(_numbers)}.tsv"
    with sink(file, *moods) as port:
        running = [start_worker(mailing, port) for _worker in range(workers)]
        for worker in running:
            worker.stdin.write("go\n")
            worker.stdin.flush()
        outputs = [worker.communicate()[0] for worker in running]
    mailing.refresh_from_db()
    if mailing.state != "done":
        raise SystemExit(f"the mailing is {mailing.state}")
    return speed(file), max(int(output.split()[0]) for output in outputs)


def speed(file: Path) -> float:
    """Mails per second between the first and the last that the server took.

    So starting a process and preparing a mailing do not count, on either side.
    """
    moments = [float(line.rpartition("\t")[2]) for line in file.read_text().splitlines()]
    return (len(moments) - 1) / (max(moments) - min(moments))


def memory(folder: Path, sizes: list[int]) -> bool:
    """The peak of one worker for mailings of several sizes; says whether it is flat.

    Of small mails: what one takes does not grow with their number, and so the run takes minutes.
    """
    peaks = []
    for size in sizes:
        _speed, peak = work(folder, [], make_mailing(size, kilobytes=4), 1)
        peaks.append(peak)
        print(f"{size:>8,} readers: {peak} MB", flush=True)
    return not peaks or max(peaks) <= MOST_GROWTH * min(peaks)


if __name__ == "__main__":
    sys.exit(main())
