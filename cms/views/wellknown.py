"""Files that machines look for at fixed addresses."""

import datetime

from django.http import HttpResponse
from django.urls import reverse, translate_url
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms import frame
from cms.languages import home_languages
from cms.models import SiteSettings

SECURITY_TXT_LIFETIME = datetime.timedelta(days=180)


@require_safe
def robots_txt(request):
    """https://www.rfc-editor.org/rfc/rfc9309"""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /api/"]
    address = request.build_absolute_uri(reverse("sitemap"))
    for language in sorted(home_languages(request)):
        lines.append(f"Sitemap: {translate_url(address, language)}")
    return _text(lines)


@require_safe
def security_txt(request):
    """https://www.rfc-editor.org/rfc/rfc9116; 404 until editors fill in an address."""
    details = SiteSettings.for_request(request)
    address = details.security_email or details.email
    if not address:
        return HttpResponse(status=404)
    expires = (timezone.now() + SECURITY_TXT_LIFETIME).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    lines = [
        f"Contact: mailto:{address}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: nl, en, fr",
        f"Canonical: {request.build_absolute_uri()}",
    ]
    if details.security_page and frame.is_public(details.security_page):
        lines.append(f"Policy: {details.security_page.get_full_url(request)}")
    return _text(lines)


def _text(lines):
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
