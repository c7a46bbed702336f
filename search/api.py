"""The search as JSON, for other sites and programs; described in content/openapi.json."""

from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext, override
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

from cms.listings import paginate
from search.filters import KIND_NAMES, Facet
from search.query import tidy
from search.results import Hit
from search.suggestions import Suggestion, suggest
from search.views import PER_PAGE, search_from_query

MAX_PER_PAGE = 50
DESCRIPTION = Path(__file__).parent / "content" / "openapi.json"
_METHODS = "GET, HEAD, OPTIONS"


def for_everyone(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that pages of any other site may read, and that answers in JSON even if not.

    An answer is revalidated each time: what was withdrawn is gone from copies at once.
    """
    view = conditional_page(cache_control(no_cache=True)(view))

    @csrf_exempt  # what only reads can do no harm in another's name
    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method in {"GET", "HEAD"}:
            response = view(request, *args, **kwargs)
        elif request.method == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": _METHODS})
            response["Access-Control-Allow-Methods"] = _METHODS
            response["Access-Control-Allow-Headers"] = "If-None-Match"
            response["Access-Control-Max-Age"] = "86400"
        else:
            error = gettext("Only reading is possible here: use GET.")
            response = JsonResponse({"error": error}, status=405, headers={"Allow": _METHODS})
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link"
        response["Link"] = f'<{reverse("search_openapi")}>; rel="service-desc"'
        return response

    return answer


@for_everyone
def results(request: HttpRequest) -> JsonResponse:
    """The search as JSON, in the language that `?taal=` names, Dutch without it.

    Addresses are relative to the root of the site. What is not a value that a parameter
    can have counts as absent, so that every request gets an answer.
    """
    language = _language(request)
    with override(language):
        search = search_from_query(request.GET, language)
        page = paginate(request, search, _per_page(request))
        return _json(
            {
                "query": search.query.text,
                "suggestion": search.correction.text if search.correction else None,
                "total": search.total,
                "total_is_minimum": search.is_cut,
                "page": page.number,
                "pages": page.paginator.num_pages,
                "results": [_result(hit) for hit in page.object_list],
                "facets": {facet.name: _facet(facet) for facet in search.facets},
                "explanations": [
                    {"asked": each.asked, "used": each.used, "former": each.is_former}
                    for each in search.explanations
                ],
                "promoted": [
                    {"title": each.title, "url": each.url, "description": each.description}
                    for each in search.promoted
                ],
            }
        )


@for_everyone
def suggestions(request: HttpRequest) -> JsonResponse:
    """How what is typed may go on; with `?vorm=opensearch` in the form that browsers read.

    https://github.com/dewitt/opensearch/blob/master/mediawiki/Specifications/OpenSearch/Extensions/Suggestions/1.1/Draft%201.wiki
    """
    query, language = tidy(request.GET.get("q", "")), _language(request)
    found = suggest(query, language)
    if request.GET.get("vorm") == "opensearch":
        response = _json([query, list(dict.fromkeys(each.text for each in found))])
        response["Content-Type"] = "application/x-suggestions+json"
        return response
    with override(language):
        return _json({"query": query, "suggestions": [_suggestion(each) for each in found]})


@for_everyone
def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description of all this."""
    return HttpResponse(_description(), content_type="application/vnd.oai.openapi+json")


@for_everyone
def not_found(request: HttpRequest, path: str) -> JsonResponse:
    return JsonResponse({"error": gettext("There is nothing at this address.")}, status=404)


@cache
def _description() -> bytes:
    return DESCRIPTION.read_bytes()


def _json(answer: dict | list) -> JsonResponse:
    return JsonResponse(answer, safe=False, json_dumps_params={"ensure_ascii": False})


def _language(request: HttpRequest) -> str:
    language = request.GET.get("taal", "").strip().lower()
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _per_page(request: HttpRequest) -> int:
    value = request.GET.get("per_pagina", "")
    if not (value.isascii() and value.isdecimal() and len(value) < 10):
        return PER_PAGE
    return min(max(int(value), 1), MAX_PER_PAGE)


def _result(hit: Hit) -> dict:
    document = hit.document
    return {
        "type": document.kind,
        "title": document.title,
        "url": document.url,
        "date": document.date,
        "series": document.series_name,
        "issue_url": document.issue_url,
        "rubric": document.rubric_name,
        "breadcrumb": document.breadcrumb,
        "snippet": hit.excerpt_html,
        "score": hit.score,
        "notice": document.notice,
        "more_in_issue": hit.more_in_issue,
    }


def _facet(facet: Facet) -> list[dict]:
    return [
        {"value": value.value, "label": value.label, "count": value.count}
        for value in facet.values
    ]


def _suggestion(suggestion: Suggestion) -> dict:
    label = KIND_NAMES.get(suggestion.type, gettext("Search for this"))
    return {
        "text": suggestion.text,
        "url": suggestion.url,
        "type": suggestion.type,
        "label": str(label),
    }
