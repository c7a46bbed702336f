"""Headers, limits and the second factor, on every request."""

import time

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from cms.security.accounts import lacks_second_factor
from cms.security.client import client_address
from cms.security.limits import exceeded


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Send the policy of the public site, or that of the admin under its address."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(reverse("wagtailadmin_home")):
            parts.config = parts.config or settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts


def limit_requests(get_response):
    """Answer 429 to whom asks more than anybody needs (RFC 6585)."""

    def middleware(request):
        limit = exceeded(request.method, request.path_info, client_address(request))
        if limit is None:
            return get_response(request)
        seconds = limit.seconds - int(time.time()) % limit.seconds
        if request.path_info.startswith("/api/"):
            error = gettext("You ask too much in a short time. Wait a moment and try again.")
            response = JsonResponse({"error": error}, status=429)
            response["Access-Control-Allow-Origin"] = "*"
        else:
            minutes = -(-seconds // 60)
            response = render(request, "429.html", {"minutes": minutes}, status=429)
        response["Retry-After"] = str(seconds)
        response["Cache-Control"] = "no-store"
        return response

    return middleware


def require_second_factor(get_response):
    """Send editors without a second factor to where they add one, if the site asks it."""

    def middleware(request):
        if (
            settings.SECOND_FACTOR_REQUIRED
            and request.path_info.startswith(reverse("wagtailadmin_home"))
            and lacks_second_factor(request.user)
        ):
            return redirect("mfa_index")
        return get_response(request)

    return middleware
