"""Does every process show a change at once? See README.md beside this file."""

import argparse
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from copies import copied_database
from environment import set_up
from serving import Server, get, gunicorn

PAGES, READERS, ASKED_AFTER = 12, 2, 6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--workers", type=int, default=4)
    options = parser.parse_args()
    with copied_database():
        set_up()
        from django.db import connection

        site = Site()
        with gunicorn("cms.wsgi", {}, options.workers) as server, load(server, site) as read:
            kinds, stale = edit(server, site, options.edits)
        print(f"{connection.vendor}, {options.workers} processes; the readers got {read[0]} pages")
        print(f"edits: {', '.join(f'{kind} {number}' for kind, number in sorted(kinds.items()))}")
        print(f"asked {options.edits * ASKED_AFTER} times right after; stale: {len(stale)}")
        for one in stale[:10]:
            print(f"  {one}")
        return 1 if stale else 0


class Site:
    """Pages that change, and what a reader must see of each."""

    def __init__(self):
        from home.factories import StandardPageFactory
        from home.models import HomePage

        home = HomePage.objects.first()
        section = StandardPageFactory(parent=home, slug="proef", title="Proef")
        self.pages = []
        for number in range(PAGES):
            section.refresh_from_db()
            slug, title = f"proef-{number}", f"Begin {number}"
            self.pages.append(StandardPageFactory(parent=section, slug=slug, title=title))
        self.chance = random.Random(1)  # noqa: S311 - the same at each run
        self.number = 0

    def change(self) -> tuple[str, str, int, str]:
        """Make one change; gives its kind, an address, and its status and text from now on."""
        self.number += 1
        page = self.chance.choice(self.pages).specific_class.objects.get(
            pk=self.chance.choice(self.pages).pk
        )
        kinds: list[Callable] = [self._publish, self._update, self._settings, self._restrict]
        kind = self.chance.choice([self._withdraw, *kinds]) if page.live else self._publish
        return kind(page)

    def _publish(self, page):
        page.view_restrictions.all().delete()
        page.title = f"Stand {self.number}"
        page.save_revision().publish()
        return "publish", page.url, 200, page.title

    def _update(self, page):
        page.view_restrictions.all().delete()
        type(page).objects.filter(pk=page.pk).update(title=f"Stand {self.number}")
        return "update()", page.url, 200, f"Stand {self.number}"

    def _withdraw(self, page):
        page.unpublish()
        return "withdraw", page.url, 404, ""

    def _restrict(self, page):
        from wagtail.models import PageViewRestriction

        page.view_restrictions.all().delete()
        PageViewRestriction.objects.create(page=page, restriction_type="login")
        return "restrict", page.url, 302, ""

    def _settings(self, page):
        from wagtail.models import Site as WagtailSite

        from cms.models import SiteSettings

        details = SiteSettings.for_site(WagtailSite.objects.get(is_default_site=True))
        details.tagline = f"Stand {self.number}"
        details.save()
        return "setting", "/proef/", 200, details.tagline


def edit(server: Server, site: Site, edits: int) -> tuple[Counter, list[str]]:
    kinds, stale = Counter(), []
    for _ in range(edits):
        kind, url, status, text = site.change()
        kinds[kind] += 1
        for _ in range(ASKED_AFTER):
            got, _headers, body = get(server.connect(), url, {})
            if got != status or text not in body.decode():
                stale.append(f"{kind} {url}: {got}, expected {status} {text!r}")
    return kinds, stale


@contextmanager
def load(server: Server, site: Site) -> Iterator[list[int]]:
    """Readers who ask for the pages that change, again and again."""
    done, read = threading.Event(), [0]
    urls = ["/", "/proef/", *(page.url for page in site.pages)]

    def reader(seed: int):
        chance = random.Random(seed)  # noqa: S311 - the same at each run
        connection = server.connect()
        while not done.is_set():
            get(connection, chance.choice(urls), {"Accept-Encoding": "br"})
            read[0] += 1

    threads = [threading.Thread(target=reader, args=[seed]) for seed in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield read
    finally:
        done.set()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    raise SystemExit(main())
