"""Reports of pages: what is not published, what must be checked."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.models import Page

from cms.admin.tables import DayColumn
from companies.admin.columns import CHECKED_ON, EMAIL, PHONE
from companies.models import CompanyPage
from desk.queries import drafts, due_pages, profiles, reviewed, with_number_of_translations
from desk.reports.base import ADDRESS, STATUS, TITLE, TYPE, PageReport, TypeFilterSet


class DraftReport(PageReport):
    """Work that visitors do not see yet, the oldest first."""

    name = "drafts"
    page_title = _("Drafts")
    header_icon = "draft"
    filterset_class = TypeFilterSet
    default_ordering = "latest_revision_created_at"
    columns = [
        TITLE,
        TYPE,
        DateColumn(
            "latest_revision_created_at",
            label=_("Last change"),
            sort_key="latest_revision_created_at",
        ),
        Column("owner", label=_("Made by"), sort_key="owner__username"),
        STATUS,
    ]

    def get_base_queryset(self):
        return self.prepare(drafts(self.request.user).prefetch_related("owner"))


class ReviewFilterSet(WagtailFilterSet):
    """What is due."""

    due = django_filters.ChoiceFilter(
        label=_("Check"),
        choices=[("due", _("the day has come"))],
        method="filter_due",
        empty_label=pgettext_lazy("pages", "all"),
    )

    class Meta:
        model = Page
        fields = []

    def filter_due(self, queryset, _name, value):
        return queryset.filter(pk__in=due_pages(self.request.user).values("pk"))


class ReviewReport(PageReport):
    """Pages that must stay true, by the day on which somebody checks them."""

    name = "reviews"
    show_locale_labels = False
    page_title = _("Pages to check")
    header_icon = "time"
    filterset_class = ReviewFilterSet
    default_ordering = "title"
    columns = [
        TITLE,
        TYPE,
        DayColumn("review_on", label=_("Check again on")),
        DateColumn("last_published_at", label=_("Published"), sort_key="last_published_at"),
        Column("translations", label=_("Translations"), sort_key="translations"),
        STATUS,
    ]
    more_columns = (ADDRESS,)

    def get_base_queryset(self):
        return self.prepare(with_number_of_translations(reviewed(self.request.user)))


class ProfileFilterSet(WagtailFilterSet):
    """What nobody checked for a year, and when the others were checked."""

    due = django_filters.ChoiceFilter(
        label=_("Check"),
        choices=[("due", _("not checked for a year"))],
        method="filter_due",
        empty_label=pgettext_lazy("companies", "all"),
    )
    checked_on = django_filters.DateFromToRangeFilter(
        label=_("Last checked"), widget=DateRangePickerWidget
    )

    class Meta:
        model = CompanyPage
        fields = []

    def filter_due(self, queryset, _name, value):
        return queryset.due_for_check()


class ProfileReport(PageReport):
    """Company profiles by the day on which somebody asked the company, the longest ago first."""

    name = "profiles"
    show_locale_labels = False
    page_title = _("Company profiles by last check")
    header_icon = "group"
    model = CompanyPage
    filterset_class = ProfileFilterSet
    default_ordering = "checked_on"
    columns = [
        TITLE,
        CHECKED_ON,
        DayColumn(
            "eligibility_checked_on",
            label=_("Reserved contracts checked"),
            sort_key="eligibility_checked_on",
        ),
        Column("contact_role", label=_("Whom to ask for")),
        EMAIL,
        PHONE,
        STATUS,
    ]
    more_columns = (ADDRESS,)

    def get_base_queryset(self):
        return self.prepare(profiles(self.request.user))
