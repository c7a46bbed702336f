"""An issue of the newsletter with its items."""

import datetime
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from cms.blocks import RICH_TEXT_FEATURES, SMALL_TEXT_FEATURES
from cms.models import BasePage, plain_text
from cms.searchable import SearchEntry
from helpdesk.models import LegalRule
from newsletter.querysets import IssueManager

ITEM_FEATURES = [*RICH_TEXT_FEATURES, "image"]


class NewsletterIssuePage(BasePage):
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

    search_kind = "nieuwsbrief"

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel(["series", "date"]), FieldRowPanel(["number", "edition"])],
            heading=_("Issue"),
        ),
        "intro",
        InlinePanel("items", heading=_("Items"), label=_("Item")),
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
    def listing_date(self) -> datetime.date | None:
        return self.date

    @cached_property
    def _rules(self) -> list[LegalRule]:
        return list(
            LegalRule.objects.filter(
                locale=self.locale_id, valid_from__gt=self.date
            ).select_related("page")
        )

    @property
    def notices(self) -> list[LegalRule]:
        """Rules that changed after this issue and concern all of it."""
        return [rule for rule in self._rules if rule.concerns_everything]

    def get_items(self) -> list["NewsletterItem"]:
        """The items in their order, each with its `notices`: rules that concern it alone."""
        items = list(self.items.all())
        for item in items:
            item.notices = [
                rule
                for rule in self._rules
                if not rule.concerns_everything and rule.concerns(self.date, item.get_text())
            ]
        return items

    @property
    def previous_issue(self) -> "NewsletterIssuePage | None":
        return self._neighbours().filter(date__lt=self.date).newest_first().first()

    @property
    def next_issue(self) -> "NewsletterIssuePage | None":
        return self._neighbours().filter(date__gt=self.date).order_by("date", "pk").first()

    def _neighbours(self):
        return NewsletterIssuePage.objects.sibling_of(self, inclusive=False).visible()

    def get_body_text(self) -> str:
        return " ".join(
            [
                plain_text(self.intro),
                *(f"{item.title}. {item.get_text()}" for item in self.get_items()),
            ]
        )

    def search_entries(self) -> Iterator[SearchEntry]:
        shared = {
            "date": self.date,
            "series": self.series.slug if self.series else "",
            "series_name": self.series.name if self.series else "",
            "number": self.number,
        }
        items = self.get_items()
        yield SearchEntry(
            kind=self.search_kind,
            title=self.title,
            body=" ".join([self.summary, plain_text(self.intro), *(item.title for item in items)]),
            keywords=self.edition,
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


class NewsletterItem(TranslatableMixin, Orderable):
    """One message in an issue: found, linked and listed by itself.

    It may be about a page of the site, whose title, summary and image it then takes
    where its own are empty.
    """

    issue = ParentalKey(NewsletterIssuePage, on_delete=models.CASCADE, related_name="items")
    rubric = models.ForeignKey(
        "newsletter.Rubric",
        verbose_name=_("rubric"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="items",
    )
    headline = models.CharField(
        _("headline"),
        max_length=255,
        blank=True,
        help_text=_("Empty: the title of the page that it is about."),
    )
    body = RichTextField(_("text"), blank=True, features=ITEM_FEATURES)
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page that it is about"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    image = models.ForeignKey(
        "cms.SiteImage",
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [
        "rubric",
        "headline",
        "body",
        PageChooserPanel(
            "page",
            [
                "news.NewsPage",
                "events.EventPage",
                "companies.CompanyPage",
                "helpdesk.PracticeCasePage",
                "home.StandardPage",
            ],
        ),
        "image",
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("item")
        verbose_name_plural = _("items")

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if not self.headline and not self.page_id:
            raise ValidationError({"headline": _("Write a headline, or choose a page.")})

    @property
    def title(self) -> str:
        return self.headline or (self.page.title if self.page else "")

    @cached_property
    def borrowed(self):
        """The page of which the item takes what it lacks itself; None without one."""
        return self.page.specific if self.page else None

    @property
    def picture(self):
        return self.image or getattr(self.borrowed, "image", None)

    @property
    def anchor(self) -> str:
        """The part of the address after `#`.

        From the translation key, so that a corrected headline breaks no link and every
        language has the same anchor.
        """
        return f"artikel-{self.translation_key.hex[:8]}"

    def get_text(self) -> str:
        """The item's text without markup."""
        return plain_text(self.body) or getattr(self.borrowed, "summary", "")
