"""Whether the site is alive, and whether it can do its work."""

from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.health import checks


@require_safe
@never_cache
def healthz(request):
    """The process answers. A platform restarts it when this fails."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request):
    """What the site needs in order to work, part by part.

    503 only without its database: pages are still served without the rest, and a platform
    that took every process away would make it worse.
    """
    found = checks()
    if found["database"] not in {"ok", "read-only"}:
        return JsonResponse({"status": "error", "checks": found}, status=503)
    is_whole = all(state == "ok" for state in found.values())
    return JsonResponse({"status": "ok" if is_whole else "degraded", "checks": found})
