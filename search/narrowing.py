"""The links around a search that ask for less of it, or for the same otherwise."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import quote_plus, urlencode

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from search.filters import Facet, FacetValue
from search.results import SORTS, Search

SORT_LABELS = {
    "relevantie": _("Best first"),
    "datum": _("Newest first"),
    "oudste": _("Oldest first"),
}
# More values than this are shown on demand.
SHOWN_VALUES = 6


_quoted = lru_cache(maxsize=1024)(quote_plus)


@dataclass(frozen=True, slots=True)
class Link:
    """Where something leads, in which language, and whether that is where the visitor is."""

    label: str
    href: str
    is_chosen: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class FacetLink:
    """A facet's value with the address that chooses it, or undoes the choice."""

    facet: Facet
    value: FacetValue
    href: str


@dataclass(frozen=True, slots=True)
class FacetLinks:
    """The values of one facet: those that are shown, and those behind a button."""

    name: str
    label: str
    shown: list[FacetLink]
    more: list[FacetLink]

    @property
    def more_label(self) -> str:
        count = len(self.more)
        return ngettext("%(count)s more", "%(count)s more", count) % {"count": count}


class Links:
    """Links that keep all of a search but what they change; each begins at page 1."""

    def __init__(self, results: Search):
        self.results = results

    @cached_property
    def _asked(self) -> dict[str, str]:
        results = self.results
        return {
            "q": results.query.text,
            **results.filters.chosen(),
            "sorteer": "" if results.sort == SORTS[0] else results.sort,
            "letterlijk": "1" if results.is_literal else "",
        }

    def _href(self, **changes: str) -> str:
        asked = self._asked | changes
        return f"?{urlencode({name: value for name, value in asked.items() if value})}"

    @cached_property
    def facets(self) -> list[FacetLinks]:
        facets = []
        for facet in self.results.facets:
            if facet.has_choice:
                links = self._facet_links(facet)
                links.sort(key=lambda link: not link.value.is_chosen)
                # A button for one more would take the place of that one.
                shown = SHOWN_VALUES if len(links) > SHOWN_VALUES + 1 else len(links)
                facets.append(FacetLinks(facet.name, facet.label, links[:shown], links[shown:]))
        return facets

    @cached_property
    def chosen(self) -> list[FacetLink]:
        """The filters that are on, each with the address without it."""
        return [link for facet in self.facets for link in facet.shown if link.value.is_chosen]

    def _facet_links(self, facet: Facet) -> list[FacetLink]:
        without = self._href(**{facet.name: ""})
        return [
            FacetLink(facet, value, without if value.is_chosen else f"{without}&{choice}")
            for value in facet.values
            for choice in [f"{facet.name}={_quoted(value.value)}"]
        ]

    @property
    def sorts(self) -> list[Link]:
        return [
            Link(
                str(label),
                self._href(sorteer="" if name == SORTS[0] else name),
                name == self.results.sort,
            )
            for name, label in SORT_LABELS.items()
        ]

    @property
    def without_filters(self) -> str:
        return self._href(**dict.fromkeys(self.results.filters.chosen(), ""))

    def within(self, issue: str) -> str:
        """Everything in one newsletter issue, the best first."""
        return self._href(binnen=issue, sorteer="")

    @property
    def literal(self) -> str:
        return self._href(letterlijk="1")

    @property
    def not_literal(self) -> str:
        return self._href(letterlijk="")

    @property
    def nearest(self) -> list[Link]:
        """Queries that look like this one, and find something."""
        return [Link(query, f"?{urlencode({'q': query})}") for query in self.results.nearest]
