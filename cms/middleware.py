"""Request handling that every page shares."""

from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers


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
