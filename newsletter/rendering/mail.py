"""The mail of an issue: made once per language, with places that are filled per person."""

import hashlib
from dataclasses import dataclass, replace

import css_inline
import mrml
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.models import Site

from cms.models import SiteSettings
from newsletter.rendering.letter import Letter, letter_of
from newsletter.rendering.palette import DARK, LIGHT
from newsletter.rendering.wrapping import WIDTH

# Addresses that cannot exist (RFC 2606) hold the place of what differs per person.
PERSONAL_LINKS = {
    "preferences": "https://preferences.invalid/",
    "unsubscribe": "https://unsubscribe.invalid/",
}

_INLINER = css_inline.CSSInliner(
    keep_style_tags=True, keep_at_rules=True, load_remote_stylesheets=False
)


@dataclass(frozen=True)
class RenderedMail:
    """The mail of an issue in one language, `PERSONAL_LINKS` still to be replaced."""

    language: str
    subject: str
    html: str
    text: str
    preview: str = ""

    @property
    def sha256(self) -> str:
        """What tells whether this is the mail that was tested."""
        parts = (self.language, self.subject, self.html, self.text)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def personal(self, links: dict[str, str]) -> "RenderedMail":
        """The mail with these links in the places of `PERSONAL_LINKS`."""
        html, text = self.html, self.text
        for name, place in PERSONAL_LINKS.items():
            html, text = html.replace(place, links[name]), text.replace(place, links[name])
        return replace(self, html=html, text=text)


def render_issue(issue) -> RenderedMail:
    """The mail of an issue as it is in memory."""
    return render_letter(letter_of(issue))


def render_letter(letter: Letter) -> RenderedMail:
    """The mail of a letter, in the language of the letter."""
    context = {"letter": letter, "links": PERSONAL_LINKS, "subject": letter.title}
    return RenderedMail(
        language=letter.language,
        subject=letter.title,
        html=render_html("newsletter/mail/issue.mjml", context, letter.language),
        text=render_text("newsletter/mail/issue.txt", context, letter.language),
        preview=letter.summary,
    )


def render_html(template: str, context: dict, language: str) -> str:
    """A mail as HTML from an MJML template that extends `newsletter/mail/base.mjml`.

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
