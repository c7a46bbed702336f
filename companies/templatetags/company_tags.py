"""What cards and pages of companies say of names and places."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
_WITH_HYPHEN = re.compile(r"([^\s-]+(?:-[^\s-]+)+)")


@register.filter
def unbroken(name: str) -> SafeString:
    """A name of which no part with a hyphen, as "Mo-Cyclette", ends a line halfway.

    The hyphen itself stays: one that does not break is not what people look for and copy.
    """
    parts = _WITH_HYPHEN.split(name)
    parts[1::2] = [format_html('<span class="unbroken">{}</span>', part) for part in parts[1::2]]
    return format_html_join("", "{}", ((part,) for part in parts))


@register.filter
def comes_to(company, municipality) -> bool:
    """Whether a company that was found in a municipality has no place of its own there."""
    places = {location.municipality_id for location in company.locations.all()}
    return municipality.pk not in places
