"""The home page, and pages that belong to no other subject."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.blocks import SMALL_TEXT_FEATURES, StoryBlock
from cms.fields import StoryField
from cms.models import BasePage


class HomePage(BasePage):
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
    ]

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


class StandardPage(BasePage):
    """A page with a story, of which editors make as many as they need."""

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage", "helpdesk.GlossaryPage"]

    keywords = models.CharField(
        _("other search words"),
        max_length=500,
        blank=True,
        help_text=_("Words that people search with but that are not on the page."),
    )
    body = StoryField(StoryBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*BasePage.content_panels, "body"]
    promote_panels = [*BasePage.promote_panels, "keywords"]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
