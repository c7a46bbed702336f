"""Builds the demo site: first every page, then what stands on them, so that they can link."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.factories import AccessibilityStatementPageFactory
from cms.models import FooterLink, SiteSettings
from companies.factories import CompanyIndexPageFactory, CompanyPageFactory
from companies.models import CompanyPage
from events.factories import EventIndexPageFactory, EventPageFactory
from helpdesk.factories import (
    GlossaryPageFactory,
    PracticeCasePageFactory,
    PracticeIndexPageFactory,
)
from home.demo import lists
from home.demo.content import load
from home.demo.fill import Filler
from home.demo.stories import Links
from home.factories import StandardPageFactory
from home.models import HomePage
from news.factories import NewsIndexPageFactory, NewsPageFactory
from newsletter.factories import NewsletterIndexPageFactory, NewsletterIssuePageFactory

MENU = [
    "/sociale-economie/",
    "/helpdesk/",
    "/bedrijven/",
    "/praktijk/",
    "/nieuws/",
    "/agenda/",
    "/nieuwsbrief/",
    "/contact/",
]
INDEXES = {
    "/bedrijven/": (CompanyIndexPageFactory, "Bedrijven"),
    "/praktijk/": (PracticeIndexPageFactory, "Praktijk"),
    "/nieuws/": (NewsIndexPageFactory, "Nieuws"),
    "/agenda/": (EventIndexPageFactory, "Agenda"),
    "/nieuwsbrief/": (NewsletterIndexPageFactory, "Nieuwsbrief"),
}
SUMMARIES = {
    "/bedrijven/": "Wie in het Waasland kan jouw opdracht uitvoeren? Kies een soort werk of een"
    " gemeente.",
    "/praktijk/": "Hoe andere besturen met maatwerkbedrijven werken, en wat je daaruit leert.",
    "/nieuws/": "Wat er beweegt in de sociale economie van het Waasland.",
    "/agenda/": "Vormingen, bedrijfsbezoeken en ontmoetingen.",
    "/nieuwsbrief/": "Alle nummers sinds 2012, van twee reeksen. Je kan elk stuk apart zoeken en"
    " lezen.",
}
FOOTER = ["/toegankelijkheid/", "/privacy/", "/cookies/", "/kwetsbaarheid-melden/"]
OLD_PATHS = {
    "/werkdomeinen/regionale-economie/sociale-economie": "/sociale-economie/",
    "/werkdomeinen/regionale-economie/sociale-economie/helpdesk-sociaal-aanbesteden": "/helpdesk/",
    "/werkdomeinen/regionale-economie/sociale-economie/helpdesk-sociaal-aanbesteden/spelregels": (
        "/helpdesk/spelregels/"
    ),
}


@transaction.atomic
def build_demo_site() -> int:
    """Make what is missing of the demo site; what is there, edited or not, stays.

    Returns:
        The number of pages that were made.
    """
    home = HomePage.objects.order_by("path").first()
    _point_site_at(settings.SITE_URL)
    builder = _Pages(home)
    places, activities = lists.build_places(), lists.build_activities()
    series = lists.build_series()
    builder.make_all(series)
    lists.build_rules(builder.links)
    lists.build_readers(series["waas-maatwerknieuws"])
    filler = Filler(builder.links, places, activities, series)
    for kind, page, row in builder.made:
        filler.fill(kind, page, row)
    for path, build in (("w-green", lists.build_answer), ("mo-clean", lists.build_question)):
        build(CompanyPage.objects.get(pk=builder.links.page_id(f"/bedrijven/{path}/")))
    if not home.summary:
        _fill_home(home, builder.links)
    _site_details(builder.links)
    for old_path, path in OLD_PATHS.items():
        Redirect.objects.get_or_create(
            old_path=old_path,
            site=None,
            defaults={"redirect_page_id": builder.links.page_id(path)},
        )
    return len(builder.made)


class _Pages:
    """Makes pages with no more than a title and an address, and remembers what goes on them."""

    def __init__(self, home: HomePage):
        self.links = Links(home)
        self.links.add(home)
        self.pages = {"/": home}
        self.made: list[tuple[str, Page, dict]] = []

    def make_all(self, series: dict) -> None:
        texts = {row["path"]: row for row in load("pages")["page"]}
        others = [path for path in texts if path not in MENU]
        for path in [*MENU, *others]:
            if path in INDEXES:
                factory, title = INDEXES[path]
                self.make("index", factory, path, title, {"summary": SUMMARIES[path]})
            else:
                self.make("standard", StandardPageFactory, path, texts[path]["title"], texts[path])
        glossary = load("glossary")
        self.make(
            "glossary",
            GlossaryPageFactory,
            "/sociale-economie/begrippen/",
            glossary["page"]["title"],
            glossary,
        )
        statement = load("pages")["statement"]
        self.make(
            "statement",
            AccessibilityStatementPageFactory,
            statement["path"],
            statement["title"],
            statement,
        )
        for kind, factory, section, rows in (
            ("company", CompanyPageFactory, "/bedrijven/", load("companies")["company"]),
            ("case", PracticeCasePageFactory, "/praktijk/", load("cases")["case"]),
            ("news", NewsPageFactory, "/nieuws/", load("news")["news"]),
            ("event", EventPageFactory, "/agenda/", load("events")["event"]),
        ):
            for row in rows:
                title = row.get("title") or row["name"]
                self.make(kind, factory, f"{section}{row['slug']}/", title, row)
        for name in ("issues_helpdesk", "issues_maatwerk"):
            for row in load(name)["issue"]:
                self.make(
                    "issue",
                    NewsletterIssuePageFactory,
                    f"/nieuwsbrief/{row['slug']}/",
                    row["title"],
                    row,
                    series=series[row["series"]],
                )

    def make(self, kind: str, factory, path: str, title: str, row: dict, **fields) -> None:
        parent_path, _slash, slug = path.rstrip("/").rpartition("/")
        parent = self.pages[f"{parent_path}/"]
        page = parent.get_children().filter(slug=slug).first()
        if page is None:
            # The tree counts its children on the parent that is at hand.
            parent.refresh_from_db()
            page = factory(
                parent=parent, title=title, slug=slug, show_in_menus=path in MENU, **fields
            )
            self.made.append((kind, page, row))
        self.pages[path] = page
        self.links.add(page)


def _point_site_at(url: str) -> None:
    """Links in feeds and mails start with the address of the site."""
    address = urlsplit(url)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.filter(is_default_site=True).update(
        hostname=address.hostname, port=port, site_name="Waas Maatwerk"
    )
    Site.clear_site_root_paths_cache()


def _fill_home(home: HomePage, links: Links) -> None:
    texts = load("pages")["home"]
    home.refresh_from_db()
    home.title = texts["title"]
    home.summary = texts["summary"]
    home.intro = links.rich_text(texts["intro_html"])
    home.save_revision().publish()


def _site_details(links: Links) -> None:
    """The facts of Interwaas that are public, and what leads to the duties of the site."""
    details = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    if details.street:
        return
    details.street = "Lamstraat 113"
    details.postal_code, details.city = "9100", "Sint-Niklaas"
    details.phone, details.email = "03 780 52 00", "info@interwaas.be"
    details.tagline = (
        "De sociale economie van het Land van Waas: wie er werkt en hoe je er aankoopt."
    )
    details.demo_notice = (
        "Dit is een demosite. De teksten zijn voorbeelden, de nummers van de nieuwsbrief zijn"
        " verzonnen."
    )
    details.security_page_id = links.page_id("/kwetsbaarheid-melden/")
    details.footer_links = [
        FooterLink(page_id=links.page_id(path), sort_order=order)
        for order, path in enumerate(FOOTER)
    ]
    details.save()
