"""The list of issues in the admin."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import Column

from cms.admin.listings import PageListingFilterSet, SitePageListing
from cms.admin.tables import DayColumn
from newsletter.models import NewsletterIssuePage


class IssueFilterSet(PageListingFilterSet):
    """By series and by day."""

    date = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = NewsletterIssuePage
        fields = ["series"]


class IssueListing(SitePageListing):
    """All issues, newest first."""

    name = "issues"
    url_prefix = "edities"
    model = NewsletterIssuePage
    icon = "mail"
    menu_label = _("Issues")
    ordering = "-date"
    filterset_class = IssueFilterSet
    own_columns = (
        DayColumn("date", label=_("Date"), sort_key="date"),
        Column("series", label=_("Series"), sort_key="series__name"),
        Column("number", label=_("Number"), sort_key="number"),
    )
    related = ("series",)
