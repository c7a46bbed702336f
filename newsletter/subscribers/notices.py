"""Sending mail to one person, because of something that this person did.

A notice is kept in the transaction that causes it; a task, or else the worker's next round,
sends it. Whoever is killed right after sending leaves a notice that is sent again: a second
mail with a link does less harm than none. It has the same Message-ID, by which many mail servers
and programs know that they have it already.
"""

import datetime
import logging
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django_tasks import task

from cms.mail.errors import kind_of
from cms.mail.notice import notice_mail
from newsletter.models import Notice, Series, Subscriber
from newsletter.subscribers.notice_texts import notice_text
from newsletter.subscribers.series import in_language

logger = logging.getLogger(__name__)

MAX_AT_ONCE = 100
# While one process sends, others leave the notice alone; after a failure it waits longer.
PAUSE = datetime.timedelta(minutes=5)


def notify(subscriber: Subscriber, kind: str, series_ids: list[int] | None = None) -> None:
    """Have a mail sent to a person once the transaction has succeeded."""
    Notice.objects.create(
        kind=kind,
        email=subscriber.email,
        language=subscriber.language,
        subscriber_id=subscriber.pk,
        series_ids=series_ids or [],
    )
    transaction.on_commit(send_notices_soon)


def send_notices_soon() -> None:
    send_notices_task.enqueue()


@task(backend="background")
def send_notices_task() -> None:
    send_notices()


def send_notices() -> int:
    """Send what is due; a mail that fails is tried again for three days. Says how many went."""
    sent = 0
    for notice in due_notices():
        if not _claim(notice):
            continue
        try:
            render_notice(notice).send()
        except Exception as error:  # noqa: BLE001 - each backend has its own; the next must go
            # No address in the log: what is erased must not live on there. The words of an error
            # and its traceback may hold one.
            logger.error(
                "Mail %s (%s) failed: %s; it is tried again",
                notice.pk,
                notice.kind,
                kind_of(error),
            )
            continue
        Notice.objects.filter(pk=notice.pk).delete()
        sent += 1
    return sent


def due_notices() -> list[Notice]:
    return list(Notice.objects.filter(due_at__lte=timezone.now())[:MAX_AT_ONCE])


def _claim(notice: Notice) -> bool:
    """Take a notice, so that no other process sends it too."""
    return bool(
        Notice.objects.filter(pk=notice.pk, due_at=notice.due_at).update(
            due_at=timezone.now() + PAUSE * 2**notice.attempts, attempts=F("attempts") + 1
        )
    )


def render_notice(notice: Notice) -> EmailMultiAlternatives:
    """The mail, with a part in text and one in HTML, in the language of the person."""
    with translation.override(notice.language):
        series = in_language(Series.objects.filter(pk__in=notice.series_ids))
        names = tuple(one.name for one in series)
        mail = notice_mail(notice_text(notice), notice.email, notice.language, listed=names)
        mail.extra_headers["Message-ID"] = _message_id(notice)
        return mail


def _message_id(notice: Notice) -> str:
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{notice.pk}.{notice.created_at:%Y%m%d%H%M%S%f}@{host}>"
