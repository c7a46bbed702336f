"""What visitors asked, and what an editor can do about it in one click."""

import django_filters
from django.db.models import F, FloatField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, NullIf
from django.template.defaultfilters import floatformat
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from cms.admin.spreadsheets import ColumnSpreadsheetMixin
from search.log import SearchCount


def asked_queries() -> QuerySet:
    """A dictionary for each query and language, with its counts over all days together."""
    same = SearchCount.objects.filter(query=OuterRef("query"), language=OuterRef("language"))
    latest = same.order_by("-day")
    return (
        SearchCount.objects.values("query", "language")
        .annotate(
            asked=Sum("times"),
            found=Subquery(latest.values("results")[:1]),
            opened=Sum("clicks"),
            average_rank=Cast(Sum("rank_sum"), FloatField()) / NullIf(Sum("clicks"), 0),
            asked_again=Sum("refined"),
            asked_next=Subquery(latest.exclude(refined_to="").values("refined_to")[:1]),
        )
        .filter(asked__gt=0)
    )


class SearchReportFilterSet(WagtailFilterSet):
    """A period, and the queries that need an editor most."""

    OUTCOMES = {
        "none": (_("without result"), Q(found=0)),
        "refined": (_("asked again in other words"), Q(asked_again__gt=0)),
        "unopened": (_("with results that nobody opened"), Q(found__gt=0, opened=0)),
    }

    day = django_filters.DateFromToRangeFilter(label=_("Period"), widget=DateRangePickerWidget)
    outcome = django_filters.ChoiceFilter(
        label=_("Queries"),
        choices=[(name, label) for name, (label, _q) in OUTCOMES.items()],
        method="filter_outcome",
        empty_label=pgettext_lazy("queries", "all"),
    )

    class Meta:
        model = SearchCount
        fields = []

    def filter_outcome(self, queryset, _name, value):
        return queryset.filter(self.OUTCOMES[value][1])


def _rounded_rank(row: dict) -> str:
    return floatformat(row["average_rank"], 1)


class ActionsColumn(BaseColumn):
    """Links to forms that are filled in already."""

    cell_template_name = "search/admin/report_actions.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        user = parent_context["request"].user
        names = {"name": instance["query"], "preferred": instance["asked_next"] or ""}
        return context | {
            "query": instance["query"],
            "can_add_synonym": user.has_perm("search.add_synonym"),
            "can_promote": user.has_perm("wagtailsearchpromotions.add_searchpromotion"),
            "synonym_query": urlencode(names),
            "promotion_query": urlencode({"query": instance["query"]}),
        }


class SearchReportView(ColumnSpreadsheetMixin, ReportView):
    """The queries of visitors, most asked first."""

    model = SearchCount
    permission_policy = ModelPermissionPolicy(SearchCount)
    permission_required = "view"
    page_title = _("Searches of visitors")
    header_icon = "search"
    index_url_name = "search_report"
    index_results_url_name = "search_report_results"
    filterset_class = SearchReportFilterSet
    is_searchable = True
    search_fields = ["query"]
    default_ordering = "-asked"
    columns = [
        Column("query", label=_("Query"), sort_key="query"),
        NumberColumn("asked", label=_("Asked"), sort_key="asked"),
        NumberColumn("found", label=_("Results"), sort_key="found"),
        NumberColumn("opened", label=_("Opened"), sort_key="opened"),
        Column("average_rank", label=_("Average place"), accessor=_rounded_rank),
        NumberColumn("asked_again", label=_("Asked differently"), sort_key="asked_again"),
        Column("asked_next", label=_("Asked next")),
        ActionsColumn("actions", label=_("Improve")),
    ]
    more_columns = (Column("language", label=_("Language")),)

    def get_base_queryset(self):
        return asked_queries()

    def get_filterset_kwargs(self):
        return {**super().get_filterset_kwargs(), "queryset": self.get_base_queryset()}

    def order_queryset(self, queryset):
        queryset = super().order_queryset(queryset)
        return queryset.order_by(*queryset.query.order_by, F("query"), F("language"))
