"""The living style guide: every token, component and block, from the site's own templates."""

import re
from pathlib import Path

from django import forms
from django.contrib.staticfiles import finders
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.models import Locale, Page

from cms.blocks import StoryBlock
from cms.models import SiteDocument, SiteImage
from companies.models import CompanyPage
from events.models import EventPage
from helpdesk.models import PracticeCasePage
from news.models import NewsPage
from newsletter.models import NewsletterIssuePage

_TOKEN = re.compile(r"^\s*(--([a-z]+)-[\w-]+):\s*([^;]+);", re.MULTILINE)
_SYMBOL = re.compile(r'<symbol id="([\w-]+)"')


class SampleForm(forms.Form):
    """Shows a form as it is empty and when something is wrong."""

    name = forms.CharField(label=_("Your name"))
    email = forms.EmailField(label=_("Your e-mail address"))
    subject = forms.ChoiceField(
        label=_("Subject"), choices=[("", ""), ("question", _("A question"))]
    )


@never_cache
@require_safe
@require_admin_access
def style_guide(request):
    """For people who may use the admin; others are sent to its login."""
    listed = {
        "news": NewsPage.objects.visible().newest_first().for_listing(),
        "event": EventPage.objects.visible().for_listing(),
        "company": CompanyPage.objects.visible().for_listing(),
        "issue": NewsletterIssuePage.objects.visible().newest_first().for_listing(),
        "case": PracticeCasePage.objects.visible().for_listing(),
    }
    locale = Locale.get_active()
    context = {
        "tokens": tokens(),
        "icons": icons(),
        "blocks": list(blocks()),
        "empty_form": SampleForm(prefix="leeg"),
        "wrong_form": SampleForm({"fout-email": "geen adres"}, prefix="fout"),
        **{name: pages.filter(locale=locale).first() for name, pages in listed.items()},
    }
    return render(request, "styleguide/style_guide.html", context)


def tokens() -> dict[str, list[tuple[str, str]]]:
    """The design tokens by their kind (color, text, space, ...): pairs of name and value."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, kind, value in _TOKEN.findall(_source("css/tokens.css")):
        found.setdefault(kind, []).append((name, value))
    return found


def icons() -> list[str]:
    """The names of the icons in the sprite."""
    return _SYMBOL.findall(_source("img/icons.svg"))


def blocks():
    """Each block of a story with its name, its purpose and an example, rendered.

    A block whose example needs an image, a file or a page takes one of the site, and is
    left out as long as there is none.
    """
    for name, block in StoryBlock().child_blocks.items():
        value = _example(name, block)
        if value is not None:
            yield block.label, block.meta.description, block.render(value)


def _example(name: str, block):
    if name == "image":
        image = SiteImage.objects.order_by("pk").first()
        return image and block.to_python(
            {"image": {"image": image.pk, "alt_text": image.title}, "caption": image.title}
        )
    if name == "documents":
        document = SiteDocument.objects.order_by("pk").first()
        return document and block.to_python({"title": "", "documents": [document.pk]})
    if name == "related_pages":
        keys = Page.objects.live().public().filter(depth=3).values_list("pk", flat=True)[:2]
        return block.to_python({"title": "", "pages": list(keys)}) if keys else None
    return block.get_preview_value()


def _source(name: str) -> str:
    return Path(finders.find(name)).read_text(encoding="utf-8")
