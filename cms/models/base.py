"""The page type that all others extend."""

import copy
import datetime
import re
from collections.abc import Iterable, Iterator
from html import unescape
from textwrap import shorten

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.search import index

from cms import frame
from cms.addresses import ADDRESS_IS_TAKEN, is_taken
from cms.characters import without_controls
from cms.forms import SiteCopyForm, SitePageForm
from cms.page_cache.memory import remembered
from cms.searchable import SearchEntry

WORDS_A_MINUTE = 230
# The beginning of a tag, but for those within a line.
_NOT_IN_A_LINE = re.compile(r"<(?!/?(?:a|b|em|embed|i|strong|sub|sup)\b)")
# What a card and a search engine show of a summary.
SUMMARY_LENGTH = 200


class SitePageQuerySet(PageQuerySet):
    """The selections that listings share."""

    def visible(self):
        """Pages that anybody may read now."""
        return self.live().public()

    def for_serving(self):
        """With what a page shows of its own, so that it costs few queries."""
        return self.select_related("image")

    def private_q(self):
        return frame.private_q()


class DatedPageQuerySet(SitePageQuerySet):
    """Pages with a `date` of their own."""

    def newest_first(self):
        """By date, along its index: with the pages that are asked for, not with all of them.

        Every date is after the first. SQLite follows the index for a condition on it alone; for
        the order it would read all pages and sort them.
        """
        return self.filter(date__gte=datetime.date.min).order_by("-date", "-pk")

    def in_year(self, year: int | None):
        return self.filter(date__year=year) if year else self


class BasePage(Page):
    """A page with a summary and a picture, which knows how it is listed and found.

    An abstract base instead of Wagtail 8's swappable page model, which wagtail-localize
    does not support (docs/adr/0002).
    """

    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=400,
        help_text=_(
            "One or two sentences. They stand above the page, in lists, in search results"
            " and in search engines."
        ),
    )
    image = models.ForeignKey(
        "cms.SiteImage",
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Stands above the page and in lists. Describe it in the image library for people"
            " who cannot see it; leave the description empty when it is only decoration."
        ),
    )

    objects = PageManager.from_queryset(SitePageQuerySet)()
    base_form_class = SitePageForm
    copy_form_class = SiteCopyForm

    search_kind = "pagina"

    content_panels = [*Page.content_panels, "summary", "image"]
    promote_panels = [
        MultiFieldPanel(["slug", "seo_title"], heading=_("Address and search engines")),
        FieldPanel("show_in_menus"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        abstract = True

    @property
    def listing_date(self) -> datetime.date | None:
        """The day that lists show and sort on; None for a page without one."""
        return None

    @property
    def meta_description(self) -> str:
        return self.search_description or self.summary

    def route(self, request, path_components):
        """As Wagtail's with fewer queries: what is above a page is looked up once per
        generation, and the page itself with what it shows."""
        if path_components:
            slug, *rest = path_components
            child = self._section(slug) if rest else self._child_of_only_kind(slug)
            if child is not None:
                child._cached_parent_obj = self
                return child.route(request, rest)
        return super().route(request, path_components)

    def _section(self, slug: str) -> Page | None:
        def find():
            child = self.get_children().filter(slug=slug).first()
            return child and child.specific

        return copy.copy(remembered(("child", self.pk, slug), find))

    def _child_of_only_kind(self, slug: str) -> Page | None:
        models = self.allowed_subpage_models()
        if len(models) != 1:
            return None
        # Without the order of the tree, which takes a while to write for one page.
        children = models[0].objects.child_of(self).filter(slug=slug).order_by().for_serving()
        return next(iter(children[:1]), None)

    def get_view_restrictions(self):
        """As Wagtail's, without its two queries where nothing near is private."""
        if frame.may_be_restricted(self):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()

    def get_context(self, request, *args, **kwargs):
        return super().get_context(frame.prepared(request, self), *args, **kwargs)

    def full_clean(self, *args, **kwargs):
        """As Wagtail's, on texts without the characters that spoil a feed or a calendar."""
        for field in self._meta.concrete_fields:
            value = field.value_from_object(self)
            if isinstance(value, str):
                setattr(self, field.attname, without_controls(value))
        super().full_clean(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.depth == frame.HOME_DEPTH + 1 and is_taken(self.slug):
            raise ValidationError({"slug": ADDRESS_IS_TAKEN})

    @property
    def default_summary(self) -> str:
        """What stands for a summary that nobody wrote: the beginning of the text."""
        for block in getattr(self, "body", None) or []:
            if block.block_type == "text":
                return shorten(plain_text(block.value.source), SUMMARY_LENGTH, placeholder=" …")
        return ""

    def get_body_text(self) -> str:
        """The body as plain text, for search and for reading time."""
        body = getattr(self, "body", None)
        if not body:
            return ""
        parts = body.stream_block.get_searchable_content(body)
        return sentences(" ".join(part.split()) for part in parts)

    @property
    def reading_minutes(self) -> int:
        """How long it takes to read the body, at 230 words a minute; 0 without a body.

        The speed: https://doi.org/10.1016/j.jml.2019.104047 (238 for English, which has
        shorter words).
        """
        text = self.get_body_text()
        return -(-(text.count(" ") + bool(text)) // WORDS_A_MINUTE)

    def search_entries(self) -> Iterator[SearchEntry]:
        """What this page adds to the site's search: itself, unless a page type adds parts."""
        yield SearchEntry(
            kind=self.search_kind,
            title=self.title,
            body=f"{self.summary} {self.get_body_text()}".strip(),
            date=self.listing_date,
        )

    def structured_data(self, request) -> dict | None:
        """schema.org data for this page as JSON-LD, without `@context`; None for none."""
        return None


def plain_text(html: str) -> str:
    """Rich text without its markup, with a space where a paragraph or the like ended."""
    return " ".join(unescape(strip_tags(_NOT_IN_A_LINE.sub(" <", html))).split())


def sentences(parts: Iterable[str]) -> str:
    """Texts after each other, each ended: a heading would run on into what stands below it."""
    ended = (part if part[-1] in ".!?:;…" else f"{part}." for part in parts if part)
    return " ".join(ended)
