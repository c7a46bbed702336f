"""The municipalities of the region, under today's name and all former ones."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.names import fold_name
from cms.searchable import split_names


class MunicipalityQuerySet(models.QuerySet):
    """Municipalities by the names that people use."""

    def resolve(self, name: str) -> "tuple[Municipality | None, str]":
        """Today's municipality for any of its names.

        Returns:
            The municipality and the old name or part through which it was found; that
            name is empty when it was found under its own. `(None, "")` when unknown.
        """
        wanted = fold_name(name)
        if not wanted:
            return None, ""
        municipalities = list(self)
        for municipality in municipalities:
            if wanted in {fold_name(municipality.name), fold_name(municipality.slug)}:
                return municipality, ""
        for municipality in municipalities:
            for other in municipality.other_names:
                if fold_name(other) == wanted:
                    return municipality, other
        return None, ""


class Municipality(models.Model):
    """A municipality after the mergers, which still answers to the names from before.

    Not translatable: a place has one official name, and one row in every language.
    """

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("word in the address"), max_length=100, unique=True)
    former_names = models.CharField(
        _("former names"),
        max_length=500,
        blank=True,
        help_text=_("Municipalities that merged into this one, separated by commas."),
    )
    parts = models.CharField(
        _("parts"),
        max_length=500,
        blank=True,
        help_text=_("Villages and boroughs that belong to it, separated by commas."),
    )
    in_region = models.BooleanField(_("in the Land van Waas"), default=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    objects = MunicipalityQuerySet.as_manager()

    panels = ["name", "slug", "former_names", "parts", "in_region", "latitude", "longitude"]

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def other_names(self) -> list[str]:
        """Former names and parts: every name but its own."""
        return [*split_names(self.former_names), *split_names(self.parts)]
