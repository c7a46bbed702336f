"""What helps public buyers: practice cases, words explained, and rules that changed."""

import datetime
import re
from collections.abc import Iterator

from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, PreviewableMixin, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms import frame
from cms.blocks import SMALL_TEXT_FEATURES, StoryBlock
from cms.fields import StoryField
from cms.listings import paginate
from cms.models import BasePage, ReviewedMixin, plain_text
from cms.names import fold_name
from cms.searchable import SearchEntry, split_names
from helpdesk.querysets import PracticeCaseManager


class PracticeIndexPage(BasePage):
    """All practice cases, newest first."""

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["helpdesk.PracticeCasePage"]
    page_description = _("The list of practice cases.")

    class Meta:
        verbose_name = _("list of practice cases")
        verbose_name_plural = _("lists of practice cases")

    def get_cases(self):
        """Everything that visitors may read in this list, newest first."""
        return PracticeCasePage.objects.child_of(self).visible().newest_first()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["page_obj"] = paginate(request, self.get_cases().for_listing())
        return context


class PracticeCasePage(BasePage):
    """Work that a public body gave to a company, and what others can learn from it."""

    parent_page_types = ["helpdesk.PracticeIndexPage"]
    subpage_types = []
    page_description = _("An example of work that a public body gave to a company.")

    date = models.DateField(_("date"), default=timezone.localdate, db_index=True)
    buyer = models.CharField(_("public buyer"), max_length=255, blank=True)
    municipality = models.ForeignKey(
        "companies.Municipality",
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    instrument = models.CharField(
        _("instrument"),
        max_length=255,
        blank=True,
        help_text=_("How it was bought, for example a reserved contract or an award criterion."),
    )
    activities = ParentalManyToManyField(
        "companies.Activity", verbose_name=_("activities"), blank=True, related_name="+"
    )
    companies = ParentalManyToManyField(
        "companies.CompanyPage", verbose_name=_("companies"), blank=True, related_name="+"
    )
    body = StoryField(StoryBlock(), verbose_name=_("body"), blank=True)

    objects = PracticeCaseManager()

    search_kind = "praktijk"

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel(["date", "municipality"]), "buyer", "instrument"],
            heading=_("Facts"),
        ),
        "body",
        MultiFieldPanel(["activities", "companies"], heading=_("Belongs to")),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    override_translatable_fields = [
        SynchronizedField("activities", overridable=False),
        SynchronizedField("companies", overridable=False),
    ]

    class Meta:
        verbose_name = _("practice case")
        verbose_name_plural = _("practice cases")

    @property
    def listing_date(self) -> datetime.date | None:
        return self.date

    def search_entries(self) -> Iterator[SearchEntry]:
        names = [company.title for company in frame.public(self.companies.all())]
        names += [activity.name for activity in self.activities.all()]
        yield SearchEntry(
            kind=self.search_kind,
            title=self.title,
            body=f"{self.summary} {self.get_body_text()}".strip(),
            date=self.date,
            municipality=self.municipality.name if self.municipality else "",
            keywords=(*names, self.buyer, self.instrument),
        )

    def structured_data(self, request):
        """https://schema.org/Article"""
        return {
            "@type": "Article",
            "headline": self.title,
            "description": self.summary,
            "datePublished": self.date.isoformat(),
            "inLanguage": self.locale.language_code,
        }


class GlossaryPage(ReviewedMixin, BasePage):
    """Words explained, from A to Z, with the names that they had before."""

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = []
    page_description = _("Words explained from A to Z, with their former names.")

    intro = RichTextField(_("introduction"), blank=True, features=SMALL_TEXT_FEATURES)

    content_panels = [
        *BasePage.content_panels,
        "intro",
        InlinePanel("terms", heading=_("Terms"), label=_("Term")),
        "review_on",
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]

    class Meta:
        verbose_name = _("glossary")
        verbose_name_plural = _("glossaries")

    def sorted_terms(self) -> list["GlossaryTerm"]:
        """The terms in the order of the alphabet, whatever order they were typed in."""
        return sorted(self.terms.all(), key=lambda term: (fold_name(term.term), term.term))

    def search_entries(self) -> Iterator[SearchEntry]:
        yield SearchEntry(
            kind=self.search_kind,
            title=self.title,
            body=f"{self.summary} {plain_text(self.intro)}".strip(),
        )
        for term in self.terms.all():
            yield SearchEntry(
                kind="begrip",
                title=term.term,
                body=plain_text(term.explanation),
                fragment=term.anchor,
                keywords=tuple(split_names(f"{term.former_names},{term.other_names}")),
                parent_title=self.title,
            )

    def structured_data(self, request):
        """https://schema.org/DefinedTermSet"""
        return {
            "@type": "DefinedTermSet",
            "name": self.title,
            "hasDefinedTerm": [
                {
                    "@type": "DefinedTerm",
                    "name": term.term,
                    "description": plain_text(term.explanation),
                }
                for term in self.sorted_terms()
            ],
        }


class GlossaryTerm(TranslatableMixin, Orderable):
    """A word of the field, in today's name."""

    page = ParentalKey(GlossaryPage, on_delete=models.CASCADE, related_name="terms")
    term = models.CharField(_("term"), max_length=100)
    explanation = RichTextField(_("explanation"), features=SMALL_TEXT_FEATURES)
    former_names = models.CharField(
        _("former names"),
        max_length=500,
        blank=True,
        help_text=_("What it was called before, separated by commas. Visitors see them."),
    )
    other_names = models.CharField(
        _("other names"),
        max_length=500,
        blank=True,
        help_text=_("Other words for the same, separated by commas."),
    )

    panels = ["term", "explanation", "former_names", "other_names"]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    def __str__(self):
        return self.term

    @property
    def anchor(self) -> str:
        return f"begrip-{slugify(self.term)}"

    @property
    def letter(self) -> str:
        """Where the term stands in the alphabet, whatever accents or signs it begins with."""
        return (fold_name(self.term) or self.term)[:1].upper()


class LegalRule(PreviewableMixin, TranslatableMixin, models.Model):
    """A rule that replaced another on a known day.

    What was published before that day is shown with a notice and a link to today's rule:
    a public body may not leave old law standing without saying so.
    """

    title = models.CharField(_("title"), max_length=255)
    valid_from = models.DateField(
        _("in force since"),
        help_text=_("The notice stands on everything that was published before this day."),
    )
    notice = models.TextField(_("text of the notice"))
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page with today's rule"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    words = models.CharField(
        _("only where these words occur"),
        max_length=500,
        blank=True,
        help_text=_(
            "Separated by commas. The notice stands only on issues and items in which one of"
            " these words occurs. Empty: on every issue from before the date."
        ),
    )

    panels = ["title", "valid_from", "notice", "page", "words"]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("changed rule")
        verbose_name_plural = _("changed rules")
        ordering = ["valid_from"]

    def __str__(self):
        return self.title

    def get_preview_template(self, request, mode_name):
        return "helpdesk/legal_rule_preview.html"

    @property
    def public_page(self) -> Page | None:
        """The page with today's rule, in the language in use; None while it is hidden."""
        return frame.public_version(self.page)

    @property
    def concerns_everything(self) -> bool:
        """Whether the notice stands on every issue from before the date."""
        return not self.words.strip()

    def concerns(self, date: datetime.date, text: str) -> bool:
        """Whether something of that day with this text needs the notice."""
        if date >= self.valid_from:
            return False
        words = [re.escape(word.strip()) for word in self.words.split(",") if word.strip()]
        # Not \b, which never stands before a sign: one of the words may be "§ 2".
        whole = rf"(?<!\w)(?:{'|'.join(words)})(?!\w)"
        return not words or bool(re.search(whole, text, re.IGNORECASE))
