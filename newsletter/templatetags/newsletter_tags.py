"""What the newsletter adds to every page."""

from django import template

from newsletter.subscribers import wording

register = template.Library()


@register.simple_tag
def consent_wording() -> str:
    """The words with which people agree, exactly as they are kept as proof."""
    return wording.consent_wording()


@register.filter
def in_another_language(code: str) -> str:
    """“in Dutch” on a page in another language; nothing on one in Dutch."""
    return wording.in_another_language(code)
