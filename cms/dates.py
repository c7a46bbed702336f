"""Days as people write them in each language."""

import datetime
import re
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language

_FIRST = re.compile(r"\b1 (?=[^\W\d])")


def spoken_date(day: datetime.date, format_: str = "DATE_FORMAT") -> str:
    """As `date_format`; the first of a month is 1er in French, for which Django has no letter."""
    return _spoken_date(day, format_, get_language())


@lru_cache(maxsize=4096)
def _spoken_date(day: datetime.date, format_: str, language: str) -> str:
    text = date_format(day, format_)
    return _FIRST.sub("1er ", text) if language == "fr" else text
