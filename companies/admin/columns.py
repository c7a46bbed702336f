"""Columns about a company that more lists than one have."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from cms.admin.tables import DayColumn

CHECKED_ON = DayColumn("checked_on", label=_("Last checked"), sort_key="checked_on")
EMAIL = Column("email", label=_("E-mail"))
PHONE = Column("phone", label=_("Phone"))
