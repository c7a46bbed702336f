"""An issue of the newsletter with its items."""

import datetime
from collections.abc import Iterator
from itertools import chain
from textwrap import shorten

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.blocks import SMALL_TEXT_FEATURES
from cms.models import BasePage, plain_text, sentences
from cms.models.base import SUMMARY_LENGTH
from cms.searchable import SearchEntry
from helpdesk.models import LegalRule
from newsletter.forms import IssueForm
from newsletter.importing.dates import month_in_words
from newsletter.keeping import KeptMixin
from newsletter.models.item import NewsletterItem
from newsletter.originals import unsaid_pages
from newsletter.panels import ComposingPanel, SendPanel
from newsletter.querysets import IssueManager
from newsletter.rendering.preview import PREVIEW_MODES, WEB, preview_response


class NewsletterIssuePage(KeptMixin, BasePage):
    """One issue: read as a letter, searched and linked by its items."""

    parent_page_types = ["newsletter.NewsletterIndexPage"]
    subpage_types = []
    page_description = _("An issue of the newsletter with its items.")

    series = models.ForeignKey(
        "newsletter.Series",
        verbose_name=_("series"),
        null=True,  # an imported draft may wait for an editor who knows
        on_delete=models.PROTECT,
        related_name="issues",
    )
    date = models.DateField(_("date"), default=timezone.localdate, db_index=True)
    number = models.PositiveIntegerField(
        _("number"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Only when the issue has a number."),
    )
    edition = models.CharField(
        _("edition"),
        max_length=100,
        blank=True,
        help_text=_("For example “zomereditie”, when the issue has a name of its own."),
    )
    intro = RichTextField(_("introduction"), blank=True, features=SMALL_TEXT_FEATURES)
    original = models.ForeignKey(
        "cms.SiteDocument",
        verbose_name=_("original file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The issue as it was sent. Visitors can download it."),
    )

    objects = IssueManager()
    base_form_class = IssueForm

    search_kind = "nieuwsbrief"

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel(["series", "date"]), FieldRowPanel(["number", "edition"])],
            heading=_("Issue"),
        ),
        "intro",
        ComposingPanel(
            template="newsletter/admin/composing/fetch_panel.html", heading=_("What is new")
        ),
        InlinePanel("items", heading=_("Items"), label=_("Item")),
        SendPanel(
            template="newsletter/admin/composing/send_panel.html", heading=_("Send the issue")
        ),
        "original",
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("intro"),
        index.FilterField("date"),
        index.RelatedFields("items", [index.SearchField("headline"), index.SearchField("body")]),
    ]

    class Meta:
        verbose_name = _("newsletter issue")
        verbose_name_plural = _("newsletter issues")

    @property
    def preview_modes(self):
        return PREVIEW_MODES

    def serve_preview(self, request, mode_name):
        if mode_name == WEB:
            return super().serve_preview(request, mode_name)
        return preview_response(self, mode_name)

    @property
    def listing_date(self) -> datetime.date | None:
        return self.date

    @cached_property
    def _rules(self) -> list[LegalRule]:
        if self.date is None:
            return []
        return list(
            LegalRule.objects.filter(
                locale=self.locale_id, valid_from__gt=self.date
            ).select_related("page")
        )

    @property
    def notices(self) -> list[LegalRule]:
        """Rules that changed after this issue and concern all of it."""
        return [rule for rule in self._rules if rule.concerns_everything]

    def get_items(self) -> list[NewsletterItem]:
        """The items in their order, each with its `notices`: rules that concern it alone and say
        something else than those of the issue.

        One that only has what a page says is left out while that page is not public.
        """
        items = [item for item in self.items.all() if item.title]
        of_all = {rule.notice for rule in self.notices}
        told: dict[str, LegalRule] = {}
        for item in items:
            own = [
                told.setdefault(rule.notice, rule)
                for rule in self._rules
                if rule.notice not in of_all and rule.concerns(self.date, item.get_text())
            ]
            item.notices = list(dict.fromkeys(own))
        return items

    def get_context(self, request, *args, **kwargs):
        items = self.get_items()
        of_items = (rule for item in items for rule in item.notices)
        return {
            **super().get_context(request, *args, **kwargs),
            "items": items,
            # In full once on the page: an item only links to its own.
            "notices": list(dict.fromkeys([*self.notices, *of_items])),
        }

    @property
    def previous_issue(self) -> "NewsletterIssuePage | None":
        if self.date is None:
            return None
        before = Q(date__lt=self.date) | Q(date=self.date, pk__lt=self.pk)
        return self._neighbours().filter(before).newest_first().first()

    @property
    def next_issue(self) -> "NewsletterIssuePage | None":
        if self.date is None:
            return None
        after = Q(date__gt=self.date) | Q(date=self.date, pk__gt=self.pk)
        return self._neighbours().filter(after).order_by("date", "pk").first()

    @cached_property
    def is_in_the_archive(self) -> bool:
        """Whether a later issue of its series has appeared: nobody sends this one any more."""
        if self.date is None or self.series_id is None:
            return False
        later = NewsletterIssuePage.objects.live().filter(date__gt=self.date)
        return later.filter(series=self.series_id, locale=self.locale_id).exists()

    def _neighbours(self):
        return NewsletterIssuePage.objects.sibling_of(self, inclusive=False).visible()

    @property
    def default_summary(self) -> str:
        """The headlines of the items."""
        headlines = "; ".join(item.title for item in self.items.all() if item.title)
        return shorten(headlines, SUMMARY_LENGTH, placeholder=" …")

    def get_body_text(self) -> str:
        texts = ((item.title, item.get_text()) for item in self.get_items())
        return sentences([plain_text(self.intro), *chain.from_iterable(texts)])

    def search_entries(self) -> Iterator[SearchEntry]:
        shared = {
            "date": self.date,
            "series": self.series.slug if self.series else "",
            "series_name": self.series.name if self.series else "",
            "number": self.number,
        }
        items = self.get_items()
        titles = [item.title for item in items]
        yield SearchEntry(
            kind=self.search_kind,
            title=self.title,
            body=sentences([self.summary, plain_text(self.intro), *titles]),
            keywords=(self.edition,),
            notice="; ".join(rule.title for rule in self.notices),
            **shared,
        )
        for item in items:
            yield SearchEntry(
                kind="artikel",
                title=item.title,
                body=item.get_text(),
                fragment=item.anchor,
                rubric=item.rubric.name if item.rubric else "",
                parent_title=self.title,
                notice="; ".join(rule.title for rule in [*self.notices, *item.notices]),
                **shared,
            )
        for number, text in unsaid_pages(self.original, self._said(items), self._facts()):
            yield SearchEntry(
                kind="origineel",
                title=self.title,
                body=text,
                url_path=self.original.url,
                fragment=f"page={number}",
                parent_title=self.title,
                notice="; ".join(rule.title for rule in self.notices),
                **shared,
            )

    def _said(self, items: list[NewsletterItem]) -> Iterator[str]:
        """What an item, or the issue above its items, says in its own row of the search."""
        yield self.summary
        yield plain_text(self.intro)
        for item in items:
            yield item.rubric.name if item.rubric else ""
            yield item.title
            yield item.get_text()

    def _facts(self) -> str:
        """How the issue is called, in all the words that a masthead may have."""
        series = self.series.name if self.series else ""
        day = f"{self.date.day} {month_in_words(self.date)}"
        return f"{self.title} {series} {self.number or ''} {self.edition} {day}"

    def structured_data(self, request):
        """https://schema.org/PublicationIssue"""
        data = {
            "@type": "PublicationIssue",
            "name": self.title,
            "description": self.summary,
            "datePublished": self.date.isoformat(),
            "inLanguage": self.locale.language_code,
        }
        if self.series:
            data["isPartOf"] = {"@type": "Periodical", "name": self.series.name}
        if self.number:
            data["issueNumber"] = self.number
        return data
