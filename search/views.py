"""The search page, and the same as JSON."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.listings import PAGE_PARAMETER
from search.filters import Facet, FacetValue, Filters
from search.results import Hit, Search

PER_PAGE = 10
MAX_PER_PAGE = 50


@dataclass(frozen=True)
class FacetLink:
    """A facet's value with the address that chooses it, or undoes the choice."""

    facet: Facet
    value: FacetValue
    href: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everything public in the language of the address, for what `?q=` asks."""
    results = Search(request.GET.get("q", ""), get_language(), Filters.from_query(request.GET))
    page_obj = _page(request, results, PER_PAGE)
    links = [
        [_link(results, facet, value) for value in facet.values]
        for facet in results.facets
        if facet.has_choice
    ]
    return render(
        request,
        "search/search.html",
        {
            "query": results.query.text,
            "total_without_filters": results.count_without_filters,
            "page_obj": page_obj,
            "hits": page_obj.object_list,
            "facets": links,
            "chosen": [link for facet in links for link in facet if link.value.is_chosen],
        },
    )


def _link(results: Search, facet: Facet, value: FacetValue) -> FacetLink:
    parameters = {"q": results.query.text, **results.filters.without(facet.name).chosen()}
    if not value.is_chosen:
        parameters[facet.name] = value.value
    return FacetLink(facet, value, f"?{urlencode(parameters)}")


@require_safe
def api(request: HttpRequest) -> JsonResponse:
    """The search as JSON, in the language that `?taal=` names, Dutch without it.

    Addresses are relative to the root of the site. What is not a value that a parameter
    can have counts as absent, so that every request gets an answer.
    """
    language = request.GET.get("taal", "").strip().lower()
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    results = Search(request.GET.get("q", ""), language, Filters.from_query(request.GET))
    page_obj = _page(request, results, _per_page(request))
    return JsonResponse(
        {
            "query": results.query.text,
            "total": page_obj.paginator.count,
            "page": page_obj.number,
            "pages": page_obj.paginator.num_pages,
            "results": [_as_json(hit) for hit in page_obj.object_list],
            "facets": {facet.name: _facet_as_json(facet) for facet in results.facets},
            "suggestion": None,
        },
        json_dumps_params={"ensure_ascii": False},
    )


def _page(request: HttpRequest, results: Search, per_page: int) -> ResultPage:
    return Paginator(results, per_page).get_page(request.GET.get(PAGE_PARAMETER))


def _per_page(request: HttpRequest) -> int:
    value = request.GET.get("per_pagina", "")
    if not (value.isascii() and value.isdecimal() and len(value) < 10):
        return PER_PAGE
    return min(max(int(value), 1), MAX_PER_PAGE)


def _as_json(hit: Hit) -> dict:
    document = hit.document
    return {
        "type": document.kind,
        "title": document.title,
        "url": document.url,
        "date": document.date,
        "series": document.series_name,
        "issue_url": document.issue_url,
        "rubric": document.rubric_name,
        "snippet": hit.excerpt_html,
        "score": hit.score,
        "notice": document.notice,
    }


def _facet_as_json(facet: Facet) -> list[dict]:
    return [
        {"value": value.value, "label": value.label, "count": value.count}
        for value in facet.values
    ]
