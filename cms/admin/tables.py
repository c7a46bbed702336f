"""Columns of lists that Wagtail does not have, or of which it does not know the value."""

from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn


class MomentColumn(Column):
    """A day with its hour; Wagtail's own column tells how long ago it was."""

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        if moment := context["raw_value"]:
            context["value"] = date_format(timezone.localtime(moment), "j b Y H:i")
        return context


class DayColumn(Column):
    """A day, written out."""

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        if day := context["raw_value"]:
            context["value"] = date_format(day, "j b Y")
        return context


class TitleOfPageColumn(PageTitleColumn):
    """Wagtail's title of a page, with its value for a spreadsheet."""

    def get_value(self, page):
        return page.get_admin_display_title()


class StatusOfPageColumn(PageStatusColumn):
    """Wagtail's status of a page, with its value for a spreadsheet."""

    def get_value(self, page):
        return page.status_string
