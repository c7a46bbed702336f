"""Telephone numbers on pages."""

from django import template

from cms.telephone import dialled

register = template.Library()


@register.filter
def telephone_url(written: str) -> str:
    """The address of a link that dials this number; nothing where there is not one to dial."""
    number = dialled(written)
    return f"tel:{number}" if number else ""
