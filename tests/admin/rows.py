"""More rows in every list of the admin, each with everything that a list shows of it."""

import datetime
from itertools import count

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Locale, Page
from wagtail_localize.operations import TranslationCreator

from cms.models import SiteDocument, SiteImage
from companies.factories import (
    ActivityFactory,
    CompanyActivityFactory,
    CompanyIndexPageFactory,
    CompanyLocationFactory,
    CompanyPageFactory,
    CpvCodeFactory,
    MunicipalityFactory,
    ProfileCheckFactory,
)
from desk.models import PAGE_PREFIX, CheckedLink
from events.factories import EventIndexPageFactory, EventPageFactory
from helpdesk.factories import LegalRuleFactory, PracticeCasePageFactory, PracticeIndexPageFactory
from home.demo.pictures import scene_image
from home.factories import StandardPageFactory
from home.models import HomePage
from news.factories import NewsIndexPageFactory, NewsPageFactory, ThemeFactory
from newsletter.factories import (
    MailingFactory,
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    RubricFactory,
    SeriesFactory,
    SubscriptionFactory,
)
from newsletter.models import ImportedFile
from search.log import SearchCount
from search.vocabulary import Synonym, SynonymName
from users.models import User

LONG_AGO = datetime.date(2012, 2, 1)


class Rows:
    """Each call of `add` makes that many more of everything.

    Nothing is shared between two rows: an owner, a series or a theme of their own shows
    whether a list reads these one by one.
    """

    def __init__(self, home: HomePage, person: User):
        self.home, self.person, self.numbers = home, person, count()
        self.english = Locale.objects.get_or_create(language_code="en")[0]
        self.image_file = scene_image("polder").file.name
        self.news = NewsIndexPageFactory(parent=home, slug="nieuws")
        self.agenda = EventIndexPageFactory(parent=home, slug="agenda")
        self.guide = CompanyIndexPageFactory(parent=home, slug="bedrijven")
        self.cases = PracticeIndexPageFactory(parent=home, slug="praktijk")
        self.archive = NewsletterIndexPageFactory(parent=home, slug="nieuwsbrief")

    def add(self, how_many: int) -> None:
        for _each in range(how_many):
            number = next(self.numbers)
            self._pages(number)
            self._files(number)
            self._snippets(number)
            self._newsletter(number)
            self._findings(number)

    def _page(self, factory, parent: Page, number: int, **fields) -> Page:
        """A page with an owner of its own and a draft that differs from what is published."""
        parent.refresh_from_db()
        name = f"{factory._meta.model._meta.model_name}-{number}"
        owner = User.objects.create_user(name)
        page = factory(parent=parent, slug=name, owner=owner, **fields)
        page.title = f"{page.title}, herzien"
        page.save_revision(user=owner)
        return page

    def _pages(self, number: int) -> None:
        self.page = self._page(StandardPageFactory, self.home, number, review_on=LONG_AGO)
        self._translate(self.page)
        news = self._page(NewsPageFactory, self.news, number)
        self.theme = ThemeFactory(slug=f"thema-{number}")
        news.themes.add(self.theme)
        news.save()
        self._page(EventPageFactory, self.agenda, number)
        self.place = MunicipalityFactory(slug=f"plaats-{number}", name=f"Plaats {number}")
        self._page(PracticeCasePageFactory, self.cases, number, municipality=self.place)
        company = self._page(CompanyPageFactory, self.guide, number)
        self.activity = ActivityFactory(slug=f"activiteit-{number}")
        company.activity_rows = [CompanyActivityFactory.build(activity=self.activity)]
        company.locations = [CompanyLocationFactory.build(municipality=self.place)]
        company.save()
        ProfileCheckFactory(company=company, handled_by=company.owner)

        self._looked_after(number)

    def _looked_after(self, number: int) -> None:
        """A page that somebody locked, and one that waits for its reader."""
        self.home.refresh_from_db()
        locked = StandardPageFactory(parent=self.home, slug=f"vast-{number}")
        locked.locked, locked.locked_at, locked.locked_by = True, timezone.now(), self.page.owner
        locked.save()
        handed_in = StandardPageFactory(parent=self.home, slug=f"lezen-{number}")
        handed_in.save_revision(user=self.page.owner)
        handed_in.get_workflow().start(handed_in, self.page.owner)

    def _files(self, number: int) -> None:
        image = SiteImage.objects.create(title=f"Beeld {number}", file=self.image_file)
        image.tags.add(f"beeld-{number}")
        file = ContentFile(b"x", f"verslag-{number}.txt")
        document = SiteDocument.objects.create(title=f"Verslag {number}", file=file)
        document.tags.add(f"verslag-{number}")

    def _snippets(self, number: int) -> None:
        self.series = SeriesFactory(slug=f"reeks-{number}")
        rule = LegalRuleFactory(page=self.page)
        rubric = RubricFactory(slug=f"rubriek-{number}")
        for snippet in (self.theme, self.activity, self.series, rubric, rule):
            self._translate(snippet)
        CpvCodeFactory(code=f"7731{number:04}")
        synonym = Synonym.objects.create(preferred=f"bestek {number}")
        SynonymName.objects.create(synonym=synonym, name=f"lastenboek {number}")

    def _newsletter(self, number: int) -> None:
        SubscriptionFactory(series=self.series)
        issue = self._page(NewsletterIssuePageFactory, self.archive, number, series=self.series)
        MailingFactory(issue=issue, created_by=issue.owner)
        ImportedFile.objects.create(sha256=f"{number:064}", name=f"{number}.html", issue=issue)

    def _findings(self, number: int) -> None:
        for url in (f"https://www.example.be/{number}", f"{PAGE_PREFIX}{self.page.pk}"):
            link = CheckedLink.objects.create(url=url, failures=2, broken_since=timezone.now())
            link.pages.add(self.page)
        Redirect.objects.create(old_path=f"/oud-{number}", redirect_page=self.page)
        query = Query.objects.create(query_string=f"vraag {number}")
        SearchPromotion.objects.create(query=query, page=self.page)
        SearchCount.objects.create(
            query=query.query_string, language="nl", day=timezone.localdate(), times=3
        )

    def _translate(self, thing) -> None:
        TranslationCreator(self.person, [self.english]).create_translations(thing)
