"""An item of a newsletter issue."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import linebreaks
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, TranslatableMixin

from cms import frame
from cms.blocks import RICH_TEXT_FEATURES
from cms.models import plain_text
from newsletter.panels import CorrectionPanel

ITEM_FEATURES = [*RICH_TEXT_FEATURES, "image"]


class NewsletterItem(TranslatableMixin, Orderable):
    """One message in an issue: found, linked and listed by itself.

    It may be about a page of the site, whose title, summary and image it then takes
    where its own are empty.
    """

    issue = ParentalKey(
        "newsletter.NewsletterIssuePage", on_delete=models.CASCADE, related_name="items"
    )
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
    correction = models.TextField(
        _("correction"),
        blank=True,
        help_text=_(
            "What was wrong, and how it is. It stands above the text on the site, in the feeds"
            " and in search; mails that went stay as they are."
        ),
    )
    corrected_on = models.DateField(_("corrected on"), null=True, blank=True)

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
        CorrectionPanel(
            [FieldPanel("correction", heading=_("Text")), "corrected_on"],
            heading=_("Correction, after the issue was sent"),
        ),
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
        if self.correction and not self.corrected_on:
            raise ValidationError({"corrected_on": _("Fill in the day of the correction.")})

    @property
    def title(self) -> str:
        return self.headline or (self.subject.title if self.subject else "")

    @cached_property
    def version(self) -> Page | None:
        """The page that it is about, in the item's language where that version is live.

        A queryset of issues finds those of all items together.
        """
        page = self.page
        # An item that was never saved has no language of its own yet.
        locale_id = self.locale_id or self.issue.locale_id
        if page is None or page.locale_id == locale_id:
            return page
        version = page.get_translation_or_none(locale_id)
        return version if version and version.live else page

    @cached_property
    def subject(self) -> Page | None:
        """The same, but None for a page that is not public: the issue would tell what stands on
        it."""
        page = self.version
        if page is None or not frame.is_public(page):
            return None
        is_restricted = frame.may_be_restricted(page) and page.get_view_restrictions().exists()
        return None if is_restricted else page

    @cached_property
    def borrowed(self):
        """The page of which the item takes what it lacks itself; None without one."""
        return self.subject.specific if self.subject else None

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

    def get_html(self) -> str:
        """The item's text as rich text: its own, or else the summary of its page."""
        summary = getattr(self.borrowed, "summary", "")
        return self.body or (linebreaks(summary, autoescape=True) if summary else "")

    @property
    def corrected(self) -> str:
        """That the item was corrected, and when; nothing without a correction."""
        if not self.correction or not self.corrected_on:
            return ""
        day = date_format(self.corrected_on, "DATE_FORMAT")
        return gettext("Corrected on %(day)s:") % {"day": day}

    def get_text(self) -> str:
        """The item's text without markup, after what was corrected in it."""
        text = plain_text(self.body) or getattr(self.borrowed, "summary", "")
        return f"{self.corrected} {self.correction} {text}" if self.corrected else text

    def keep_borrowed(self) -> None:
        """Write down what the item takes from its page, so that it no longer changes with it."""
        self.headline, self.body, self.image = self.title, self.get_html(), self.picture
