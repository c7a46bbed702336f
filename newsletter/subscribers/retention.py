"""Forgetting people in time."""

import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from newsletter.models import Notice, Subscriber, SubscriberImport, Subscription, Suppression
from newsletter.subscribers.leaving import erase
from newsletter.subscribers.tokens import CONFIRM, MAX_DAYS

UNCONFIRMED = datetime.timedelta(days=MAX_DAYS[CONFIRM])
LISTS = datetime.timedelta(days=1)
NOTICES = datetime.timedelta(days=3)


def forget_unconfirmed() -> int:
    """Erase requests that nobody confirmed in time, and people of whom nothing else is known.

    A request of somebody who left before makes this person again somebody who left.

    Returns:
        The number of people that were erased.
    """
    before = timezone.now() - UNCONFIRMED
    requests = Subscription.objects.pending().filter(requested_at__lt=before)
    with transaction.atomic():
        requests.exclude(ended_at=None).update(state=Subscription.State.ENDED)
        requests.delete()
        _count, deleted = Subscriber.objects.filter(
            ~Exists(Subscription.objects.filter(subscriber=OuterRef("pk")))
        ).delete()
    return deleted.get(Subscriber._meta.label, 0)


def forget_former() -> int:
    """Erase people who left `SUBSCRIBER_RETENTION_DAYS` ago or longer, and say how many.

    Until then the proof of their consent is kept, because it may be asked for.
    """
    before = timezone.now() - datetime.timedelta(days=settings.SUBSCRIBER_RETENTION_DAYS)
    kept = Subscription.objects.filter(
        ~Q(state=Subscription.State.ENDED) | Q(ended_at__gte=before), subscriber=OuterRef("pk")
    )
    former = Subscriber.objects.filter(~Exists(kept), subscriptions__ended_at__lt=before)
    count = 0
    for subscriber in former.distinct().iterator(chunk_size=500):
        erase(subscriber, Suppression.Reason.UNSUBSCRIBED, say_goodbye=False)
        count += 1
    return count


def forget_lists() -> None:
    """Delete lists of addresses that no editor carried out, and mails that could not go."""
    now = timezone.now()
    SubscriberImport.objects.filter(applied_at=None, created_at__lt=now - LISTS).delete()
    # Carrying out a list forgets its lines; should any be left, they go here.
    SubscriberImport.objects.exclude(applied_at=None).exclude(text="").update(text="")
    Notice.objects.filter(created_at__lt=now - NOTICES).delete()
