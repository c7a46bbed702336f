"""Pages of the tree."""

import copy

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from wagtail.views import authenticate_with_password as wagtail_authenticate
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


@never_cache
def authenticate_with_password(
    request: HttpRequest, page_view_restriction_id: int, page_id: int
) -> HttpResponse:
    """As Wagtail's own view, never kept, and without links to other languages."""
    # The form is for one page in one language; another would have to know where that one is.
    request.resolver_match = None
    return wagtail_authenticate(request, page_view_restriction_id, page_id)
