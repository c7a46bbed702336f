"""Lists that leave as a spreadsheet, with what the screen shows."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.mixins import SpreadsheetExportMixin

CSV, XLSX = SpreadsheetExportMixin.FORMAT_CSV, SpreadsheetExportMixin.FORMAT_XLSX


def harmless(text: str) -> str:
    """A text of somebody else such that a spreadsheet takes it for text and no formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")


class ColumnSpreadsheetMixin(SpreadsheetExportMixin):
    """The columns of the list, and those in `more_columns` for which the screen has no room.

    Wagtail asks for a second description of each column, which must be kept the same by
    hand, and fails on a column that a function fills.
    """

    more_columns: tuple[Column, ...] = ()
    custom_value_preprocess = {
        bool: {CSV: _yes_or_no, XLSX: _yes_or_no},
        datetime.datetime: {
            CSV: lambda moment: date_format(timezone.localtime(moment), "Y-m-d H:i"),
            XLSX: timezone.make_naive,
        },
        datetime.date: {XLSX: None},
        str: {CSV: harmless},
    }

    @cached_property
    def exported(self) -> dict[str, Column]:
        columns = (*self.columns, *self.more_columns)
        return {column.name: column for column in columns if hasattr(column, "get_value")}

    @cached_property
    def list_export(self):
        return [*self.exported]

    def get_heading(self, queryset, field):
        return str(self.exported[field].label)

    def to_row_dict(self, item):
        return {name: column.get_value(item) for name, column in self.exported.items()}

    def get_filename(self):
        return slugify(self.page_title or self.model._meta.verbose_name_plural)
