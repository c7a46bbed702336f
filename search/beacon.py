"""Where the results page tells what was asked and which result was opened."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cms.security.client import is_from_elsewhere
from search.log import log_click, log_search

# Far more than visitors ask, and few enough that a prankster cannot fill the database.
# Counted for all together: an own count for each visitor would need to know who asks.
MAX_PER_MINUTE = 120
MAX_PER_DAY = 10_000


@csrf_exempt  # there is no account or session that could be misused
@require_POST
def search_log(request: HttpRequest) -> HttpResponse:
    """Count a search (`q`, `n` results, `vorige`) or the opening of a result (`q`, `rang`).

    The answer is always empty, whether anything was kept or not.
    """
    if settings.SEARCH_LOG_DAYS and _may_count(request) and not _is_flood():
        query, language = request.POST.get("q", ""), get_language()
        if (rank := _number(request, "rang")) is not None:
            log_click(query, language, rank)
        elif (count := _number(request, "n")) is not None:
            log_search(query, language, count, request.POST.get("vorige"))
    return HttpResponse(status=204)


def _may_count(request: HttpRequest) -> bool:
    """Whether this comes from our own page, by a visitor who did not ask to be left alone."""
    refuses = "1" in {request.headers.get("DNT"), request.headers.get("Sec-GPC")}
    is_ours = request.headers.get("Origin") and not is_from_elsewhere(request)
    return bool(is_ours) and not refuses


def _is_flood() -> bool:
    now = timezone.localtime()
    limits = ((f"{now:%Y%m%d%H%M}", 60, MAX_PER_MINUTE), (f"{now:%Y%m%d}", 86_400, MAX_PER_DAY))
    return any(_hits(f"search-log-{name}", seconds) > most for name, seconds, most in limits)


def _hits(key: str, seconds: int) -> int:
    if cache.add(key, 1, seconds):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it expired between the two
        return 1


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.POST.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 8 else None
