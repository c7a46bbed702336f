"""What every page's frame needs: menu, breadcrumbs, languages, structured data."""

from django import template
from django.utils.translation import get_language
from wagtail.models import Page, Site

from cms.languages import Version, home_in, localized, page_versions, view_versions
from cms.structured_data import page_graph, to_json_ld

register = template.Library()


def _home(context):
    """The home page in the language of the page; None where that language has none."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None:
        return None
    page = context.get("page")
    language = page.locale.language_code if isinstance(page, Page) else get_language()
    return home_in(language, site)


@register.simple_tag(takes_context=True)
def home_url(context) -> str:
    """Where the reader's language begins; the Dutch home page for one that has none."""
    home = _home(context)
    return home.get_url(context["request"]) if home else "/"


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
def language_versions(context) -> list[Version]:
    """The public versions of this page in every language, itself included."""
    page, request = context.get("page"), context.get("request")
    if request is None:
        return []
    if isinstance(page, Page):
        return page_versions(page, request) if page.pk else []
    return view_versions(request)


register.filter("localized", localized)


@register.filter
def visible(pages) -> list[Page]:
    """Those that anybody may read, in their order; two queries for any number."""
    pages = list(pages)
    found = Page.objects.filter(pk__in=[page.pk for page in pages]).live().public()
    keys = set(found.values_list("pk", flat=True)) if pages else set()
    return [page for page in pages if page.pk in keys]


@register.simple_tag(takes_context=True)
def structured_data(context):
    """The page as schema.org JSON-LD in a script element; nothing without a page."""
    page = context.get("page")
    request = context.get("request")
    if not isinstance(page, Page) or not page.pk or request is None:
        return ""
    return to_json_ld(page_graph(page, request, breadcrumbs(context)))
