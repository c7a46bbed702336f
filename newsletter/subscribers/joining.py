"""How somebody comes: a request that only a click in a mail makes real."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from newsletter.models import ConsentEvent, Notice, Series, Subscriber, Subscription, Suppression
from newsletter.subscribers import growth
from newsletter.subscribers.notices import notify
from newsletter.subscribers.wording import VERSION, consent_wording

# Between two mails that somebody may cause by typing an address.
MAIL_PAUSE = datetime.timedelta(hours=24)


@transaction.atomic
def request_subscription(
    address: str, series: Iterable[Series], language: str, page: str = ""
) -> None:
    """Ask the holder of an address, by mail, whether this request is theirs.

    Says nothing to the caller, so that nobody learns who is known. However often it is
    called, an address gets one mail in 24 hours.
    """
    subscriber, _is_new = Subscriber.objects.get_or_create(
        email=address, defaults={"language": language}
    )
    # Two requests at the same time take turns.
    Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    known = {row.series_id: row for row in subscriber.subscriptions.all()}
    suppression = Suppression.objects.of(address).first()
    pending, left = [], 0
    for one in series:
        subscription = known.get(one.pk) or Subscription(subscriber=subscriber, series=one)
        if subscription.state == Subscription.State.ACTIVE:
            if suppression is None:
                continue
            # No mail came since then; only the click in this one brings it back.
            subscription.state = Subscription.State.ENDED
            subscription.ended_at = suppression.created_at
            subscription.end_reason = Subscription.EndReason.UNSUBSCRIBED
            left += 1
        pending.append(one.pk)
        if subscription.pk is None or subscription.state == Subscription.State.ENDED:
            # When it ended before stays, until it is active again: see `forget_unconfirmed`.
            subscription.state = Subscription.State.PENDING
            subscription.requested_at = timezone.now()
            subscription.save()
            record(subscriber, one, ConsentEvent.Action.REQUESTED, "form", page=page)
    growth.count(growth.LEFT, left)
    if may_mail(subscriber):
        # The link in each mail works as long as the request behind it is kept.
        subscriber.subscriptions.pending().filter(series__in=pending).update(
            requested_at=timezone.now()
        )
        notify(subscriber, Notice.Kind.CONFIRM if pending else Notice.Kind.ALREADY, pending)


@transaction.atomic
def request_preferences(address: str) -> None:
    """Mail the link to the preferences to somebody who is known; tell nobody who is."""
    subscriber = Subscriber.objects.filter(
        Q(subscriptions__state="active") | Q(subscriptions__state="ended"), email=address
    ).first()
    if subscriber and may_mail(subscriber):
        notify(subscriber, Notice.Kind.PREFERENCES)


def may_mail(subscriber: Subscriber) -> bool:
    """Whether a mail on request may go now; when it may, the next must wait."""
    now = timezone.now()
    return bool(
        Subscriber.objects.filter(
            Q(mailed_at=None) | Q(mailed_at__lte=now - MAIL_PAUSE), pk=subscriber.pk
        ).update(mailed_at=now)
    )


@transaction.atomic
def confirm(subscriber: Subscriber, page: str = "") -> list[Series]:
    """Make every request of a person real; a click in the mail proves that it was theirs.

    Returns:
        The series to which the person is subscribed by this.
    """
    confirmed = activate(subscriber, subscriber.subscriptions.pending())
    for series in confirmed:
        record(subscriber, series, ConsentEvent.Action.CONFIRMED, "mail", page=page)
    if confirmed:
        # Whoever left or bounced, and asks and confirms, is back.
        Suppression.objects.of(subscriber.email).delete()
        Subscriber.objects.filter(pk=subscriber.pk).update(mailed_at=None)
        notify(subscriber, Notice.Kind.WELCOME, [series.pk for series in confirmed])
    return confirmed


@transaction.atomic
def choose(subscriber: Subscriber, series: Iterable[Series], page: str = "") -> list[Series]:
    """Subscribe somebody who asks for it through a link in their own mail.

    Returns:
        The series that are new, or that somebody had who must not be mailed and gets again.
    """
    for one in series:
        Subscription.objects.get_or_create(subscriber=subscriber, series=one)
    wanted = subscriber.subscriptions.filter(series__in=series)
    suppressions = Suppression.objects.of(subscriber.email)
    chosen = []
    if suppressions.exists():
        chosen = [row.series for row in wanted.active().select_related("series")]
    chosen += activate(subscriber, wanted.exclude(state="active"))
    for one in chosen:
        record(subscriber, one, ConsentEvent.Action.CONFIRMED, "preferences", page=page)
    if chosen:
        suppressions.delete()
    return chosen


def activate(subscriber: Subscriber, subscriptions) -> list[Series]:
    """Make subscriptions active, each once, however many do so at the same time."""
    active = []
    for subscription in subscriptions.select_related("series"):
        changed = Subscription.objects.filter(pk=subscription.pk, state=subscription.state).update(
            state=Subscription.State.ACTIVE,
            activated_at=timezone.now(),
            ended_at=None,
            end_reason="",
        )
        if changed:
            active.append(subscription.series)
    growth.count(growth.CONFIRMED, len(active))
    return active


def record(
    subscriber: Subscriber,
    series: Series | None,
    action: str,
    source: str,
    page: str = "",
    evidence: str = "",
) -> None:
    """Add to the proof of consent; what was agreed to with the words that were read."""
    agrees = action in {ConsentEvent.Action.REQUESTED, ConsentEvent.Action.CONFIRMED}
    ConsentEvent.objects.create(
        subscriber=subscriber,
        series=series,
        action=action,
        source=source,
        wording=consent_wording() if agrees else "",
        wording_version=VERSION if agrees else "",
        page=page[:500],
        evidence=evidence,
    )
