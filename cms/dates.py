"""Days as people write them in each language."""

import datetime
import re

from django.utils.formats import date_format
from django.utils.translation import get_language

_FIRST = re.compile(r"\b1 (?=[^\W\d])")


def spoken_date(day: datetime.date, format_: str = "DATE_FORMAT") -> str:
    """As `date_format`; the first of a month is 1er in French, for which Django has no letter."""
    text = date_format(day, format_)
    return _FIRST.sub("1er ", text) if get_language() == "fr" else text
