"""News: the list and the items in it."""

import datetime

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.blocks import StoryBlock
from cms.feeds import AtomPageFeed, PageFeed
from cms.fields import StoryField
from cms.listings import paginate, slug_parameter, year_parameter
from cms.models import BasePage, SluggedMixin
from cms.page_cache.memory import remembered
from cms.routes import RoutesMixin
from news.querysets import NewsPageManager


class Theme(SluggedMixin, models.Model):
    """A subject that groups news items."""

    name = models.CharField(_("name"), max_length=100)

    panels = ["name", "slug"]

    class Meta(SluggedMixin.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name"]

    def __str__(self):
        return self.name


class NewsIndexPage(RoutesMixin, BasePage):
    """All news, newest first, by year and theme, with feeds."""

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.NewsPage"]
    page_description = _("The list of all news.")

    class Meta:
        verbose_name = _("news list")
        verbose_name_plural = _("news lists")

    def get_news(self):
        """Everything that visitors may read in this list, newest first."""
        return NewsPage.objects.child_of(self).visible().newest_first()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        year, theme = year_parameter(request), slug_parameter(request, "thema")
        news = self.get_news()
        context["years"] = remembered(("news years", self.pk), news.years)
        context["themes"] = remembered(("themes", self.pk), self._themes)
        context["selected_year"], context["selected_theme"] = year, theme
        chosen = news.in_year(year).with_theme(theme).for_listing()
        context["page_obj"] = paginate(request, chosen, key=(self.pk, year, theme))
        return context

    def _themes(self) -> list[Theme]:
        used = Theme.objects.filter(newspage__in=self.get_news()).values("translation_key")
        return list(Theme.objects.filter(locale=self.locale_id, translation_key__in=used))

    @path("rss/", name="rss")
    def rss(self, request):
        """The latest items as RSS 2.0."""
        return PageFeed(self, self.get_news())(request)

    @path("atom/", name="atom")
    def atom(self, request):
        """The latest items as Atom (RFC 4287)."""
        return AtomPageFeed(self, self.get_news())(request)


class NewsPage(BasePage):
    """One news item."""

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types = []
    page_description = _("A news item with a date.")

    date = models.DateField(_("date"), default=timezone.localdate, db_index=True)
    themes = ParentalManyToManyField(Theme, verbose_name=_("themes"), blank=True)
    body = StoryField(StoryBlock(), verbose_name=_("body"), blank=True)
    companies = ParentalManyToManyField(
        "companies.CompanyPage",
        verbose_name=_("companies"),
        blank=True,
        related_name="+",
        help_text=_("The item then stands on the pages of these companies too."),
    )

    objects = NewsPageManager()

    search_kind = "nieuws"

    content_panels = [
        *BasePage.content_panels,
        "date",
        "body",
        MultiFieldPanel(
            [
                FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
                FieldPanel("companies", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("Belongs to"),
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.FilterField("date"),
    ]

    override_translatable_fields = [
        SynchronizedField("themes", overridable=False),
        SynchronizedField("companies", overridable=False),
    ]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    @property
    def listing_date(self) -> datetime.date | None:
        return self.date

    def structured_data(self, request):
        """https://schema.org/NewsArticle"""
        return {
            "@type": "NewsArticle",
            "headline": self.title,
            "description": self.summary,
            "datePublished": self.date.isoformat(),
            "inLanguage": self.locale.language_code,
        }
