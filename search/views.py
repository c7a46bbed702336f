"""The search page."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from cms.frame import public, visible_pages
from cms.languages import localized
from cms.listings import paginate
from search.filters import Filters
from search.narrowing import Link, Links
from search.results import Hit, Search

PER_PAGE = 10
# Where a visitor who found nothing may find help, by the last part of its Dutch address.
_HELPING_PAGES = {
    "stel-je-vraag": _("Ask your question to the help desk"),
    "bedrijven": _("Look in the guide of companies"),
    "contact": _("Contact us"),
}


def search_from_query(query: Mapping[str, str], language: str) -> Search:
    """The search that a query string asks for; what cannot be a value counts as absent."""
    return Search(
        query.get("q", ""),
        language,
        Filters.from_query(query),
        query.get("sorteer", ""),
        query.get("letterlijk") == "1",
    )


@require_safe
@gzip_page  # not in the page cache, which compresses the others
def search(request: HttpRequest) -> HttpResponse:
    """Everything public in the language of the address, for what `?q=` asks."""
    language = get_language()
    results = search_from_query(request.GET, language)
    page_obj = paginate(request, results, PER_PAGE)
    # What editors recommend goes with the question, not with a part of its answer.
    is_whole = page_obj.number == 1 and not results.filters.chosen()
    promoted = results.promoted if is_whole else []
    hits = _without([pick.url for pick in promoted], page_obj.object_list)
    context = {
        "results": results,
        "query": results.query.text,
        "total_without_filters": results.count_without_filters,
        "page_obj": page_obj,
        "promoted": promoted,
        "hits": hits,
        "issue": _issue(results, page_obj.object_list),
        "links": Links(results),
        "dutch_search": _dutch_search(results.query.text, language),
    }
    if results.query.text and not page_obj.object_list:
        context["helping_pages"] = _helping_pages()
    return render(request, "search/search.html", context)


@require_safe
@cache_control(max_age=86400)
def opensearch(request: HttpRequest) -> HttpResponse:
    """What a browser reads to offer the search of this site in its address bar."""
    language = get_language()
    return render(
        request,
        "search/opensearch.xml",
        {
            "root": request.build_absolute_uri("/").rstrip("/"),
            "language": language,
            "dutch_search": _dutch_search("", language),
        },
        content_type="application/opensearchdescription+xml",
    )


def _without(urls: list[str], hits: list[Hit]) -> list[Hit]:
    return [hit for hit in hits if hit.document.url not in urls]


def _issue(results: Search, hits: list[Hit]) -> str:
    """The title of the newsletter issue within which is searched."""
    if not (results.filters.binnen and hits):
        return ""
    document = hits[0].document
    return document.parent_title or document.title


def _dutch_search(text: str, language: str) -> str:
    """Where the same words are looked for in Dutch, which has the most; nothing on that page."""
    if language == settings.LANGUAGE_CODE:
        return ""
    with override(settings.LANGUAGE_CODE):
        return reverse("search") + (f"?{urlencode({'q': text})}" if text else "")


def _helping_pages() -> list[Link]:
    """In the reader's language, or in Dutch without a translation."""
    dutch = list(
        visible_pages()
        .filter(slug__in=_HELPING_PAGES, locale__language_code=settings.LANGUAGE_CODE)
        .select_related("locale")
    )
    found = dict(zip((page.slug for page in dutch), localized(dutch), strict=True))
    return [
        Link(str(label), page.url, language=page.locale.language_code)
        for slug, label in _HELPING_PAGES.items()
        for page in public([found[slug]] if slug in found else [])
    ]
