"""What the desk adds to screens of Wagtail."""

from urllib.parse import urlsplit

from django import template
from django.urls import resolve
from wagtail.models import Page

from cms.translations import translations_of
from desk.uses import uses_of

register = template.Library()


@register.inclusion_tag("desk/losses.html", takes_context=True)
def losses(context) -> dict:
    """What goes along or breaks with what somebody is about to delete or withdraw.

    The screens on which that is asked name the thing each in their own way, but all have the
    address of the list of its uses.
    """
    numbers = resolve(urlsplit(context["usage_url"]).path).kwargs
    thing = context["model_opts"].model.objects.get(pk=next(iter(numbers.values())))
    is_page = isinstance(thing, Page)
    if is_page:
        thing = thing.specific
    versions = translations_of(thing).select_related("locale") if is_page else []
    return {
        "is_page": is_page,
        "is_protected": context.get("is_protected"),
        "languages": [version.locale.get_display_name() for version in versions],
        "uses": uses_of(thing, context["request"].user),
    }
