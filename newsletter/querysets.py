"""Selections of newsletter issues."""

from django.apps import apps
from django.db.models import Prefetch
from wagtail.models import PageManager

from cms.models import DatedPageQuerySet


class IssueQuerySet(DatedPageQuerySet):
    """Issues by day, year and series."""

    def in_series(self, slug: str):
        return self.filter(series__slug=slug) if slug else self

    def timeline(self) -> list[tuple[int, list[int]]]:
        """Each year from the first issue to the last, with the series of its issues.

        Years without an issue are there too, so that a gap shows as a gap. One query.
        """
        rows = list(self.order_by("date", "pk").values_list("date", "series_id"))
        if not rows:
            return []
        years = {year: [] for year in range(rows[0][0].year, rows[-1][0].year + 1)}
        for day, series_id in rows:
            years[day.year].append(series_id)
        return list(years.items())

    def for_serving(self):
        return self.select_related("series", "image", "original").prefetch_related(_items("image"))

    def for_listing(self):
        """With series and items, so that a longer list costs no more queries."""
        return self.select_related("series").prefetch_related(_items())


def _items(*related: str) -> Prefetch:
    """The items of issues with their rubrics and pages, in one query."""
    items = apps.get_model("newsletter", "NewsletterItem").objects
    return Prefetch("items", items.select_related("rubric", "page", *related))


IssueManager = PageManager.from_queryset(IssueQuerySet)
