"""Events in the admin: the list of what comes and what was."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import Column

from cms.admin.listings import PageListingFilterSet, SitePageListing
from cms.admin.tables import MomentColumn
from events.models import EventPage


class EventFilterSet(PageListingFilterSet):
    """Coming or past, by day and by what became of it."""

    when = django_filters.ChoiceFilter(
        label=_("When"),
        choices=[("upcoming", _("coming")), ("past", _("past"))],
        method="filter_when",
        empty_label=pgettext_lazy("events", "all"),
    )
    starts_at = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = EventPage
        fields = ["status", "is_online"]

    def filter_when(self, queryset, _name, value):
        return queryset.upcoming() if value == "upcoming" else queryset.past()


class EventListing(SitePageListing):
    """All events, the last first."""

    name = "events"
    url_prefix = "activiteiten"
    model = EventPage
    icon = "date"
    menu_label = _("Agenda")
    menu_order = 210
    add_to_admin_menu = True
    ordering = "-starts_at"
    filterset_class = EventFilterSet
    own_columns = (
        MomentColumn("starts_at", label=_("Starts"), sort_key="starts_at"),
        Column("venue", label=_("Place")),
        Column("status", label=_("What becomes of it"), accessor="get_status_display"),
    )
    more_columns = (MomentColumn("ends_at", label=_("Ends")),)


@hooks.register("register_admin_viewset")
def register_event_listing():
    return EventListing()
