"""Addresses right under the home page that no page may have."""

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Page

from cms.frame import HOME_DEPTH

ADDRESS_IS_TAKEN = _("The site itself uses this address. Choose another one.")


def is_taken(slug: str) -> bool:
    """Whether a language of the site, or something of it that is no page, has this address."""
    try:
        with override(settings.LANGUAGE_CODE):
            is_for_pages = resolve(f"/{slug}/").view_name == "wagtail_serve"
    except Resolver404:  # no word for an address, which its own field tells
        return False
    return slug in dict(settings.LANGUAGES) or not is_for_pages


def is_taken_under(parent: Page, slug: str | None) -> bool:
    """The same for a page under this one; not for one that has no address yet."""
    return bool(slug) and parent.depth == HOME_DEPTH and is_taken(slug)
