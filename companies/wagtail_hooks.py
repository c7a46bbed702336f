"""The guide in the admin: companies, and the lists behind them."""

import django_filters
from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.admin.listings import PageListingFilterSet, SitePageListing
from cms.admin.snippets import SiteSnippetViewSet
from companies.admin.checks import ChecksViewSet
from companies.admin.columns import CHECKED_ON, EMAIL, PHONE
from companies.models import Activity, CompanyPage, CpvCode, Municipality


class CompanyFilterSet(PageListingFilterSet):
    """By what buyers ask, and by whether somebody checked it."""

    activity = django_filters.ModelChoiceFilter(
        label=_("Activity"),
        queryset=Activity.objects.all(),
        field_name="activity_rows__activity",
        distinct=True,
    )
    municipality = django_filters.ModelChoiceFilter(
        label=_("Municipality"),
        queryset=Municipality.objects.all(),
        field_name="locations__municipality",
        distinct=True,
    )
    due = django_filters.ChoiceFilter(
        label=_("Check"),
        choices=[("due", _("not checked for a year"))],
        method="filter_due",
        empty_label=pgettext_lazy("companies", "all"),
    )

    class Meta:
        model = CompanyPage
        fields = ["eligibility"]

    def filter_due(self, queryset, _name, value):
        return queryset.due_for_check()


def _activities(page: CompanyPage) -> str:
    return ", ".join(row.activity.name for row in page.activity_rows.all())


def _places(page: CompanyPage) -> str:
    names = [row.municipality.name for row in page.locations.all() if row.municipality]
    return ", ".join(dict.fromkeys(names))


class CompanyListing(SitePageListing):
    """All companies by name, with what they do and when that was checked."""

    name = "companies"
    url_prefix = "bedrijven"
    model = CompanyPage
    icon = "group"
    menu_label = _("Companies")
    ordering = "title"
    filterset_class = CompanyFilterSet
    own_columns = (
        Column("activities", label=_("Activities"), accessor=_activities),
        Column("places", label=_("Municipalities"), accessor=_places),
        CHECKED_ON,
    )
    related = ("activity_rows__activity", "locations__municipality")
    more_columns = (
        Column(
            "eligibility",
            label=_("Work may be reserved for them"),
            accessor="get_eligibility_display",
        ),
        EMAIL,
        PHONE,
        Column("website", label=_("Website")),
    )


class ActivityViewSet(SiteSnippetViewSet):
    """Activities with the words that find them."""

    model = Activity
    icon = "cogs"
    list_display = ["name", "plain_words"]
    search_fields = ["name", "plain_words"]


class MunicipalityViewSet(SiteSnippetViewSet):
    """Municipalities with their former names and parts."""

    model = Municipality
    icon = "site"
    list_display = [
        "name",
        "former_names",
        "parts",
        BooleanColumn("in_region", label=_("In the Land van Waas")),
    ]
    list_filter = ["in_region"]
    search_fields = ["name", "former_names", "parts"]


class CpvCodeViewSet(SiteSnippetViewSet):
    """CPV codes with their official labels."""

    model = CpvCode
    icon = "order"
    list_display = ["code", "label"]
    search_fields = ["code", "label"]


class GuideViewSetGroup(SnippetViewSetGroup):
    """One menu for the company guide and the lists behind it."""

    items = (CompanyListing, ChecksViewSet, ActivityViewSet, MunicipalityViewSet, CpvCodeViewSet)
    menu_label = _("Guide")
    menu_icon = "group"
    menu_order = 260


register_snippet(GuideViewSetGroup)


@hooks.register("register_permissions")
def check_permissions():
    """Reading what companies answer, and handling it."""
    return Permission.objects.filter(
        content_type__app_label="companies", content_type__model="profilecheck"
    )
