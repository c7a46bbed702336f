"""How the site is doing, in the text that Prometheus reads.

Only what can be asked of the database and the machine at that moment, so that it is the
same whichever process answers. Without the database what it would tell is left out. https://prometheus.io/docs/instrumenting/exposition_formats/
"""

import shutil

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from wagtail.models import Page

from cms.environment import BASE_DIR
from cms.health import checks, waiting_tasks
from newsletter.mailings.watching import mailing_figures


@require_safe
@never_cache
def metrics(request):
    """Gauges for who knows `METRICS_TOKEN`; for anybody else this address does not exist."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not (settings.METRICS_TOKEN and constant_time_compare(given, settings.METRICS_TOKEN)):
        raise Http404
    return HttpResponse(generate_latest(_registry()), content_type=CONTENT_TYPE_LATEST)


def _registry() -> CollectorRegistry:
    registry = CollectorRegistry()

    def gauge(name, text, value):
        Gauge(f"site_{name}", text, registry=registry).set(value)

    part = Gauge("site_part_ok", "1 when a part works", ["part"], registry=registry)
    states = checks()
    for name, state in states.items():
        part.labels(name).set(state == "ok")
    free = shutil.disk_usage(BASE_DIR).free
    gauge("disk_free_bytes", "Free on the disk of the site", free)
    if states["database"] == "unreachable":
        return registry
    tasks = DBTaskResult.objects
    gauge("tasks_ready", "Tasks not begun", tasks.filter(status=TaskResultStatus.READY).count())
    gauge("tasks_late", "Tasks not begun for too long", waiting_tasks().count())
    gauge("tasks_failed", "Failed", tasks.filter(status=TaskResultStatus.FAILED).count())
    gauge("pages_live", "Pages that are live", Page.objects.live().count())
    for name, (text, value) in mailing_figures().items():
        gauge(name, text, value)
    return registry
