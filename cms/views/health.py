"""Whether the site is alive, and whether it can do its work."""

from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def healthz(request):
    """The process answers. A platform restarts it when this fails."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request):
    """What the site needs in order to work, part by part; 503 when one is missing."""
    checks = {"database": _database(), "cache": _cache()}
    ready = all(state == "ok" for state in checks.values())
    return JsonResponse(
        {"status": "ok" if ready else "error", "checks": checks}, status=200 if ready else 503
    )


def _database() -> str:
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return "unreachable"
    return "migrations pending" if pending else "ok"


def _cache() -> str:
    try:
        cache.set("readyz", "ok", 10)
        return "ok" if cache.get("readyz") == "ok" else "unreachable"
    except Exception:  # noqa: BLE001 - every cache library raises its own kind
        return "unreachable"
