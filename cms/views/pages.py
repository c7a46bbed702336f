"""Pages of the tree."""

import copy

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.views import serve as wagtail_serve

from cms import frame


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """As Wagtail's own view, with what it looks up at each request known beforehand."""
    home = frame.home_of(request, get_language())
    if home is not None:
        try:
            route = copy.copy(home).route(request, [part for part in path.split("/") if part])
            frame.with_locale(route.page)
        except Http404:
            route = None
        request._wagtail_route_for_request = route
    return wagtail_serve(request, path)
