"""Columns of lists that Wagtail does not have."""

from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column


class MomentColumn(Column):
    """A day with its hour; Wagtail's own column tells how long ago it was."""

    def get_value(self, instance):
        moment = super().get_value(instance)
        if moment is None:
            return ""
        return date_format(timezone.localtime(moment), "j b Y H:i")


class DayColumn(Column):
    """A day, written out."""

    def get_value(self, instance):
        day = super().get_value(instance)
        return date_format(day, "j b Y") if day else ""
