"""Lists of what needs an eye, each of which leaves as a spreadsheet."""

import django_filters
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import ContentTypeFilter, DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, ReferenceIndex, get_page_content_types

from cms.admin.tables import DayColumn
from cms.models import SiteImage
from companies.models import CompanyPage
from desk.models import CheckedLink
from desk.queries import drafts, editable, reviewed_models, with_review_day

EDIT = "wagtailadmin_pages:edit"
_STATUS = PageStatusColumn("status", label=_("Status"), sort_key="live")
_TITLE = PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title")


class DeskReport(ReportView):
    """A report of the desk: its addresses follow from its name."""

    name = ""
    any_permission_required = ["add", "change", "publish"]
    is_searchable = True
    export_headings = {"status_string": _("Status"), "full_url": _("Address")}

    @property
    def index_url_name(self):
        return f"desk:{self.name}"

    @property
    def index_results_url_name(self):
        return f"desk:{self.name}_results"

    def get_filterset_kwargs(self):
        return {**super().get_filterset_kwargs(), "queryset": self.get_base_queryset()}


class PageListReport(DeskReport):
    """A report of pages, with what Wagtail's columns show read at once."""

    model = Page
    context_object_name = "pages"
    results_template_name = "wagtailadmin/reports/base_page_report_results.html"

    def prepare(self, pages):
        return (
            pages.defer_streamfields()
            .specific()
            .prefetch_workflow_states()
            .annotate_approved_schedule()
            .annotate_site_root_state()
        )


def page_types(request):
    return get_page_content_types(include_base_page_type=False)


class TypeFilterSet(WagtailFilterSet):
    """By page type."""

    content_type = ContentTypeFilter(label=_("Type"), queryset=page_types)

    class Meta:
        model = Page
        fields = ["content_type"]


class DraftReport(PageListReport):
    """Work that visitors do not see yet, the oldest first."""

    name = "drafts"
    page_title = _("Drafts")
    header_icon = "draft"
    filterset_class = TypeFilterSet
    default_ordering = "latest_revision_created_at"
    columns = [
        _TITLE,
        Column("type", label=_("Type"), accessor="page_type_display_name"),
        DateColumn(
            "latest_revision_created_at",
            label=_("Last change"),
            sort_key="latest_revision_created_at",
        ),
        Column("owner", label=_("Made by"), sort_key="owner__username"),
        _STATUS,
    ]
    list_export = ["title", "page_type_display_name", "latest_revision_created_at", "owner"]
    export_headings = {
        "page_type_display_name": _("Type"),
        "latest_revision_created_at": _("Last change"),
        "owner": _("Made by"),
    }
    export_filename = "concepten"

    def get_base_queryset(self):
        return self.prepare(drafts(self.request.user).select_related("owner"))


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
        due = with_review_day(self.request.user, {"review_on__lte": timezone.localdate()})
        return queryset.filter(pk__in=due.values("pk"))


def _review_day(page: Page):
    return page.review_on


class ReviewReport(PageListReport):
    """Pages that must stay true, by the day on which somebody checks them."""

    name = "reviews"
    page_title = _("Pages to check")
    header_icon = "time"
    filterset_class = ReviewFilterSet
    default_ordering = "title"
    columns = [
        _TITLE,
        DayColumn("review_on", label=_("Check again on"), accessor=_review_day),
        DateColumn("last_published_at", label=_("Published"), sort_key="last_published_at"),
        _STATUS,
    ]
    list_export = ["title", "review_on", "last_published_at", "full_url"]
    export_headings = {
        "review_on": _("Check again on"),
        "last_published_at": _("Published"),
        "full_url": _("Address"),
    }
    export_filename = "na-te-kijken"

    def get_base_queryset(self):
        types = Q()
        for model in reviewed_models():
            types |= Q(**{f"{model._meta.model_name}__isnull": False})
        return self.prepare(editable(self.request.user).filter(types, live=True))


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


class ProfileReport(PageListReport):
    """Company profiles by the day on which somebody asked the company, the longest ago first."""

    name = "profiles"
    page_title = _("Company profiles by last check")
    header_icon = "group"
    model = CompanyPage
    filterset_class = ProfileFilterSet
    default_ordering = "checked_on"
    columns = [
        _TITLE,
        DayColumn("checked_on", label=_("Last checked"), sort_key="checked_on"),
        DayColumn(
            "eligibility_checked_on",
            label=_("Reserved contracts checked"),
            sort_key="eligibility_checked_on",
        ),
        Column("contact_role", label=_("Whom to ask for")),
        Column("email", label=_("E-mail")),
        Column("phone", label=_("Phone")),
        _STATUS,
    ]
    list_export = [
        "title",
        "checked_on",
        "eligibility_checked_on",
        "contact_role",
        "email",
        "phone",
        "full_url",
    ]
    export_filename = "profielen"

    def get_base_queryset(self):
        chosen = editable(self.request.user).values("pk")
        return self.prepare(CompanyPage.objects.live().filter(pk__in=chosen))


class ImageReport(DeskReport):
    """Pictures without a description for who cannot see them."""

    name = "images"
    page_title = _("Images without description")
    header_icon = "image"
    model = SiteImage
    any_permission_required = ["add", "change"]
    search_fields = ["title"]
    default_ordering = "-created_at"
    columns = [
        TitleColumn("title", label=_("Title"), url_name="wagtailimages:edit", sort_key="title"),
        Column("usage", label=_("Used"), accessor=lambda image: image.usage_count),
        DateColumn("created_at", label=_("Added"), sort_key="created_at"),
    ]
    list_export = ["title", "usage_count", "created_at"]
    export_headings = {"usage_count": _("Used"), "created_at": _("Added")}
    export_filename = "afbeeldingen-zonder-beschrijving"

    def get_base_queryset(self):
        images = self.permission_policy.instances_user_has_permission_for(
            self.request.user, "change"
        )
        usage = ReferenceIndex.usage_count_subquery(SiteImage)
        return images.filter(description="").annotate(usage_count=usage)


class LinkFilterSet(WagtailFilterSet):
    """By what is wrong."""

    class Meta:
        model = CheckedLink
        fields = ["problem"]


def _on_pages(link: CheckedLink) -> str:
    return ", ".join(page.title for page in link.pages.all())


class PagesColumn(Column):
    """The pages with a link, each of which opens in the editor."""

    cell_template_name = "desk/pages_cell.html"

    def get_value(self, instance):
        return instance.pages.all()

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        pages = [
            {"title": page.get_admin_display_title(), "url": reverse(EDIT, args=[page.pk])}
            for page in self.get_value(instance)
        ]
        return context | {"pages": pages}


class LinkReport(DeskReport):
    """Links that failed twice in a row, or that lead to a page that is gone."""

    name = "links"
    page_title = _("Links that do not work")
    header_icon = "link"
    model = CheckedLink
    any_permission_required = ["view"]
    filterset_class = LinkFilterSet
    search_fields = ["url"]
    default_ordering = "-broken_since"
    columns = [
        Column("url", label=_("Link"), accessor=str),
        Column("problem", label=_("Problem"), accessor="get_problem_display"),
        PagesColumn("pages", label=_("Stands on")),
        DateColumn("broken_since", label=_("Since"), sort_key="broken_since"),
        DateColumn("checked_at", label=_("Last visited"), sort_key="checked_at"),
    ]
    list_export = ["__str__", "get_problem_display", _on_pages, "broken_since", "checked_at"]
    export_headings = {
        "__str__": _("Link"),
        "get_problem_display": _("Problem"),
        "_on_pages": _("Stands on"),
        "broken_since": _("Since"),
        "checked_at": _("Last visited"),
    }
    export_filename = "links"

    def get_base_queryset(self):
        return CheckedLink.objects.broken().prefetch_related("pages")


REPORTS = (DraftReport, ReviewReport, ProfileReport, ImageReport, LinkReport)
