"""Bringing a mailing from scheduled to sent, a short turn at a time.

The truth is in `Mailing` and `Delivery`. A task is only what wakes a worker: it may be lost
or come twice.
"""

import datetime
import time

from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from newsletter.mailings import leases
from newsletter.mailings.finishing import finish
from newsletter.mailings.limits import forget_minutes
from newsletter.mailings.preparing import prepare
from newsletter.mailings.publishing import publish
from newsletter.mailings.sending import Sender
from newsletter.models import Delivery, Mailing

State = Mailing.State
# Shorter than the time that platforms give a process to stop; other tasks wait no longer.
TURN_SECONDS = 25


# Confirmations and goodbyes go first.
@task(backend="background", priority=-10)
def advance_task(mailing_id: int) -> None:
    mailing = Mailing.objects.unfinished().filter(pk=mailing_id).first()
    if mailing is None or mailing.send_at > timezone.now():
        return
    if mailing.state == State.SENDING and (due := next_turn(mailing)) and due <= timezone.now():
        wake(mailing)  # another worker that has nothing to do takes part
    advance(mailing)
    if (moment := next_turn(mailing)) is not None:
        wake(mailing, moment)


def wake(mailing: Mailing, at: datetime.datetime | None = None) -> None:
    """Have a worker turn to a mailing, at a moment or now, unless one will already."""
    at = at or timezone.now()
    waiting = DBTaskResult.objects.filter(
        status="READY",
        task_path=advance_task.module_path,
        args_kwargs={"args": [mailing.pk], "kwargs": {}},
        run_after__lte=at,
    )
    if not waiting.exists():
        advance_task.using(run_after=at).enqueue(mailing.pk)


def wake_all() -> None:
    """Wake a worker for everything that is due: what a lost task or a dead worker left."""
    leases.recover()
    # What a worker was taking or handing over when an editor cancelled, and then gave back.
    cancelled = Delivery.objects.filter(mailing__state=State.CANCELLED)
    cancelled.withdraw(Delivery.SkipReason.CANCELLED)
    forget_minutes()
    for mailing in Mailing.objects.unfinished().filter(send_at__lte=timezone.now()):
        wake(mailing)


def advance(mailing: Mailing, seconds: float = TURN_SECONDS) -> None:
    """Bring a mailing as far as it comes in this time."""
    deadline = time.monotonic() + seconds
    if mailing.state == State.SCHEDULED:
        _move(mailing, State.SCHEDULED, State.PREPARING)
    if mailing.state == State.PREPARING and prepare(mailing):
        mailing.refresh_from_db()
    if mailing.state == State.READY:
        start(mailing)
    if mailing.state == State.SENDING and Sender(mailing).send(deadline):
        finish(mailing)
    Mailing.objects.filter(pk=mailing.pk).update(worked_at=timezone.now())


@transaction.atomic
def start(mailing: Mailing) -> None:
    """Publish the issue and let the mails go: in the archive, in search and on their way."""
    if _move(mailing, State.READY, State.SENDING, started_at=timezone.now()):
        publish(mailing)


def next_turn(mailing: Mailing) -> datetime.datetime | None:
    """When a worker should turn to a mailing again; None when nothing waits for that."""
    if not Mailing.objects.unfinished().filter(pk=mailing.pk).exists():
        return None
    waiting = mailing.deliveries.filter(
        state__in=[Delivery.State.PENDING, Delivery.State.DEFERRED]
    )
    return waiting.aggregate(at=Min("next_attempt_at"))["at"]


def _move(mailing: Mailing, before: str, after: str, **changes) -> bool:
    moved = Mailing.objects.filter(pk=mailing.pk, state=before).update(state=after, **changes)
    mailing.refresh_from_db()
    return bool(moved)
