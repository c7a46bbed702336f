"""Two pages of the same name, which visitors cannot tell apart in a list."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from desk.checks.advice import Advice


def check_title(page: Page) -> Iterator[Advice]:
    """Another page in the same language with the same title."""
    title = page.title.strip()
    same = Page.objects.filter(locale_id=page.locale_id, depth__gt=1, title__iexact=title)
    for other in same.exclude(pk=page.pk)[:3]:
        yield Advice(
            _("There is another page with this title. Say what is different about this one."),
            other.title,
            reverse("wagtailadmin_pages:edit", args=[other.pk]),
        )
