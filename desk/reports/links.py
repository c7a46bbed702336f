"""The report of links."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.models import Page

from desk.models import CheckedLink
from desk.reports.base import DeskReport


class LinkFilterSet(WagtailFilterSet):
    """By what is wrong."""

    class Meta:
        model = CheckedLink
        fields = ["problem"]


class PagesColumn(Column):
    """The pages with a link, each of which opens in the editor."""

    cell_template_name = "desk/pages_cell.html"

    def get_value(self, link):
        return ", ".join(page.title for page in link.pages.all())

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        pages = [
            {
                "title": page.get_admin_display_title(),
                "url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
            }
            for page in instance.pages.all()
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

    def get_base_queryset(self):
        return CheckedLink.objects.broken().prefetch_related("pages")

    def decorate_paginated_queryset(self, object_list):
        """Read the pages of this site to which the links lead at once."""
        links = [link for link in object_list if link.page_id]
        pages = Page.objects.in_bulk([link.page_id for link in links])
        for link in links:
            link.page = pages.get(link.page_id)
        return object_list
