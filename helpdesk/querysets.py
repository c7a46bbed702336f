"""Selections of practice cases."""

from wagtail.models import PageManager

from cms.models import DatedPageQuerySet


class PracticeCaseQuerySet(DatedPageQuerySet):
    """Practice cases by day."""

    def for_listing(self):
        """With what a card shows, so that a longer list costs no more queries."""
        cards = self.defer("body").select_related("image", "municipality")
        return cards.prefetch_related("image__renditions")


PracticeCaseManager = PageManager.from_queryset(PracticeCaseQuerySet)
