"""Do readers notice when something breaks? See README.md beside this file."""

import argparse
import errno
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from environment import set_up
from load import Editor, addresses, reader, readers
from promises import Promises
from scratch_site import ScratchSite, scratch_site
from serving import Server, get, gunicorn

MOST_FAILED = 0.005
RELOADED_REQUESTS, RELOADS = 2_000, 3
SIGN_UPS = 5
_DISK_MB = 700
_WAIT_SECONDS = 60


class Run:
    """A site under load, and what was promised of it."""

    def __init__(self, site: ScratchSite, server: Server, seconds: float):
        self.site, self.server, self.seconds = site, server, seconds
        self.promises = Promises()
        self.paths = addresses(server)
        for path in self.paths:
            get(server.connect(), path, reader(0))  # renditions, and the page cache of one process
        self.editor = Editor(server)

    def wait(self) -> None:
        time.sleep(self.seconds)

    def check(self, what: str, measured: str, promised: str, is_kept: bool) -> None:
        self.promises.check(what, measured, promised, is_kept)

    def ready(self) -> tuple[int, dict[str, str]]:
        status, _headers, body = get(self.server.connect(), "/readyz", {})
        return status, json.loads(body)["checks"]

    def state(self, part: str, is_right: Callable[[str], bool]) -> str:
        """What /readyz says of a part, as soon as that is right or it is too late."""
        end = time.monotonic() + _WAIT_SECONDS
        while True:
            said = self.ready()[1][part]
            if is_right(said) or time.monotonic() > end:
                return said
            time.sleep(0.5)

    @contextmanager
    def fault(self, name: str, part: str, begin: Callable, end: Callable) -> Iterator:
        """Load with an editor at work; in the middle something is away for a while.

        The block runs while it is away.
        """
        with readers(self.server, self.paths) as seen, self.editor.at_work():
            self.wait()
            begin()
            try:
                said = self.state(part, lambda state: state != "ok")
                yield
                self.wait()
            finally:
                end()
            again = self.state(part, lambda state: state == "ok")
            self.wait()
        self.check(name, str(seen), "all answer 200", seen.failed == 0)
        for failure in seen.failures:
            print(f"    {failure}")
        said_both = said != "ok" and again == "ok"
        self.check(f"  /readyz, {part}", f"{said}; then {again}", "names it, then ok", said_both)
        self.nothing_lost()

    def nothing_lost(self) -> None:
        editor, lost = self.editor, self.editor.lost()
        measured = f"{editor.published} published, {lost} lost, {len(editor.stale)} stale"
        if editor.refused:
            measured += f", {editor.refused} refused"
        self.check("  publications", measured, "0 lost, 0 stale", lost == 0 and not editor.stale)


def database_restart(run: Run) -> None:
    with readers(run.server, run.paths) as seen, run.editor.at_work():
        run.wait()
        begun = time.monotonic()
        run.site.postgresql.restart()
        took = time.monotonic() - begun
        run.wait()
        run.wait()
    kept = seen.failed <= MOST_FAILED * seen.number
    run.check(f"database restart ({took:.1f} s)", str(seen), "at most 0.5% failed", kept)
    for failure in seen.failures:
        print(f"    {failure}")
    run.nothing_lost()


def database_away(run: Run) -> None:
    """Pages that are kept go on for a minute; nothing else can."""
    for _ in range(20):  # so that each process has them
        for path in run.paths[:10]:
            get(run.server.connect(), path, reader(0))
    with readers(run.server, run.paths[:10], kinds="k") as seen:
        run.site.postgresql.stop()
        run.wait()
        status, parts = run.ready()
        run.site.postgresql.start()
        again = run.state("database", lambda state: state == "ok")
    run.check("database away, pages in memory", str(seen), "all answer 200", seen.failed == 0)
    for failure in seen.failures:
        print(f"    {failure}")
    said = f"{status} {parts['database']}; then {again}"
    kept = status == 503 and parts["database"] == "unreachable" and again == "ok"
    run.check("  /readyz, database", said, "503, names it, then ok", kept)


def redis_down(run: Run) -> None:
    with run.fault("Redis down", "cache", run.site.redis.stop, run.site.redis.start):
        pass


def smtp_down(run: Run) -> None:
    from django.utils import timezone

    from newsletter.models import Notice

    names = [f"lezer{number}@example.be" for number in range(SIGN_UPS)]
    with run.fault("SMTP down", "mail", run.site.mail.stop, run.site.mail.start):
        statuses = [sign_up(run.server, name) for name in names]
        run.site.run("send_notices")  # as the worker does each minute, in vain
    Notice.objects.update(due_at=timezone.now())  # the five minutes until it tries again
    run.site.run("send_notices")
    arrived = {line.partition("\t")[0] for line in run.site.mails.read_text().splitlines()}
    missing = set(names) - arrived
    measured = f"{statuses.count(200)} taken, {len(names) - len(missing)} mails arrived"
    kept = statuses.count(200) == SIGN_UPS and not missing
    run.check("  sign-ups meanwhile", measured, f"{SIGN_UPS} of {SIGN_UPS}", kept)


def sign_up(server: Server, email: str) -> int:
    """Fill in the form for every series; gives the status of the answer."""
    address, headers = "/nieuwsbrief/inschrijven/", {"X-Forwarded-For": "10.9.9.9"}
    _status, _headers, form = get(server.connect(), address, headers)
    series = re.findall(r'name="reeks"[^>]*value="(\d+)"', form.decode())
    connection = server.connect()
    body = urlencode([("email", email), *(("reeks", pk) for pk in set(series))])
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("POST", address, body, headers)
    response = connection.getresponse()
    response.read()
    return response.status


def media_away(run: Run) -> None:
    """The disk of the media is no longer mounted, and no size of a picture is known."""
    from cms.models import SiteRendition

    media, elsewhere = run.site.media, run.site.media.with_name("elsewhere")

    def begin():
        media.rename(elsewhere)
        media.mkdir()

    def end():
        for left in media.rglob("*"):
            if left.is_file():
                target = elsewhere / left.relative_to(media)
                target.parent.mkdir(parents=True, exist_ok=True)
                left.rename(target)
        shutil.rmtree(media)
        elsewhere.rename(media)

    with run.fault("media store down", "media", begin, end):
        SiteRendition.objects.all()._raw_delete("default")
    pictures = pictures_of(run)
    run.check("  pictures afterwards", f"{pictures[200]} of {sum(pictures.values())} answer 200",
              "all", set(pictures) == {200})  # fmt: skip


def pictures_of(run: Run) -> dict[int, int]:
    """The pictures on the first pages by the status with which they answer."""
    time.sleep(1)
    found = set()
    for path in run.paths:
        _, _, body = get(run.server.connect(), f"{path}?na={time.time()}", {
            "X-Forwarded-For": "10.8.8.8"})  # fmt: skip
        found |= set(re.findall(r'(?:src|srcset)="(/media/[^" ]+)', body.decode()))
    return Counter(get(run.server.connect(), path, {})[0] for path in found)


def disk_full(run: Run) -> None:
    """The disk with media, search index and temporary files; the database has its own."""
    from cms.models import SiteRendition

    filling = run.site.disk / "filling"
    if not os.path.ismount(run.site.disk):
        run.check("disk full", "not measured: only root can mount a small disk", "", is_kept=False)
        return

    def begin():
        block = b"\0" * (1 << 20)
        with filling.open("wb", buffering=0) as file:
            try:
                while file.write(block):
                    pass
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

    with run.fault("disk full", "disk", begin, filling.unlink):
        SiteRendition.objects.all()._raw_delete("default")
    _status, _headers, body = get(
        run.server.connect(),
        f"/api/zoeken/?q=Toestand+{run.editor.published}",
        {"X-Forwarded-For": "10.7.7.7"},
    )
    is_found = f"Toestand {run.editor.published}" in body.decode()
    run.check("  search afterwards", "finds the last publication" if is_found else "misses it",
              "finds it", is_found)  # fmt: skip


def reloads(run: Run) -> None:
    workers = set(run.server.workers())
    with readers(run.server, run.paths) as seen:
        for number in range(1, RELOADS + 1):
            while seen.number < RELOADED_REQUESTS * number / (RELOADS + 1):
                time.sleep(0.05)
            os.kill(run.server.pid, signal.SIGHUP)
        while seen.number < RELOADED_REQUESTS:
            time.sleep(0.05)
        time.sleep(1)
    replaced = not workers & set(run.server.workers())
    measured = f"{seen}{'' if replaced else ', workers NOT replaced'}"
    run.check(f"{RELOADS} rolling reloads", measured, "0 failed", not seen.failed and replaced)
    for failure in seen.failures:
        print(f"    {failure}")


FAULTS = (database_restart, database_away, redis_down, smtp_down, media_away, disk_full, reloads)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=15, help="before, during and after")
    names = [fault.__name__ for fault in FAULTS]
    parser.add_argument("--only", nargs="+", choices=names, default=names)
    options = parser.parse_args()
    with scratch_site() as site, small_disk(site.disk):
        site.build()
        set_up()
        try:
            with gunicorn("cms.wsgi", site.environment, options.workers) as server:
                run = Run(site, server, options.seconds)
                for fault in FAULTS:
                    if fault.__name__ in options.only:
                        fault(run)
                return run.promises.exit_status
        finally:
            from django.db import connections

            connections.close_all()


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A disk of its own on a folder, where this process may mount one."""
    folder.mkdir(exist_ok=True)
    is_mounted = (
        os.getuid() == 0
        and not subprocess.run(
            ["/bin/mount", "-t", "tmpfs", "-o", f"size={_DISK_MB}m", "tmpfs", str(folder)],
            check=False,
        ).returncode
    )
    try:
        yield
    finally:
        if is_mounted:
            subprocess.run(["/bin/umount", "--lazy", str(folder)], check=True)


if __name__ == "__main__":
    raise SystemExit(main())
