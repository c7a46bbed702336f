"""What the reports have in common."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageTable
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, get_page_content_types

from cms.admin.spreadsheets import ColumnSpreadsheetMixin
from cms.admin.tables import StatusOfPageColumn, TitleOfPageColumn

TITLE = TitleOfPageColumn(
    "title", label=_("Title"), sort_key="title", classname="title", width="30%"
)
STATUS = StatusOfPageColumn("status", label=_("Status"), sort_key="live")
TYPE = Column("type", label=_("Type"), accessor="page_type_display_name")
ADDRESS = Column("full_url", label=_("Address"))


class DeskReport(ColumnSpreadsheetMixin, ReportView):
    """A report of the desk: its addresses follow from its name."""

    name = ""
    any_permission_required = ["add", "change", "publish"]
    is_searchable = True

    @property
    def verbose_name(self):
        return self.model._meta.verbose_name

    @property
    def verbose_name_plural(self):
        return self.model._meta.verbose_name_plural

    @property
    def index_url_name(self):
        return f"desk:{self.name}"

    @property
    def index_results_url_name(self):
        return f"desk:{self.name}_results"

    def get_filterset_kwargs(self):
        return {**super().get_filterset_kwargs(), "queryset": self.get_base_queryset()}


class PageReport(DeskReport):
    """A report of pages, in the table of Wagtail's own lists."""

    model = Page
    context_object_name = "pages"
    table_class = PageTable
    show_locale_labels = True

    def get_table_kwargs(self):
        return {**super().get_table_kwargs(), "show_locale_labels": self.show_locale_labels}

    def prepare(self, pages: QuerySet) -> QuerySet:
        """The pages with what the columns show read at once."""
        return (
            pages.defer_streamfields()
            .specific()
            .prefetch_related("locale", "sites_rooted_here")
            .prefetch_workflow_states()
            .annotate_has_untranslated_locale()
            .annotate_approved_schedule()
            .annotate_site_root_state()
        )


class TypeFilterSet(WagtailFilterSet):
    """By page type."""

    content_type = ContentTypeFilter(
        label=_("Type"),
        queryset=lambda _request: get_page_content_types(include_base_page_type=False),
    )

    class Meta:
        model = Page
        fields = ["content_type"]
