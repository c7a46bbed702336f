"""What a comparison of two versions shows of a value that is empty, yes or no, or a day: Wagtail
shows these as Python writes them ("None", "True", "2027-03-01").
"""

import datetime

from django.db import models
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.compare import CharBlockComparison, FieldComparison, register_comparison_class

FIELDS = (
    models.BooleanField,
    models.DateField,
    models.DecimalField,
    models.FloatField,
    models.IntegerField,
    models.TimeField,
)
BLOCKS = (blocks.BooleanBlock, blocks.CharBlock, blocks.TextBlock, blocks.URLBlock)


class ValueComparison(FieldComparison):
    def __init__(self, field, obj_a, obj_b):
        super().__init__(field, obj_a, obj_b)
        self.val_a, self.val_b = shown(self.val_a), shown(self.val_b)


class ValueBlockComparison(CharBlockComparison):
    def __init__(self, block, exists_a, exists_b, val_a, val_b):
        super().__init__(block, exists_a, exists_b, shown(val_a), shown(val_b))

    def htmlvalue(self, val):
        return super().htmlvalue(shown(val))


def shown(value) -> str:
    """A value as an editor reads it elsewhere in the admin."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime.datetime):
        value = timezone.template_localtime(value)
    return str(localize(value))


def complete() -> None:
    for field in FIELDS:
        register_comparison_class(field, comparison_class=ValueComparison)
    for block in BLOCKS:
        block.get_comparison_class = lambda _block: ValueBlockComparison
