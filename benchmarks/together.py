"""Does everything go right when several do it at once? See README.md beside this file."""

import argparse
import logging
import multiprocessing
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from environment import set_up
from promises import Promises
from scratch_servers import PostgreSQL, manage

PUBLISHERS, PAGES, MIGRATIONS = 6, 15, 3


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publishers", type=int, default=PUBLISHERS)
    parser.add_argument("--pages", type=int, default=PAGES, help="of each publisher")
    options = parser.parse_args()
    promises = Promises()
    with databases() as urls:
        for name, url in urls.items():
            migrate_together(promises, name, url)
            publish_together(promises, name, url, options.publishers, options.pages)
    return promises.exit_status


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """An empty database of each kind, that of PostgreSQL on a server of its own."""
    with tempfile.TemporaryDirectory(prefix="together-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        os.environ |= {"MEDIA_ROOT": f"{folder}/media", "SEARCH_INDEX_DIR": f"{folder}/search"}
        server = PostgreSQL(folder / "postgresql")
        server.make()
        try:
            yield {"SQLite": f"sqlite:///{folder / 'site.sqlite3'}", "PostgreSQL": server.url}
        finally:
            server.stop()


def migrate_together(promises: Promises, name: str, url: str) -> None:
    running = [manage({"DATABASE_URL": url}, "migrate") for _ in range(MIGRATIONS)]
    errors = [process.communicate()[1] for process in running]
    right = sum(process.returncode == 0 for process in running)
    promises.check(f"{name}: migrate at once", f"{right} of {MIGRATIONS} succeeded",
                   f"{MIGRATIONS} of {MIGRATIONS}", right == MIGRATIONS)  # fmt: skip
    for process, error in zip(running, errors, strict=True):
        if process.returncode:
            print("    " + error.strip().splitlines()[-1])


def publish_together(promises: Promises, name: str, url: str, publishers: int, pages: int) -> None:
    """Each publisher makes pages below one parent, with the form of the admin."""
    context = multiprocessing.get_context("spawn")
    begin, answers = context.Barrier(publishers), context.Queue()
    arguments = [(url, number, pages, begin, answers) for number in range(publishers)]
    running = [context.Process(target=publish, args=each) for each in arguments]
    started = time.monotonic()
    for process in running:
        process.start()
    failures, slowest = [], 0.0
    for _ in running:
        failed, slow = answers.get()
        failures += failed
        slowest = max(slowest, slow)
    for process in running:
        process.join()
    wanted, saved = publishers * pages, count(url)
    seconds = time.monotonic() - started
    promises.check(f"{name}: publish at once",
                   f"{saved} of {wanted} saved, {seconds:.0f} s, slowest {slowest:.1f} s",
                   f"{wanted} of {wanted}", saved == wanted and not failures)  # fmt: skip
    for failure in failures[:5]:
        print(f"    {failure}")


def publish(url: str, number: int, pages: int, begin, answers) -> None:
    os.environ |= {"DATABASE_URL": url, "LOG_LEVEL": "CRITICAL", "PAGE_CACHE_MB": "0"}
    set_up()
    logging.disable()
    from django.test import Client
    from django.urls import reverse
    from wagtail.test.utils.form_data import querydict_from_html

    from home.models import HomePage
    from users.models import User

    user, _ = User.objects.get_or_create(username=f"redacteur{number}", is_superuser=True)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    address = reverse(
        "wagtailadmin_pages:add",
        args=["home", "standardpage", HomePage.objects.get(locale__language_code="nl").pk],
    )
    failures, slowest = [], 0.0
    begin.wait(120)
    for page in range(pages):
        form = client.get(address).content.decode()
        data = querydict_from_html(form, form_id="page-edit-form")
        # Wagtail's index on PostgreSQL updates all titles that are exactly as long as the average,
        # which deadlocks when all are alike, as no real titles are.
        data["title"] = f"Tegelijk {number}.{page} over " + "werk en " * (page % 7) + "vlas"
        data["slug"] = f"tegelijk-{number}-{page}"
        data["body-count"] = "0"  # what the editor's script adds
        data["action-publish"] = "1"
        begun = time.monotonic()
        response = client.post(address, data)
        slowest = max(slowest, time.monotonic() - begun)
        if response.status_code != 302:
            failures.append(f"{data['slug']}: {response.status_code}")
    answers.put((failures, slowest))


def count(url: str) -> int:
    """The pages that are there, live, each with one place in the tree of its own."""
    query = (
        "SELECT count(DISTINCT path) FROM wagtailcore_page WHERE slug LIKE 'tegelijk-%' AND live"
    )
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            return connection.execute(query).fetchone()[0]
    import psycopg

    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchone()[0]


if __name__ == "__main__":
    raise SystemExit(main())
