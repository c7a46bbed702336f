"""The accessibility statement that the law asks of a public body."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.blocks import SMALL_TEXT_FEATURES
from cms.models.base import BasePage, plain_text


class AccessibilityStatementPage(BasePage):
    """What is accessible, what is not and why, and where to report or complain.

    The fields are the mandatory parts of the model statement: Implementing Decision (EU)
    2018/1523, which the Bestuursdecreet of 7 December 2018 follows in Flanders.
    """

    class Conformity(models.TextChoices):
        FULL = "full", _("fully")
        PARTIAL = "partial", _("partially")
        NONE = "none", _("not yet")

    class Method(models.TextChoices):
        SELF = "self", _("We assessed the website ourselves.")
        EXTERNAL = "external", _("An independent expert assessed the website.")

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    page_description = _("The accessibility statement, to which every page links.")

    scope = models.CharField(
        _("which website"),
        max_length=255,
        help_text=_("The name or address that the statement holds for."),
    )
    conformity = models.CharField(
        _("does it meet the standard"),
        max_length=7,
        choices=Conformity.choices,
        default=Conformity.PARTIAL,
    )
    standard = models.CharField(_("standard"), max_length=100, default="WCAG 2.1, niveau AA")
    shortcomings = RichTextField(
        _("not accessible yet"),
        blank=True,
        features=SMALL_TEXT_FEATURES,
        help_text=_("What does not meet the standard, and when it will be mended."),
    )
    burden = RichTextField(
        _("not accessible because of a disproportionate burden"),
        blank=True,
        features=SMALL_TEXT_FEATURES,
        help_text=_("Only with an assessment that can be shown."),
    )
    exempt = RichTextField(
        _("outside the law"),
        blank=True,
        features=SMALL_TEXT_FEATURES,
        help_text=_("For example files from before 23 September 2018."),
    )
    alternatives = RichTextField(
        _("alternatives"),
        blank=True,
        features=SMALL_TEXT_FEATURES,
        help_text=_("How people get at the same information in another way."),
    )
    method = models.CharField(
        _("who assessed it"), max_length=8, choices=Method.choices, default=Method.SELF
    )
    method_text = RichTextField(_("how it was assessed"), blank=True, features=SMALL_TEXT_FEATURES)
    prepared_on = models.DateField(_("statement drawn up on"), default=timezone.localdate)
    reviewed_on = models.DateField(_("last reviewed on"), default=timezone.localdate)
    feedback = RichTextField(
        _("reporting a problem"),
        features=SMALL_TEXT_FEATURES,
        help_text=_("Where people report a problem, and within how many days you answer."),
    )
    complaint = RichTextField(
        _("complaining"),
        features=SMALL_TEXT_FEATURES,
        help_text=_("Where people complain when your answer does not help them."),
    )

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            ["scope", FieldRowPanel(["conformity", "standard"])], heading=_("Conformity")
        ),
        MultiFieldPanel(
            ["shortcomings", "burden", "exempt", "alternatives"],
            heading=_("What is not accessible"),
        ),
        MultiFieldPanel(
            ["method", "method_text", FieldRowPanel(["prepared_on", "reviewed_on"])],
            heading=_("Assessment"),
        ),
        MultiFieldPanel(["feedback", "complaint"], heading=_("Contact")),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("shortcomings"),
        index.SearchField("exempt"),
    ]

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")

    def clean(self):
        super().clean()
        errors = {}
        is_full = self.conformity == self.Conformity.FULL
        if not is_full and not (self.shortcomings or self.burden or self.exempt):
            errors["shortcomings"] = _("Say what is not accessible, or choose “fully”.")
        if self.prepared_on and self.reviewed_on and self.reviewed_on < self.prepared_on:
            errors["reviewed_on"] = _("The review comes before the statement itself.")
        if errors:
            raise ValidationError(errors)

    @property
    def listing_date(self) -> datetime.date | None:
        return self.reviewed_on

    def get_body_text(self) -> str:
        parts = (
            self.shortcomings,
            self.burden,
            self.exempt,
            self.alternatives,
            self.method_text,
            self.feedback,
            self.complaint,
        )
        return " ".join(plain_text(part) for part in parts if part)
