"""The facets: what a visitor may narrow a search to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from search.analysis.folding import clean

KINDS = {
    "nieuws": _("News"),
    "activiteit": _("Events"),
    "bedrijf": _("Companies"),
    "activiteitsoort": _("Kinds of work"),
    "praktijk": _("Practice cases"),
    "nieuwsbrief": _("Newsletter issues"),
    "artikel": _("Newsletter items"),
    "origineel": _("Original PDFs"),
    "begrip": _("Terms"),
    "pagina": _("Pages"),
}
KIND_NAMES = {
    "nieuws": _("News item"),
    "activiteit": _("Event"),
    "bedrijf": _("Company"),
    "activiteitsoort": _("Kind of work"),
    "praktijk": _("Practice case"),
    "nieuwsbrief": _("Newsletter issue"),
    "artikel": _("Newsletter item"),
    "origineel": _("Original PDF"),
    "begrip": _("Term"),
    "pagina": _("Page"),
}
FACETS = {
    "type": _("Kind"),
    "jaar": _("Year"),
    "reeks": _("Series"),
    "rubriek": _("Rubric"),
    "gemeente": _("Municipality"),
}
_COLUMNS = {
    "type": "kind",
    "jaar": "year",
    "reeks": "series",
    "rubriek": "rubric",
    "gemeente": "municipality",
}
# Several municipalities of one document stand in one text.
SEPARATOR = ", "
MAX_VALUES = 40


class Facts(NamedTuple):
    """The values of all facets that some documents share."""

    kind: str
    year: int
    series: str
    series_name: str
    rubric: str
    rubric_name: str
    municipality: str

    def values(self, facet: str) -> list[str]:
        """The values of a facet, of which only municipalities can be several."""
        if facet == "gemeente":
            return [name for name in self.municipality.split(SEPARATOR) if name]
        value = getattr(self, _COLUMNS[facet])
        return [str(value)] if value else []

    def label(self, facet: str, value: str) -> str:
        if facet == "type":
            return str(KINDS.get(value, value))
        return getattr(self, f"{_COLUMNS[facet]}_name", value)


@dataclass(frozen=True, slots=True)
class Filters:
    """The chosen value of each facet, empty for no choice; safe for any store.

    `binnen` is the address of one newsletter issue, to find all hits in it.
    """

    type: str = ""
    jaar: str = ""
    reeks: str = ""
    rubriek: str = ""
    gemeente: str = ""
    binnen: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Filters":
        """Read a query string. What cannot be a value counts as not chosen."""
        kind = query.get("type", "").strip().lower()
        year = query.get("jaar", "").strip()
        is_year = year.isascii() and year.isdecimal() and len(year) == 4
        return cls(
            type=kind if kind in KINDS else "",
            jaar=year if is_year else "",
            reeks=slugify(query.get("reeks", "")[:100]),
            rubriek=slugify(query.get("rubriek", "")[:100]),
            gemeente=clean(query.get("gemeente", "")[:100]).strip(),
            binnen=clean(query.get("binnen", "")[:500]).strip(),
        )

    def chosen(self) -> dict[str, str]:
        return {name: value for name in self.__slots__ if (value := getattr(self, name))}

    def without(self, facet: str) -> "Filters":
        return replace(self, **{facet: ""}) if getattr(self, facet) else self

    def select(self, counts: Mapping[Facts, int]) -> dict[Facts, int]:
        """Those that have what was chosen of each facet."""
        chosen = [(facet, value) for facet, value in self.chosen().items() if facet in FACETS]
        if not chosen:
            return dict(counts)
        return {
            facts: count
            for facts, count in counts.items()
            if all(value in facts.values(facet) for facet, value in chosen)
        }


EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    label: str
    count: int
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    values: list[FacetValue]

    @property
    def has_choice(self) -> bool:
        """Whether choosing here would change anything."""
        return len(self.values) > 1 or any(value.is_chosen for value in self.values)


def count_facets(hits: Mapping[Facts, int], filters: Filters) -> list[Facet]:
    """The facets, with the number of hits of each of their values.

    A facet counts within what the other facets leave, so that each number is what a
    click on it will show. Years run backwards, the rest goes by count.
    """
    facets = []
    for name, label in FACETS.items():
        others, chosen = filters.without(name), getattr(filters, name)
        counts: dict[str, int] = {chosen: 0} if chosen else {}
        labels: dict[str, str] = {}
        for facts, count in others.select(hits).items():
            for value in facts.values(name):
                counts[value] = counts.get(value, 0) + count
                if value not in labels:
                    labels[value] = facts.label(name, value)
        labels.setdefault(chosen, str(KINDS.get(chosen, chosen)))  # when no hit has it
        values = [
            FacetValue(value, labels[value], count, value == chosen)
            for value, count in counts.items()
        ]
        if name == "jaar":
            values.sort(key=lambda value: value.value, reverse=True)
        else:
            values.sort(key=lambda value: (-value.count, value.label))
        facets.append(Facet(name, str(label), values[:MAX_VALUES]))
    return facets
