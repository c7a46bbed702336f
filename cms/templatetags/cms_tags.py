"""What every page's frame needs: menu, breadcrumbs, languages, structured data."""

from django import template
from wagtail.models import Page, Site

from cms.structured_data import page_graph, to_json_ld

register = template.Library()


def _home(context):
    """The home page in the language of the page; None where there is no site yet."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None:
        return None
    page = context.get("page")
    root = site.root_page
    if isinstance(page, Page) and page.locale_id != root.locale_id:
        return root.get_translation_or_none(page.locale) or root
    return root.localized


@register.simple_tag(takes_context=True)
def main_menu(context):
    """The pages under the home page that editors put in the menu, in their order.

    Each has `menu_url` and `is_current`: true for the section that the reader is in.
    """
    home = _home(context)
    if home is None:
        return []
    request, current = context["request"], context.get("page")
    items = list(home.get_children().live().public().in_menu())
    for item in items:
        item.menu_url = item.get_url(request)
        item.is_current = bool(current and current.path and current.path.startswith(item.path))
    return items


@register.simple_tag(takes_context=True)
def breadcrumbs(context):
    """The way from the home page to this page, this page left out."""
    page = context.get("page")
    if not isinstance(page, Page) or not page.path or page.depth <= 2:
        return []
    request = context["request"]
    trail = list(page.get_ancestors().filter(depth__gte=2).live())
    for ancestor in trail:
        ancestor.menu_url = ancestor.get_url(request)
    return trail


@register.simple_tag(takes_context=True)
def page_translations(context):
    """The public versions of this page in every language, itself included."""
    page = context.get("page")
    if not isinstance(page, Page) or not page.pk:
        return []
    request = context["request"]
    translations = list(
        page.get_translations(inclusive=True).live().public().select_related("locale")
    )
    for translation in translations:
        translation.menu_url = translation.get_full_url(request)
    return sorted(translations, key=lambda translation: translation.locale_id)


@register.simple_tag(takes_context=True)
def structured_data(context):
    """The page as schema.org JSON-LD in a script element; nothing without a page."""
    page = context.get("page")
    request = context.get("request")
    if not isinstance(page, Page) or not page.pk or request is None:
        return ""
    return to_json_ld(page_graph(page, request, breadcrumbs(context)))
