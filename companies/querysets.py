"""Selections of companies."""

import datetime
from collections import Counter

from django.db.models import Q
from django.utils import timezone
from wagtail.models import PageManager

from cms.models import SitePageQuerySet
from cms.names import SortName

PROFILE_GOOD_FOR = datetime.timedelta(days=365)


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

    def per_municipality(self, municipalities) -> dict[int, int]:
        """How many companies `working_in` finds in each municipality, by its primary key.

        Three queries for any number of municipalities.
        """
        everywhere = set(self.filter(works_everywhere=True).values_list("pk", flat=True))
        pairs = set(self.values_list("pk", "locations__municipality"))
        pairs |= set(self.values_list("pk", "working_area"))
        elsewhere = Counter(place for pk, place in pairs if pk not in everywhere)
        return {
            municipality.pk: len(everywhere) + elsewhere[municipality.pk]
            for municipality in municipalities
        }

    def with_eligibility(self, value: str):
        return self.filter(eligibility=value) if value else self

    def by_name(self):
        return self.order_by(SortName("title"), "pk")

    def due_for_check(self):
        """Profiles that nobody checked for a year."""
        limit = timezone.localdate() - PROFILE_GOOD_FOR
        return self.filter(Q(checked_on=None) | Q(checked_on__lt=limit))

    def for_serving(self):
        return self.select_related("image", "part_of").prefetch_related(
            "activity_rows__activity__cpv_codes",
            "locations__municipality",
            "statuses",
            "working_area",
        )

    def for_listing(self):
        """With what a card shows, so that a longer list costs no more queries."""
        return self.select_related("image", "part_of").prefetch_related(
            "activity_rows__activity",
            "locations__municipality",
            "image__renditions",
        )


CompanyManager = PageManager.from_queryset(CompanyQuerySet)
