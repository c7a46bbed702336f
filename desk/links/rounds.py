"""Rounds of the link checker: a few addresses at a time, the longest unvisited first."""

import time
from datetime import timedelta
from urllib.parse import urlsplit

from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from desk.links.visit import Visit, visit
from desk.models import CheckedLink

LINKS_PER_ROUND = 20
SECONDS_PER_ROUND = 45
SECONDS_BETWEEN_VISITS = 1
GOOD_FOR = timedelta(days=7)
TRY_AGAIN_AFTER = timedelta(days=1)


def due_links():
    """Addresses to visit now: new ones, weekly what worked, daily what failed."""
    now = timezone.now()
    return (
        CheckedLink.objects.outside()
        .filter(
            Q(checked_at=None)
            | Q(failures=0, checked_at__lte=now - GOOD_FOR)
            | Q(failures__gt=0, checked_at__lte=now - TRY_AGAIN_AFTER)
        )
        .order_by(F("checked_at").asc(nulls_first=True), "pk")
    )


def check_round(visit: Visit = visit, pause=time.sleep) -> int:
    """Visit what is due, within the limits of one round.

    One host is visited once in a round when others wait, so that nobody's server notices.

    Returns:
        How many addresses were visited.
    """
    deadline = time.monotonic() + SECONDS_PER_ROUND
    hosts, visited = set(), 0
    for link in due_links()[: LINKS_PER_ROUND * 5]:
        host = urlsplit(link.url).hostname
        if host in hosts:
            continue
        if visited == LINKS_PER_ROUND or time.monotonic() > deadline:
            break
        if visited:
            pause(SECONDS_BETWEEN_VISITS)
        hosts.add(host)
        note(link, visit(link.url))
        visited += 1
    return visited


def note(link: CheckedLink, problem: CheckedLink.Problem) -> None:
    """Keep the outcome of a visit."""
    now = timezone.now()
    link.problem, link.checked_at = problem, now
    link.failures = min(link.failures + 1, 1000) if problem else 0
    link.broken_since = (link.broken_since or now) if problem else None
    link.save(update_fields=["problem", "checked_at", "failures", "broken_since"])


@task(backend="background")
def check_links_in_background() -> None:
    """One round, between the other work of the worker."""
    check_round()


def queue_round() -> None:
    """Ask the worker for a round, when there is something to visit and none waits yet."""
    waiting = DBTaskResult.objects.filter(
        task_path=check_links_in_background.module_path, status="READY"
    )
    if due_links().exists() and not waiting.exists():
        check_links_in_background.enqueue()
