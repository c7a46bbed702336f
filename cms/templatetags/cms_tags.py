"""What every page's frame needs: menu, breadcrumbs, languages, structured data."""

import copy
from typing import NamedTuple

from django import template
from django.conf import settings
from django.db.models import Model
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms import frame
from cms.dates import spoken_date
from cms.languages import Version, localized, page_versions, switch_choices, view_versions
from cms.names import sort_name
from cms.page_cache.memory import remembered
from cms.structured_data import page_graph, to_json_ld

register = template.Library()


class Section(NamedTuple):
    """The part of the site that a page is in, by the path in the tree of the page at its top."""

    path: str
    is_top: bool


@register.simple_tag(takes_context=True)
def home_page(context) -> Page | None:
    """The home page in the language of the page; None where that language has none."""
    request, page = context.get("request"), context.get("page")
    if isinstance(page, Page):
        language = frame.with_locale(page).locale.language_code
    else:
        language = get_language()
    home = frame.home_of(request, language)
    return home if home and home.live and home.locale.language_code == language else None


@register.simple_tag(takes_context=True)
def home_url(context, home: Page | None) -> str:
    """Where the reader's language begins; the Dutch home page for one that has none."""
    return home.get_url(context["request"]) if home else "/"


@register.simple_tag(takes_context=True)
def current_section(context, home: Page | None) -> Section:
    path = getattr(context.get("page"), "path", "") or ""
    top = path[: (home.depth + 1) * Page.steplen] if home else ""
    return Section(top, top == path)


@register.simple_tag(takes_context=True)
def menu_pages(context, home: Page | None) -> list[Page]:
    """The pages under the home page that editors put in the menu, in their order.

    Each has `menu_url`.
    """
    pages = [copy.copy(page) for page in frame.menu_pages(home)] if home else []
    for page in pages:
        page.menu_url = page.get_url(context["request"])
    return pages


@register.simple_tag(takes_context=True)
def breadcrumbs(context) -> list[Page]:
    """The way from the home page, called Home, to this page, which is left out."""
    page = context.get("page")
    if not isinstance(page, Page) or not page.path or page.depth <= frame.HOME_DEPTH:
        return []
    request = context["request"]
    trail = [ancestor for ancestor in frame.ancestors(page) if ancestor.live]
    for ancestor in trail:
        ancestor.menu_url = ancestor.get_url(request)
        ancestor.menu_title = _("Home") if ancestor.depth == frame.HOME_DEPTH else ancestor.title
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


@register.simple_tag(takes_context=True)
def language_choices(context, versions: list[Version]) -> list[Version]:
    """Where the language switch leads from this page."""
    return switch_choices(versions, context["request"])


@register.simple_tag(takes_context=True, name="remembered")
def remembered_part(context, template_name: str, **values) -> SafeString:
    """A part of the frame that knows no reader and no page but `values`, which must be hashable;
    rendered once per generation."""
    request = context["request"]
    site = frame.site_of(request)
    key = (template_name, get_language(), site and site.pk, *values.items())

    def render():
        known = {"request": request, "settings": context["settings"], **values}
        return context.template.engine.get_template(template_name).render(context.new(known))

    # Who changes a template wants to see it.
    return render() if context.template.engine.debug else remembered(key, render)


@register.simple_tag
def chosen(page: Page, name: str) -> list[Model]:
    """What a page chose in a many-to-many field, in the reader's language and by name."""
    found = map(frame.with_locale, localized(frame.chosen(page, name)))
    return sorted(found, key=lambda each: sort_name(str(each)))


@register.simple_tag
def library_language() -> str | None:
    """The language of what images say of themselves, for the `lang` of a page in another; images
    have no translations."""
    return None if get_language() == settings.LANGUAGE_CODE else settings.LANGUAGE_CODE


@register.filter(expects_localtime=True)
def day(value) -> str:
    """A day in words; nothing for a draft without one."""
    return spoken_date(value) if value else ""


@register.filter
def visible(pages) -> list[Page]:
    """Those that anybody may read, in their order."""
    return [frame.with_locale(page) for page in frame.public(pages)]


@register.simple_tag(takes_context=True)
def structured_data(context, trail: list[Page]):
    """The page as schema.org JSON-LD in a script element, with the breadcrumbs that lead to it;
    nothing without a page."""
    page = context.get("page")
    request = context.get("request")
    if not isinstance(page, Page) or not page.pk or request is None:
        return ""
    return to_json_ld(page_graph(page, request, trail))
