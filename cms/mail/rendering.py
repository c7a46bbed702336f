"""Mails as HTML and as text, from templates that every app may write."""

import css_inline
import mrml
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.models import Site

from cms.mail.palette import DARK, LIGHT
from cms.mail.wrapping import WIDTH
from cms.models import SiteSettings

_INLINER = css_inline.CSSInliner(
    keep_style_tags=True, keep_at_rules=True, load_remote_stylesheets=False
)


def render_html(template: str, context: dict, language: str) -> str:
    """A mail as HTML from an MJML template that extends `mail/base.mjml`.

    Styles stand in the elements, for programs that drop style sheets, and what depends on
    the screen or on dark mode stays in a style sheet.
    """
    with translation.override(language):
        source = render_to_string(template, {**_surroundings(), **context})
    # MJML opens links in a new window, which takes the way back from who does not see it.
    html = mrml.to_html(source).content.replace(' target="_blank"', "")
    return _INLINER.inline(html)


def render_text(template: str, context: dict, language: str) -> str:
    """The text part of a mail from a template; at most one empty line in a row."""
    with translation.override(language):
        text = render_to_string(template, {**_surroundings(), **context})
    lines, result = [line.rstrip() for line in text.strip().split("\n")], []
    for line in lines:
        if line or (result and result[-1]):
            result.append(line)
    return "\n".join(result) + "\n"


def _surroundings() -> dict:
    site = Site.objects.filter(is_default_site=True).first()
    details = SiteSettings.for_site(site) if site else SiteSettings()
    place = " ".join(part for part in (details.postal_code, details.city) if part)
    address = [details.organisation, details.street, place]
    return {
        "light": LIGHT,
        "dark": DARK,
        "rule": "-" * WIDTH,
        "site_name": settings.WAGTAIL_SITE_NAME,
        "organisation": ", ".join(part for part in address if part),
    }
