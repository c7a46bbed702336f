"""Carrying out a list: what would happen to each line, and making it happen.

Nobody who left, was erased or bounced comes back by a list, whatever the list says: only
that person can ask for it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletter.models import (
    ConsentEvent,
    Subscriber,
    SubscriberImport,
    Subscription,
    Suppression,
)
from newsletter.subscribers import growth
from newsletter.subscribers.addresses import hash_address
from newsletter.subscribers.leaving import suppress, suppress_address, unsubscribe
from newsletter.subscribers.lists import Row, read_rows

BATCH = 500
_JOINING = {SubscriberImport.Kind.OWN, SubscriberImport.Kind.MAILCHIMP_SUBSCRIBED}

OUTCOMES = {
    "subscribed": _("becomes a subscriber"),
    "already": _("is a subscriber already"),
    "left": _("unsubscribed before, stays unsubscribed"),
    "suppressed": _("must not be mailed, stays so"),
    "unsubscribed": _("will be unsubscribed"),
    "blocked": _("will never be mailed"),
    "nothing": _("was not known or left already, nothing changes"),
    "twice": _("stands in the list before, left out"),
    "invalid": _("is no e-mail address, left out"),
}
# What an editor should look at before it is carried out.
PROBLEMS = ("invalid", "left", "suppressed")


@dataclass(frozen=True)
class Planned:
    """A line, and what it comes to: a key of `OUTCOMES`."""

    row: Row
    outcome: str
    subscriber: Subscriber | None = None

    @property
    def outcome_label(self) -> str:
        return OUTCOMES[self.outcome]


def plan(listed: SubscriberImport) -> Iterator[Planned]:
    """What would happen to each line; changes nothing. Three queries for 500 lines.

    Raises:
        UnreadableListError: see `read_rows`.
    """
    rows, seen = read_rows(listed.text), set()
    while batch := list(islice(rows, BATCH)):
        yield from _plan_batch(listed, batch, seen)


def _plan_batch(listed: SubscriberImport, batch: list[Row], seen: set[str]) -> Iterator[Planned]:
    hashes = {row.address: hash_address(row.address) for row in batch if row.is_valid}
    active = Subscription.objects.active().filter(subscriber=OuterRef("pk"))
    known = {
        subscriber.email: subscriber
        for subscriber in Subscriber.objects.filter(email__in=hashes).annotate(
            is_reader=Exists(active)
        )
    }
    subscriptions = {
        subscription.subscriber_id: subscription
        for subscription in Subscription.objects.to(listed.series).filter(
            subscriber__in=known.values()
        )
    }
    suppressed = set(
        Suppression.objects.filter(address_hash__in=hashes.values()).values_list(
            "address_hash", flat=True
        )
    )
    for row in batch:
        subscriber = known.get(row.address)
        if not row.is_valid:
            outcome = "invalid"
        elif row.address in seen:
            outcome = "twice"
        else:
            subscription = subscriptions.get(subscriber.pk) if subscriber else None
            outcome = _outcome(
                listed.kind,
                subscription,
                is_suppressed=hashes[row.address] in suppressed,
                is_reader=bool(subscriber and subscriber.is_reader),
            )
        seen.add(row.address)
        yield Planned(row, outcome, subscriber)


def _outcome(
    kind: str, subscription: Subscription | None, is_suppressed: bool, is_reader: bool
) -> str:
    state = subscription and subscription.state
    if kind in _JOINING:
        if is_suppressed:
            return "suppressed"
        if state == Subscription.State.ACTIVE:
            return "already"
        # Who left and asked to come back keeps this moment until the click that confirms it.
        return "left" if subscription and subscription.ended_at else "subscribed"
    if kind == SubscriberImport.Kind.MAILCHIMP_CLEANED:
        return "nothing" if is_suppressed else "blocked"
    if state in {Subscription.State.ACTIVE, Subscription.State.PENDING}:
        return "unsubscribed"
    if is_suppressed or state:
        return "nothing"
    # Blocking holds for every series, and who left this one is a reader of another.
    return "unsubscribed" if is_reader else "blocked"


@transaction.atomic
def carry_out(listed: SubscriberImport) -> bool:
    """Do what `plan` says, all of it or nothing, and forget the lines.

    Returns:
        False when it was carried out before, by whomever.
    """
    waiting = SubscriberImport.objects.select_for_update().filter(pk=listed.pk, applied_at=None)
    listed = waiting.first()
    if listed is None:
        return False
    counts, joining = Counter(), []
    for planned in plan(listed):
        counts[planned.outcome] += 1
        if planned.outcome == "subscribed":
            joining.append(planned)
        elif planned.outcome == "unsubscribed":
            _take_out(listed, planned.subscriber)
        elif planned.outcome == "blocked":
            _block(listed, planned)
    for start in range(0, len(joining), BATCH):
        _join(listed, joining[start : start + BATCH])
    listed.counts = {outcome: counts[outcome] for outcome in OUTCOMES if counts[outcome]}
    listed.applied_at, listed.text = timezone.now(), ""
    listed.save(update_fields=["counts", "applied_at", "text"])
    return True


def _take_out(listed: SubscriberImport, subscriber: Subscriber) -> None:
    """End the subscription; of who reads another series, keep that they left this one."""
    if Subscription.objects.to(listed.series).filter(subscriber=subscriber).exists():
        unsubscribe(subscriber, listed.series, ConsentEvent.Source.IMPORT, say_goodbye=False)
        return
    Subscription.objects.create(
        subscriber=subscriber,
        series=listed.series,
        state=Subscription.State.ENDED,
        ended_at=timezone.now(),
        end_reason=Subscription.EndReason.UNSUBSCRIBED,
    )
    ConsentEvent.objects.create(
        subscriber=subscriber,
        series=listed.series,
        action=ConsentEvent.Action.WITHDRAWN,
        source=ConsentEvent.Source.IMPORT,
        evidence=listed.name,
    )


def _block(listed: SubscriberImport, planned: Planned) -> None:
    is_bounce = listed.kind == SubscriberImport.Kind.MAILCHIMP_CLEANED
    reason = Suppression.Reason.BOUNCED if is_bounce else Suppression.Reason.UNSUBSCRIBED
    if planned.subscriber and is_bounce:
        suppress(planned.subscriber, reason)
    else:
        suppress_address(planned.row.address, reason)


def _join(listed: SubscriberImport, batch: list[Planned]) -> None:
    languages = dict(settings.LANGUAGES)
    new = [
        Subscriber(
            email=planned.row.address,
            language=planned.row.language
            if planned.row.language in languages
            else listed.language,
        )
        for planned in batch
        if planned.subscriber is None
    ]
    # Who signed up since the list was compared is there already.
    Subscriber.objects.bulk_create(new, ignore_conflicts=True)
    addresses = [planned.row.address for planned in batch]
    subscribers = Subscriber.objects.filter(email__in=addresses)
    by_address = {subscriber.email: subscriber for subscriber in subscribers}
    now = timezone.now()
    Subscription.objects.bulk_create(
        [
            Subscription(
                subscriber=by_address[planned.row.address],
                series=listed.series,
                state=Subscription.State.ACTIVE,
                activated_at=now,
            )
            for planned in batch
        ],
        # Who asked for it and did not confirm yet.
        update_conflicts=True,
        unique_fields=["subscriber", "series"],
        update_fields=["state", "activated_at"],
    )
    ConsentEvent.objects.bulk_create(
        ConsentEvent(
            subscriber=by_address[planned.row.address],
            series=listed.series,
            action=ConsentEvent.Action.IMPORTED,
            source=ConsentEvent.Source.IMPORT,
            evidence="\n".join(
                part for part in (listed.evidence, listed.name, planned.row.evidence) if part
            ),
        )
        for planned in batch
    )
    growth.count(growth.CONFIRMED, len(batch))
