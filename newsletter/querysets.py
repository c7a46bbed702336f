"""Selections of newsletter issues."""

from django.apps import apps
from django.db.models import Prefetch
from django.db.models.query import ModelIterable
from wagtail.models import Page, PageManager

from cms import frame
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
        items = _items(_WholeItems, "image")
        return self.select_related("series", "image", "original").prefetch_related(items)

    def for_listing(self):
        """With series and items, so that a longer list costs no more queries."""
        return self.select_related("series").prefetch_related(_items(_Items))


class _Items(ModelIterable):
    """Items with the pages that they are about in their own language, all read together."""

    def __iter__(self):
        items = list(super().__iter__())
        about = [item for item in items if item.page]
        found = _versions([item for item in about if item.page.locale_id != item.locale_id])
        for item in about:
            key = (item.page.translation_key, item.locale_id)
            item.version = found.get(key, item.page)
        return iter(items)


class _WholeItems(_Items):
    """The same with all that an item takes from its page, not its title alone."""

    def __iter__(self):
        items = list(super().__iter__())
        about = [item for item in items if item.page]
        pages = frame.specific_pages(item.version.pk for item in about)
        for item in about:
            item.version = pages.get(item.version.pk, item.version)  # gone since
        return iter(items)


def _versions(items: list) -> dict[tuple, Page]:
    """The live versions of their pages in the language of each, by both."""
    if not items:
        return {}
    pages = Page.objects.live().filter(
        translation_key__in={item.page.translation_key for item in items},
        locale__in={item.locale_id for item in items},
    )
    return {(page.translation_key, page.locale_id): page for page in pages}


def _items(iterable: type[_Items], *related: str) -> Prefetch:
    """The items of issues with their rubrics and pages, as many queries for many as for few."""
    items = apps.get_model("newsletter", "NewsletterItem").objects
    items = items.select_related("rubric", "page", *related)
    items._iterable_class = iterable  # as Wagtail's own `specific()`
    return Prefetch("items", items)


IssueManager = PageManager.from_queryset(IssueQuerySet)
