"""What stands around every page."""

from django import template
from wagtail.models import Locale, Page

from cms.models import AccessibilityStatementPage

register = template.Library()


@register.simple_tag
def footer_pages(site_settings) -> list[Page]:
    """The pages of the footer in the reader's language, those that are not live left out.

    The accessibility statement is always among them, because the law asks it, whatever
    editors choose. Four queries for any number of links: the links, the language, the
    translations, the statement.
    """
    if not site_settings:
        return []
    pages = [link.page for link in site_settings.footer_links.select_related("page")]
    locale = Locale.get_active()
    keys = [page.translation_key for page in pages if page.locale_id != locale.pk]
    translations = {}
    if keys:
        found = Page.objects.live().filter(translation_key__in=keys, locale=locale)
        translations = {page.translation_key: page for page in found}
    localized = (translations.get(page.translation_key, page) for page in pages)
    links = [page for page in localized if page.live]
    statement = AccessibilityStatementPage.objects.live().filter(locale=locale).first()
    if statement and all(statement.pk != page.pk for page in links):
        links.append(statement)
    return links
