"""Selections of companies."""

from django.db.models import Q
from wagtail.models import PageManager

from cms.models import SitePageQuerySet


class CompanyQuerySet(SitePageQuerySet):
    """Companies by what they do, where they work and whether work may be reserved."""

    def with_activity(self, slug: str):
        return self.filter(activity_rows__activity__slug=slug) if slug else self

    def working_in(self, municipality):
        """Companies that have a place there or that come there."""
        if municipality is None:
            return self
        place = Q(locations__municipality=municipality) | Q(working_area=municipality)
        return self.filter(place | Q(works_everywhere=True))

    def with_eligibility(self, value: str):
        return self.filter(eligibility=value) if value else self

    def for_listing(self):
        """With what a card shows, so that a longer list costs no more queries."""
        return self.select_related("image", "part_of").prefetch_related(
            "activity_rows__activity",
            "locations__municipality",
            "image__renditions",
        )


CompanyManager = PageManager.from_queryset(CompanyQuerySet)
