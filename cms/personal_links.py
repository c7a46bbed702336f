"""Pages behind a personal link in a mail.

The token in the address is the only key, so nothing here needs a cookie, and no CSRF token:
there is nothing that a browser adds by itself. Programs that scan mail open every link, so
GET must not change anything. These pages are kept by no cache, listed by no search engine,
and their address is told to no other site.
"""

from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods


def personal_link(view):
    """A view of which the address is a secret between the site and one reader."""

    @csrf_exempt
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def personal_view(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return personal_view
