"""Selections of events."""

from django.utils import timezone
from wagtail.models import PageManager

from cms.models import SitePageQuerySet


class EventPageQuerySet(SitePageQuerySet):
    """Events by time."""

    def upcoming(self):
        """Not over yet: soonest first."""
        return self.filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")

    def past(self):
        """Over: latest first."""
        return self.filter(ends_at__lt=timezone.now()).order_by("-starts_at", "-pk")

    def in_year(self, year: int | None):
        return self.filter(starts_at__year=year) if year else self

    def years(self) -> list[int]:
        """The years in which events began, newest first."""
        return [
            moment.year for moment in self.order_by().datetimes("starts_at", "year", order="DESC")
        ]

    def for_listing(self):
        """With what a card shows, so that a longer list costs no more queries."""
        cards = self.defer("body").select_related("image")
        return cards.prefetch_related("image__renditions")


EventPageManager = PageManager.from_queryset(EventPageQuerySet)
