"""What stands around every page."""

import re

from django import template
from django.utils.translation import get_language
from wagtail.models import Locale, Page

from cms import frame
from cms.languages import localized
from cms.models import AccessibilityStatementPage, SiteSettings, SiteTranslation, SocialLink
from cms.page_cache.memory import remembered

register = template.Library()
# Where a long compound may break: "toegankelijkheids|verklaring", "opleidings|centrum".
_LINKING_S = re.compile(r"(\w{3,}(?:heid|ing|schap|teit)s)(?=\w{6})")
SOFT_HYPHEN = "\u00ad"


@register.filter
def breakable(title: str) -> str:
    """A heading whose long Dutch words end a line with a hyphen, where they must.

    `hyphens: auto` needs a dictionary, and Chromium has none for Dutch outside Android.
    """
    return _LINKING_S.sub(rf"\1{SOFT_HYPHEN}", title)


@register.simple_tag
def footer_pages(site_settings) -> list[Page]:
    """The pages of the footer in the reader's language that anybody may read.

    The accessibility statement is always among them, because the law asks it, whatever
    editors choose. Five queries for any number of links: the links, the language, the
    translations, what is private, the statement.
    """
    if not site_settings:
        return []
    locale = frame.active_locale()
    return remembered(
        ("footer", site_settings.pk, locale.pk), lambda: _find(site_settings, locale)
    )


def _find(site_settings, locale: Locale) -> list[Page]:
    chosen = site_settings.pk and site_settings.footer_links.select_related("page__locale")
    links = localized((link.page for link in chosen or ()), locale)
    pages = frame.public(links)
    statement = AccessibilityStatementPage.objects.live().filter(locale=locale).first()
    if statement and all(statement.pk != page.pk for page in pages):
        pages.append(statement)
    return pages


@register.simple_tag
def social_links(site_settings) -> list[SocialLink]:
    """The profiles elsewhere that the footer leads to."""
    if not (site_settings and site_settings.pk):
        return []
    return remembered(
        ("social links", site_settings.pk), lambda: list(site_settings.social_links.all())
    )


@register.simple_tag
def site_texts(site_settings) -> SiteSettings | SiteTranslation | None:
    """The sentences of the site details in the reader's language; None when there are none."""
    return site_settings.texts_in(get_language()) if site_settings else None
