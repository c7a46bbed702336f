"""What a page costs that the page cache does not have; see README.md beside this file."""

import argparse
import datetime
import statistics
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from http import HTTPStatus
from pathlib import Path

from environment import scratch_database, set_up
from generated import Text, texts
from loading import load
from search_speed import cpu_seconds, document

SIZES = [500, 10_000]
WORDS = 1_500  # in an article
# How many times the CPU of a bare Wagtail page each may cost, and how much more among many.
LIMITS = {"article": 1.3, "listing": 1.8, "search": 1.0}
GROWTH = 1.15
# As `wagtail start` writes them.
BARE_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, help="numbers of news items"
    )
    parser.add_argument("--requests", type=int, default=60, help="of each page in a round")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    set_up()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    settings.TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
    call_command("collectstatic", interactive=False, verbosity=0)  # pages name hashed files
    print(f"store: {connection.vendor}; milliseconds of CPU per request, the median of rounds")
    with scratch_database():
        site = Site()
        found = []
        for size in sorted(options.sizes):
            site.grow(size)
            found.append(measure(site.pages(), options.rounds, options.requests))
            report(size, found[-1])
    sys.exit(not all(within_limits(each) for each in found) or grew(found[0], found[-1]))


class Site:
    """A site with news and a bare page, each two levels below the root of the addresses."""

    def __init__(self):
        from wagtail.models import Page

        from home.models import HomePage
        from news.factories import NewsIndexPageFactory

        self.size = 0
        home = HomePage.objects.get()
        above = home.add_child(instance=Page(title="Een", slug="een"))
        above.add_child(instance=Page(title="Twee", slug="twee"))
        Page.template = "bare.html"
        self.news = NewsIndexPageFactory(parent=home, slug="nieuws")

    def grow(self, size: int) -> None:
        """Add news items until there are so many, each in the search too."""
        added = list(texts(self.size, size))
        pages = {text.number: pk for text, pk in self._add_news(added)}
        load(document(text, pages[text.number]) for text in added)
        self.size = size

    def _add_news(self, added: Iterable[Text]) -> Iterator[tuple[Text, int]]:
        from django.contrib.contenttypes.models import ContentType
        from wagtail.models import Page

        from news.models import NewsPage

        news_type = ContentType.objects.get_for_model(NewsPage)
        for text in added:
            slug = f"bericht-{text.number}"
            depth = self.news.depth + 1
            page = Page(
                title=text.title,
                draft_title=text.title,
                slug=slug,
                url_path=f"{self.news.url_path}{slug}/",
                path=Page._get_path(self.news.path, depth, text.number + 1),
                depth=depth,
                content_type=news_type,
                locale=self.news.locale,
                live=True,
            )
            page.save_base(raw=True)
            own = NewsPage(
                page_ptr=page,
                summary=text.body[:200],
                date=datetime.date(2012, 1, 1) + datetime.timedelta(days=text.number),
                body=[("text", f"<p>{paragraph}</p>") for paragraph in self._paragraphs(text)],
            )
            own.save_base(raw=True)
            yield text, page.pk
        Page.objects.filter(pk=self.news.pk).update(numchild=self.size + len(added))

    def _paragraphs(self, text: Text) -> list[str]:
        words = text.body.split()
        return [text.body] * (WORDS // len(words))

    def pages(self) -> dict[str, tuple[AbstractContextManager, Callable[[], None]]]:
        """A request for each kind of page, and the settings within which it is asked."""
        from django.test import Client, override_settings

        bare, site = Client(), Client()
        wagtail_alone = override_settings(ROOT_URLCONF="bare_urls", MIDDLEWARE=BARE_MIDDLEWARE)

        own = nullcontext()
        return {
            "bare": (wagtail_alone, lambda: expect(bare.get("/een/twee/"))),
            "article": (own, lambda: expect(site.get(f"/nieuws/bericht-{self.size // 2}/"))),
            "listing": (own, lambda: expect(site.get("/nieuws/"))),
            "search": (own, lambda: expect(site.get("/zoeken/", {"q": "gemeente werk"}))),
        }


def expect(response) -> None:
    if response.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{response.request['PATH_INFO']}: {response.status_code}")


def measure(
    pages: dict[str, tuple[AbstractContextManager, Callable[[], None]]],
    rounds: int,
    requests: int,
) -> dict[str, float]:
    """Milliseconds of CPU of each page, asked in turn."""
    times: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(rounds):
        for name, (settings, ask) in pages.items():
            with settings:
                ask()  # another ROOT_URLCONF made Django forget the addresses
                start = cpu_seconds()
                for _ in range(requests):
                    ask()
                times[name].append((cpu_seconds() - start) / requests * 1000)
    return {name: statistics.median(spent) for name, spent in times.items()}


def report(size: int, found: dict[str, float]) -> None:
    print(f"\n{size:,} news items")
    for name, spent in found.items():
        limit = f"  at most {LIMITS[name]}" if name in LIMITS else ""
        print(f"  {name:<8} {spent:>7.2f} ms  {spent / found['bare']:.2f} times bare{limit}")


def within_limits(found: dict[str, float]) -> bool:
    return all(found[name] <= limit * found["bare"] for name, limit in LIMITS.items())


def grew(few: dict[str, float], many: dict[str, float]) -> bool:
    """Whether an article or a listing costs more among many; bare pages tell of the machine."""
    ratios = {
        name: many[name] / many["bare"] / (few[name] / few["bare"])
        for name in ("article", "listing")
    }
    print("\n" + "  ".join(f"{name} grew {ratio:.2f} times" for name, ratio in ratios.items()))
    return any(ratio > GROWTH for ratio in ratios.values())


if __name__ == "__main__":
    main()
