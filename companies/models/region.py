"""The municipalities of the region, under today's name and all former ones."""

import re
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _
from rapidfuzz import process
from rapidfuzz.distance import OSA

from cms.names import fold_name
from cms.searchable import split_names

# The share of the letters in which a name that is offered may differ.
MOST_DIFFERENT = 0.3
_POSTCODE = re.compile(r"\b(?:B-?)?\d{4}\b", re.IGNORECASE)
_SAINT = re.compile(r"\b(?:st|saint)\b", re.IGNORECASE)


class MunicipalityQuerySet(models.QuerySet):
    """Municipalities by the names that people use."""

    def resolve(self, name: str) -> "tuple[Municipality | None, str]":
        """Today's municipality for any of its names.

        Returns:
            The municipality and the old name or part through which it was found; that
            name is empty when it was found under its own. `(None, "")` when unknown.
        """
        wanted = _folded(name)
        if not wanted:
            return None, ""
        municipalities = list(self)
        for municipality in municipalities:
            if wanted in map(_folded, municipality.own_names):
                return municipality, ""
        for municipality in municipalities:
            for other in municipality.other_names:
                if _folded(other) == wanted:
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
    also_known_as = models.CharField(
        _("also known as"),
        max_length=500,
        blank=True,
        help_text=_("What people type for it as well, separated by commas: “Tamise” or “9140”."),
    )
    in_region = models.BooleanField(_("in the Land van Waas"), default=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    objects = MunicipalityQuerySet.as_manager()

    panels = [
        "name",
        "slug",
        "former_names",
        "parts",
        "also_known_as",
        "in_region",
        "latitude",
        "longitude",
    ]

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def own_names(self) -> list[str]:
        """What stands for the whole of it today, in any language."""
        return [self.slug, self.name, *split_names(self.also_known_as)]

    @property
    def other_names(self) -> list[str]:
        """Former names and parts: every name but its own."""
        return [*split_names(self.former_names), *split_names(self.parts)]


def nearest_name(name: str, municipalities: Iterable[Municipality]) -> str:
    """The name that was meant by one that `resolve` does not know; empty when none is near.

    Nearness is counted as in the search: by letters that are wrong, missing, too many or swapped.
    Of a postcode each figure tells.
    """
    wanted = _folded(name)
    known = {
        _folded(beginning): each
        for municipality in municipalities
        for each in [*municipality.own_names, *municipality.other_names]
        if not each.isdecimal()
        for beginning in _beginnings(each)
    }
    allowed = int(MOST_DIFFERENT * len(wanted))
    near = process.extractOne(wanted, known.keys(), scorer=OSA.distance, score_cutoff=allowed)
    return known[near[0]] if near else ""


def _folded(name: str) -> str:
    """A name as people type it, with "St." for "Sint"; a postcode beside it says nothing more."""
    without = _SAINT.sub("sint", _POSTCODE.sub(" ", name))
    return fold_name(without) or fold_name(name)


def _beginnings(name: str) -> list[str]:
    """The name and what people leave it at: Sint-Gillis of Sint-Gillis-Waas."""
    words = re.split(r"[\s-]+", name)
    return [" ".join(words[:count]) for count in range(min(2, len(words)), len(words) + 1)]
