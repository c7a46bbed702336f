"""How somebody goes: by a click, because mail does not arrive, or without a trace."""

import re
from unicodedata import normalize

from django.db import transaction
from django.utils import timezone

from newsletter.models import (
    ConsentEvent,
    Delivery,
    Notice,
    Series,
    Subscriber,
    SubscriberImport,
    Subscription,
    Suppression,
)
from newsletter.models.subscriber import SubscriptionQuerySet
from newsletter.subscribers import growth
from newsletter.subscribers.addresses import hash_address, ways_to_write
from newsletter.subscribers.joining import record
from newsletter.subscribers.notices import notify

_END_REASONS = {
    Suppression.Reason.BOUNCED: Subscription.EndReason.BOUNCED,
    Suppression.Reason.COMPLAINED: Subscription.EndReason.COMPLAINED,
}


@transaction.atomic
def unsubscribe(
    subscriber: Subscriber,
    series: Series | None = None,
    source: str = ConsentEvent.Source.MAIL,
    page: str = "",
    reason: str = Subscription.EndReason.UNSUBSCRIBED,
    say_goodbye: bool = True,
) -> list[Series]:
    """End the subscription to one series, or all; harmless to repeat.

    Returns:
        The series that ended by this; the goodbye mail goes once, with these.
    """
    subscriptions = subscriber.subscriptions.all()
    if series is not None:
        subscriptions = subscriptions.to(series)
    return end(subscriber, subscriptions, source, page, reason, say_goodbye)


@transaction.atomic
def end(
    subscriber: Subscriber,
    subscriptions: SubscriptionQuerySet,
    source: str,
    page: str = "",
    reason: str = Subscription.EndReason.UNSUBSCRIBED,
    say_goodbye: bool = True,
) -> list[Series]:
    """End these subscriptions of somebody, as `unsubscribe` does."""
    ended, active = [], 0
    for subscription in subscriptions.exclude(state="ended").select_related("series"):
        was = subscription.state
        changed = Subscription.objects.filter(pk=subscription.pk, state=was).update(
            state=Subscription.State.ENDED, ended_at=timezone.now(), end_reason=reason
        )
        if changed:
            ended.append(subscription.series)
            active += was == Subscription.State.ACTIVE
            record(
                subscriber,
                subscription.series,
                ConsentEvent.Action.WITHDRAWN,
                source,
                page=page,
            )
    if ended:
        keys = [one.translation_key for one in ended]
        on_their_way = subscriber.deliveries.filter(mailing__series__translation_key__in=keys)
        on_their_way.withdraw(Delivery.SkipReason.UNSUBSCRIBED)
    is_bounce = reason == Subscription.EndReason.BOUNCED
    growth.count(growth.BOUNCED if is_bounce else growth.LEFT, active)
    if ended and say_goodbye:
        Subscriber.objects.filter(pk=subscriber.pk).update(mailed_at=None)
        notify(subscriber, Notice.Kind.GOODBYE, [one.pk for one in ended])
    return ended


@transaction.atomic
def suppress(subscriber: Subscriber, reason: str) -> None:
    """Never mail an address again: it bounced (`BOUNCED`), or its holder complained.

    Ends the subscriptions, without a mail about it; harmless to repeat.
    """
    _lock_subscriptions(subscriber)
    suppress_address(subscriber.email, reason)
    unsubscribe(
        subscriber,
        source=ConsentEvent.Source.BOUNCE,
        reason=_END_REASONS[reason],
        say_goodbye=False,
    )


def suppress_address(address: str, reason: str) -> bool:
    """Keep the hash of an address; the first reason stays. Says whether it is new."""
    hashed = hash_address(address)
    _suppression, is_new = Suppression.objects.get_or_create(
        address_hash=hashed, defaults={"reason": reason}
    )
    on_their_way = Delivery.objects.filter(subscriber__address_hash=hashed)
    on_their_way.withdraw(Delivery.SkipReason.SUPPRESSED)
    return is_new


@transaction.atomic
def erase(
    subscriber: Subscriber, reason: str = Suppression.Reason.ERASED, say_goodbye: bool = True
) -> None:
    """Forget a person; only the keyed hash of the address stays, so that no import undoes it.

    With `say_goodbye` a last mail confirms it; the address goes with that mail.
    """
    # First: who carries out a list locks that list first, and the counts of the month last.
    _forget_in_waiting_lists(subscriber.email)
    subscriptions = _lock_subscriptions(subscriber)
    active = sum(one.state == Subscription.State.ACTIVE for one in subscriptions)
    subscriber.deliveries.withdraw(Delivery.SkipReason.ERASED)
    suppress_address(subscriber.email, reason)
    # What a mail server answered may name the address; that a mail went is counted on.
    subscriber.deliveries.update(answer="")
    _count, deleted = subscriber.delete()
    if not deleted.get(Subscriber._meta.label):
        return  # a second click on the button, at the same moment
    Notice.objects.filter(email=subscriber.email).delete()
    if say_goodbye:
        notify(subscriber, Notice.Kind.ERASED)
    # Last, as who unsubscribes does, so that the two never wait for each other.
    growth.count(growth.LEFT, active)


def _lock_subscriptions(subscriber: Subscriber) -> list[Subscription]:
    """Take turns with who unsubscribes, and locks these before the mails on their way."""
    return list(subscriber.subscriptions.select_for_update(of=("self",)))


def _forget_in_waiting_lists(address: str) -> None:
    """Take an address out of lists that wait for an editor; those are kept for a day at most."""
    ways = "|".join(map(re.escape, ways_to_write(address)))
    whole = re.compile(rf"(?<![\w.+-])(?:{ways})(?![\w.-])", re.IGNORECASE)
    # SQLite does not know that É is a capital é, so that its own search would not find all.
    lists = SubscriberImport.objects.select_for_update().filter(applied_at=None)
    for waiting in lists.exclude(text="").order_by("pk"):
        lines = waiting.text.splitlines(keepends=True)
        waiting.text = "".join(line for line in lines if not whole.search(normalize("NFC", line)))
        waiting.save(update_fields=["text"])
