"""The leak matrix: what is not public is told nowhere.

For each state of a page the whole tree is built once, and every way out of the site is read.
What fails names the cells, such as `feeds: /nieuws/rss/`.
"""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.models import FooterLink, SiteDocument, SiteSettings
from companies.factories import CompanyIndexPageFactory, CompanyPageFactory
from events.factories import EventIndexPageFactory, EventPageFactory
from helpdesk.factories import LegalRuleFactory, PracticeCasePageFactory, PracticeIndexPageFactory
from home.factories import StandardPageFactory
from home.models import HomePage
from news.factories import NewsIndexPageFactory, NewsPageFactory
from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
)
from newsletter.models import NewsletterIssuePage
from newsletter.rendering.mail import render_issue
from tests.standing import kept

pytestmark = pytest.mark.django_db

WORD = "kwartelei"  # by which one asks
SECRET = "zilverreiger"  # what nobody may read
TOMORROW = datetime.timedelta(days=1)


class Tree:
    """A site in which one page of each kind is hidden, and public pages lead to them."""

    def __init__(self, home):
        self.home = home
        french = Locale.objects.create(language_code="fr")
        self.french_home = home.copy_for_translation(french)
        self.french_home.save_revision().publish()
        self.indexes = {
            name: factory(parent=home, slug=name)
            for name, factory in (
                ("nieuws", NewsIndexPageFactory),
                ("agenda", EventIndexPageFactory),
                ("bedrijven", CompanyIndexPageFactory),
                ("praktijk", PracticeIndexPageFactory),
                ("nieuwsbrief", NewsletterIndexPageFactory),
            )
        }
        for index in self.indexes.values():
            index.copy_for_translation(french).save_revision().publish()
        document = SiteDocument(title=SECRET)
        document.file.save(f"{SECRET}.txt", ContentFile(b"Tekst."))
        self.document = document
        self.hidden = [self._hide(name) for name in ("nieuws", "agenda", "bedrijven", "praktijk")]
        self.hidden.append(self._hidden_issue())
        body = [("documents", {"title": "", "documents": [document]})]
        self.hidden.append(
            StandardPageFactory(parent=home, title=f"{WORD} {SECRET}", slug=SECRET, body=body)
        )
        self.french = [page.copy_for_translation(french) for page in self.hidden]
        for page in self.french:
            page.save_revision().publish()
        self._public_pages()

    def _hide(self, name):
        factory = {
            "nieuws": NewsPageFactory,
            "agenda": EventPageFactory,
            "bedrijven": CompanyPageFactory,
            "praktijk": PracticeCasePageFactory,
        }[name]
        dates = {}
        if name == "agenda":
            start = timezone.now() + 9 * TOMORROW
            dates = {"starts_at": start, "ends_at": start + TOMORROW}
        return factory(
            parent=self.indexes[name],
            title=f"{WORD} {SECRET}",
            slug=SECRET,
            summary=f"Over {SECRET}",
            **dates,
        )

    def _hidden_issue(self):
        return NewsletterIssuePageFactory(
            parent=self.indexes["nieuwsbrief"],
            title=f"{WORD} {SECRET}",
            slug=SECRET,
            items=[NewsletterItemFactory.build(headline=f"{WORD} {SECRET}")],
        )

    def _public_pages(self):
        """An issue with items about the hidden pages, and whatever leads to all of them."""
        LegalRuleFactory(page=self.hidden[-1], valid_from=timezone.localdate() + TOMORROW)
        details = SiteSettings.for_site(Site.objects.get())
        for page in self.hidden:
            details.footer_links.add(FooterLink(page=page))
        details.save()
        self.issue = NewsletterIssuePageFactory(
            parent=self.indexes["nieuwsbrief"],
            title="Openbaar nummer",
            slug="openbaar",
            items=[
                NewsletterItemFactory.build(headline="", body="", page=page)
                for page in self.hidden[:4]
            ],
        )
        self.open_page = StandardPageFactory(
            parent=self.home,
            title="Openbaar",
            slug="openbaar",
            body=[("related_pages", {"title": "", "pages": self.hidden})],
        )
        company = self.hidden[2]
        public = {"title": "Openbaar", "slug": "openbaar"}
        CompanyPageFactory(parent=self.indexes["bedrijven"], part_of=company, **public)
        for name, factory in (
            ("nieuws", NewsPageFactory),
            ("agenda", EventPageFactory),
            ("praktijk", PracticeCasePageFactory),
        ):
            page = factory(parent=self.indexes[name], **public)
            page.companies = [company]
            page.save_revision().publish()


def draft(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(live=False, first_published_at=None)
    page.refresh_from_db()
    page.save()


def scheduled(page: Page) -> None:
    draft(page)
    page.go_live_at = timezone.now() + TOMORROW
    page.save_revision().publish()


def expired(page: Page) -> None:
    page.expire_at = timezone.now() - TOMORROW
    page.save()
    call_command("publish_scheduled", verbosity=0)


def private(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def withdrawn(page: Page) -> None:
    page.unpublish()


STATES = {"draft": draft, "scheduled": scheduled, "expired": expired, "private": private}
STATES["withdrawn"] = withdrawn
CARRIED_OVER = {"expired", "private", "withdrawn"}
WAYS_OUT = {
    "page": ["/", "/openbaar/", "/nieuws/", "/agenda/", "/bedrijven/", "/praktijk/"],
    "page about it": [f"/{name}/openbaar/" for name in ("nieuws", "agenda", "bedrijven")],
    "case about it": ["/praktijk/openbaar/"],
    "newsletter": ["/nieuwsbrief/", "/nieuwsbrief/openbaar/"],
    "search": [f"/zoeken/?q={WORD}", f"/fr/zoeken/?q={WORD}"],
    "API": [f"/api/zoeken/?q={WORD}", "/api/zoeken/suggesties/?q=kwart"],
    "suggestion": [f"/api/zoeken/suggesties/?q={SECRET[:6]}"],
    "sitemap": ["/sitemap.xml", "/fr/sitemap.xml"],
    "feeds": ["/nieuws/rss/", "/nieuws/atom/", "/nieuwsbrief/rss/", "/nieuwsbrief/atom/"],
    "calendar": ["/agenda/kalender/", "/agenda/archief/"],
    "translations": [
        "/fr/",
        "/fr/nieuws/",
        "/fr/nieuws/rss/",
        "/fr/agenda/",
        "/fr/agenda/kalender/",
        "/fr/bedrijven/",
        "/fr/praktijk/",
        "/fr/nieuwsbrief/",
    ],
}


def leaks(tree: Tree, client) -> list[str]:
    """The cells of the matrix in which the secret can be read."""
    ways = [(name, address) for name, addresses in WAYS_OUT.items() for address in addresses]
    ways += [("page", page.url) for page in tree.hidden]
    ways += [("calendar", f"{tree.hidden[1].url}kalender/")]
    ways += [("translations", page.url) for page in tree.french]
    ways += [("media", tree.document.url)]
    ways += [("media", f"/deelbeeld/{page.pk}.png") for page in [*tree.hidden, *tree.french]]
    found = [f"{name}: {address}" for name, address in ways if _tells(client.get(address))]
    mail = render_issue(NewsletterIssuePage.objects.get(pk=tree.issue.pk))
    if SECRET in f"{mail.subject} {mail.html} {mail.text}".lower():
        found.append("mail")
    return found


def _tells(response) -> bool:
    kind = response.get("Content-Type", "")
    is_calendar = kind.startswith("text/calendar")
    # The picture or the file of something hidden tells by being there.
    if not is_calendar and (kind.startswith("image/") or "Content-Disposition" in response):
        return True
    content = b"".join(response) if response.streaming else response.content
    return SECRET in content.decode().lower()


@pytest.fixture(scope="module")
def tree(django_db_setup, django_db_blocker, tmp_path_factory):
    with kept(tmp_path_factory.mktemp("leaks"), django_db_blocker):
        yield Tree(HomePage.objects.get())


@pytest.fixture(autouse=True)
def _media_of_the_tree(tree, settings):
    settings.MEDIA_ROOT = tree.document.file.storage.location


@pytest.mark.parametrize("state", STATES)
def test_what_is_not_public_is_told_nowhere(state, tree, client):
    # The others reach the translations by themselves.
    pages = tree.hidden if state in CARRIED_OVER else [*tree.hidden, *tree.french]
    for page in pages:
        STATES[state](Page.objects.get(pk=page.pk).specific)
    assert leaks(tree, client) == []


def test_the_matrix_sees_what_is_public(tree, client):
    """Without a state everything is told: so the test above can fail in each column."""
    told = {leak.split(":")[0] for leak in leaks(tree, client)}
    assert told == {*WAYS_OUT, "media", "mail"}
