"""Request handling that every page shares."""

from django.db import Error, close_old_connections, connection
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers

from cms.views import health


def answer_health_checks(get_response):
    """Answer before https and the host name are looked at.

    A platform asks over plain http, and by the address of a container that no setting knows.
    """
    views = {"/healthz": health.healthz, "/readyz": health.readyz}

    def middleware(request):
        return views.get(request.path_info, get_response)(request)

    return middleware


class PathLocaleMiddleware(LocaleMiddleware):
    """Take the language from the address alone.

    Django's own middleware adds `Vary: Accept-Language` to Dutch pages, although
    nothing but the address decides their language; a shared cache would then keep one
    copy per browser setting.
    """

    def process_response(self, request, response):
        varies_on = response.get("Vary", "")
        response = super().process_response(request, response)
        if "Vary" in response:
            del response["Vary"]
        if varies_on:
            patch_vary_headers(response, [name.strip() for name in varies_on.split(",")])
        return response


class AskAgain:
    """Make a page again, once, when the connection to the database broke under it.

    That is what a restart of the server does to whoever is being answered; the next connection
    waits until it is back. Only what changes nothing is asked again.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_lost = getattr(request, "lost_connection", False)
        if response.status_code < 500 or not is_lost or request.method not in {"GET", "HEAD"}:
            return response
        close_old_connections()
        request.lost_connection = False
        return self.get_response(request)

    def process_exception(self, request, exception):
        # A connection that could not be had is another matter: that was waited for already.
        request.lost_connection = (
            isinstance(exception, Error)
            and connection.connection is not None
            and not connection.is_usable()
        )
