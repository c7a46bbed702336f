"""The picture of a page for who shares it."""

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.cards import card_png
from cms.frame import visible_pages

ONE_DAY = 86_400


@require_safe
def card(request, page_id):
    """The card of a page that anybody may read, in the language of the page."""
    page = visible_pages().filter(pk=page_id).select_related("locale").first()
    if page is None:
        raise Http404
    published = page.last_published_at or page.first_published_at
    png = cache.get_or_set(
        f"card-{page.pk}-{published and published.timestamp()}",
        lambda: _draw(page.specific),
        ONE_DAY,
    )
    response = HttpResponse(png, content_type="image/png")
    response["Cache-Control"] = f"public, max-age={ONE_DAY}"
    return response


def _draw(page: Page) -> bytes:
    with translation.override(page.locale.language_code):
        kind = str(page.page_type_display_name)
        return card_png(page.title, kind, getattr(page, "listing_date", None))
