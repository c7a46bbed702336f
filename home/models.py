"""The home page, and pages that belong to no other subject."""

from dataclasses import replace

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import SMALL_TEXT_FEATURES, StoryBlock
from cms.fields import StoryField
from cms.frame import private_q
from cms.models import BasePage, ReviewedMixin
from cms.page_cache.memory import remembered
from cms.searchable import split_names
from companies.models import Activity, CompanyPage, Municipality
from companies.region_map import RegionMap, region_map
from events.models import EventPage
from news.models import NewsPage
from newsletter.keeping import KeptMixin
from newsletter.models import NewsletterIssuePage

NEWS_ON_HOME = 3
EVENTS_ON_HOME = 4


class HomePage(KeptMixin, BasePage):
    """The front page: search first, then what is new."""

    max_count_per_parent = 1
    subpage_types = [
        "home.StandardPage",
        "news.NewsIndexPage",
        "events.EventIndexPage",
        "companies.CompanyIndexPage",
        "helpdesk.PracticeIndexPage",
        "helpdesk.GlossaryPage",
        "newsletter.NewsletterIndexPage",
        "cms.AccessibilityStatementPage",
    ]
    page_description = _("The front page of the site.")

    intro = RichTextField(
        _("introduction"),
        blank=True,
        features=SMALL_TEXT_FEATURES,
        help_text=_("What the site is for, in a few sentences."),
    )
    body = StoryField(StoryBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*BasePage.content_panels, "intro", "body"]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        issues = NewsletterIssuePage.objects.descendant_of(self).visible()
        events = EventPage.objects.descendant_of(self).visible()
        news = NewsPage.objects.descendant_of(self).visible()
        context.update(
            sections=self.get_sections(),
            latest_issue=issues.newest_first().for_listing().first(),
            events=events.upcoming()[:EVENTS_ON_HOME],
            news=news.newest_first().for_listing()[:NEWS_ON_HOME],
            activities=remembered(("activities", self.pk), self._activities),
            region_map=remembered(("region map", self.pk), self._region_map),
        )
        return context

    def _activities(self) -> list[Activity]:
        companies = CompanyPage.objects.descendant_of(self).visible()
        offered = Activity.objects.filter(company_rows__company__in=companies)
        return list(offered.filter(locale=self.locale_id).distinct())

    def _region_map(self) -> RegionMap:
        companies = CompanyPage.objects.descendant_of(self).visible()
        municipalities = list(Municipality.objects.all())
        return region_map(municipalities, companies.per_municipality(municipalities))

    def get_sections(self) -> dict[str, Page]:
        """The public pages right under this one, by the name of their model."""

        def find():
            children = self.get_children().live().exclude(private_q())
            return {child.specific_class._meta.model_name: child for child in children}

        return remembered(("sections", self.pk), find)


class StandardPage(ReviewedMixin, BasePage):
    """A page with a story, of which editors make as many as they need."""

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage", "helpdesk.GlossaryPage"]
    page_description = _(
        "A page with text, pictures and other blocks, for example an explanation."
    )

    keywords = models.CharField(
        _("other search words"),
        max_length=500,
        blank=True,
        help_text=_(
            "Words that people search with but that are not on the page, with commas between."
        ),
    )
    body = StoryField(StoryBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*BasePage.content_panels, "body", "review_on"]
    promote_panels = [*BasePage.promote_panels, "keywords"]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def search_entries(self):
        for entry in super().search_entries():
            yield replace(entry, keywords=tuple(split_names(self.keywords)))

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["children"] = self.get_children().live().exclude(private_q()).specific()
        return context
