"""What companies do, in the words of buyers and in CPV codes."""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Page

from cms.models import SluggedMixin
from cms.searchable import SearchEntry, split_names

CPV_PATTERN = re.compile(r"(\d{8})(?:-\d)?")


def normalise_cpv(value: str) -> str:
    """The eight digits of a CPV code, without the check digit that may follow.

    Source: Regulation (EC) No 213/2008, the Common Procurement Vocabulary.

    Raises:
        ValidationError: when it is not a CPV code.
    """
    match = CPV_PATTERN.fullmatch(value.replace(" ", ""))
    if not match:
        raise ValidationError(_("A CPV code has eight digits, for example 77310000-6."))
    return match[1]


class CpvCode(models.Model):
    """A code of the Common Procurement Vocabulary with its official Dutch label."""

    code = models.CharField(
        _("code"),
        max_length=10,
        unique=True,
        help_text=_("Eight digits; the check digit may follow."),
    )
    label = models.CharField(_("official label"), max_length=500)

    panels = ["code", "label"]

    class Meta:
        verbose_name = _("CPV code")
        verbose_name_plural = _("CPV codes")
        ordering = ["code"]

    def __str__(self):
        return f"{self.code} {self.label}"

    def clean(self):
        super().clean()
        if self.code:
            try:
                self.code = normalise_cpv(self.code)
            except ValidationError as error:
                raise ValidationError({"code": error}) from error


class Activity(SluggedMixin, ClusterableModel):
    """A kind of work that can be bought, with the words by which buyers look for it.

    The official CPV labels are not buyers' words: no label says "groenonderhoud".
    """

    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(
        _("description"), blank=True, help_text=_("What somebody can ask for.")
    )
    plain_words = models.CharField(
        _("plain words"),
        max_length=500,
        blank=True,
        help_text=_("Words that must find this activity, separated by commas."),
    )
    cpv_codes = ParentalManyToManyField(CpvCode, verbose_name=_("CPV codes"), blank=True)

    panels = ["name", "slug", "description", "plain_words", "cpv_codes"]

    class Meta(SluggedMixin.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def search_words(self) -> tuple[str, ...]:
        """Everything that must find a company with this activity."""
        codes = [name for cpv in self.cpv_codes.all() for name in (cpv.code, cpv.label)]
        return (self.name, *split_names(self.plain_words), *codes)

    def search_entries(self) -> Iterator[SearchEntry]:
        yield SearchEntry(
            kind="activiteitsoort",
            title=self.name,
            body=self.description,
            keywords=self.search_words,
        )

    def get_search_page(self) -> Page | None:
        """The list of companies; None without a public list."""
        from companies.models.index import CompanyIndexPage

        return CompanyIndexPage.objects.filter(locale=self.locale).visible().first()

    @property
    def search_query(self) -> str:
        """What narrows that list to the companies that do this."""
        return f"activiteit={self.slug}"
