"""Who works on which delivery: taking, marking, writing down and giving back.

Every change asks in the same statement whether the worker still owns the delivery, so that
however many workers there are, and whenever one of them dies, no mail goes twice.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Case, Exists, F, OuterRef, Value, When
from django.utils import timezone

from cms.characters import without_controls
from newsletter.models import Delivery, Mailing, Subscriber, Subscription

State = Delivery.State

BATCH = 100
# A worker that says nothing for this long is taken for dead. When it was only slow it finds
# that it owns nothing any more, and sends nothing.
LEASE = datetime.timedelta(minutes=2)
# Waits after each failed attempt; after the last of them a delivery counts as refused.
BACKOFF = [datetime.timedelta(minutes=minutes) for minutes in (2, 10, 30, 120, 360)]


@dataclass(frozen=True)
class Claimed:
    """A delivery that a worker took, with what it needs to send it."""

    pk: int
    token: str
    content_id: int
    subscriber_id: int
    address: str
    attempts: int

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


@dataclass(frozen=True)
class Outcome:
    """What became of an attempt; `code` is None when the server said nothing."""

    state: str
    code: int | None = None
    text: str = ""
    retry_at: datetime.datetime | None = None


@transaction.atomic
def recover() -> None:
    """Take from workers that died what they had taken.

    What was only taken waits its turn again. What was being handed over may have arrived:
    nobody sends it again unasked.
    """
    now = timezone.now()
    expired = Delivery.objects.filter(leased_until__lt=now)
    # Two workers that look at the same moment do not wait for each other.
    pks = list(expired.select_for_update(skip_locked=True).values_list("pk", flat=True))
    deliveries = Delivery.objects.filter(pk__in=pks)
    deliveries.filter(state=State.LEASED).update(
        state=State.PENDING, lease_owner="", leased_until=None
    )
    # The owner stays: if it was only slow, it still writes down what it saw.
    deliveries.filter(state=State.HANDING_OVER).update(
        state=State.UNCERTAIN, leased_until=None, settled_at=now
    )


@transaction.atomic
def claim(mailing: Mailing, owner: str) -> list[Claimed]:
    """Take what is due, at most `BATCH`, that no other worker is taking at this moment.

    Who left since the mailing was prepared is skipped. PostgreSQL passes over rows that
    another worker locks; on SQLite a transaction is alone from its start.
    """
    now = timezone.now()
    taken: list[int] = []
    if not may_send(mailing).exists():
        return []
    # One state at a time, so that the index gives the rows in their order.
    for state in (State.PENDING, State.DEFERRED):
        due = mailing.deliveries.filter(state=state, next_attempt_at__lte=now)
        rows = due.order_by("next_attempt_at").select_for_update(skip_locked=True)
        taken += rows.values_list("pk", flat=True)[: BATCH - len(taken)]
    deliveries = Delivery.objects.filter(pk__in=taken)
    deliveries.update(state=State.LEASED, lease_owner=owner, leased_until=now + LEASE)
    claimed = [
        Claimed(*row)
        for row in deliveries.filter(subscriber__in=Subscriber.objects.mailable(mailing.series))
        .order_by("pk")
        .values_list("pk", "token", "content_id", "subscriber_id", "subscriber__email", "attempts")
    ]
    _skip(mailing, owner, set(taken) - {one.pk for one in claimed})
    return claimed


def mark(mailing: Mailing, owner: str, group: list[Claimed], done: dict | None = None) -> set[int]:
    """Say that these are being handed over, as far as the worker still may; says which.

    Not when the mailing was paused, or somebody else owns them by now: another worker, or a
    reader who left since the claim (`DeliveryQuerySet.withdraw`).

    Args:
        done: what became of the group before, to write down in the same transaction.
    """
    pks = [one.pk for one in group]
    accepted = [pk for pk, outcome in (done or {}).items() if outcome.state == State.ACCEPTED]
    statements = [_marking(mailing, owner, pks)]
    if accepted:
        statements.insert(0, _accepting(owner, accepted))
    if len(accepted) < len(done or {}):
        with transaction.atomic():
            settle(owner, done)
            marked = _execute(statements[-1:])
    else:
        marked = _execute(statements)
    if marked == len(pks):
        return set(pks)
    mine = Delivery.objects.filter(pk__in=pks, lease_owner=owner, state=State.HANDING_OVER)
    return set(mine.values_list("pk", flat=True))


def settle(owner: str, outcomes: dict[int, Outcome]) -> None:
    """Write down what became of deliveries of this worker."""
    now = timezone.now()
    accepted = [pk for pk, outcome in outcomes.items() if outcome.state == State.ACCEPTED]
    if accepted:
        _execute([_accepting(owner, accepted)])
    mine = Delivery.objects.filter(
        lease_owner=owner, state__in=[State.LEASED, State.HANDING_OVER, State.UNCERTAIN]
    )
    for pk, outcome in outcomes.items():
        if outcome.state != State.ACCEPTED:
            mine.filter(pk=pk).update(
                state=outcome.state,
                answer_code=outcome.code,
                answer=_kept_answer(outcome.text),
                next_attempt_at=outcome.retry_at or now,
                settled_at=None if outcome.retry_at else now,
                lease_owner="",
                leased_until=None,
                attempts=F("attempts") + 1,
            )


def _kept_answer(text: str) -> Case:
    """What the server said, as far as PostgreSQL can keep it.

    Of whom was erased in the meantime nothing is kept: an answer may name the address.
    """
    kept = without_controls(text)[:500]
    return Case(When(subscriber=None, then=Value("")), default=Value(kept))


# Every ten mails ask for these two. They are written out because Django takes as long to make
# them as a mail server to take a mail.


def _marking(mailing: Mailing, owner: str, pks: list[int]) -> tuple[str, list]:
    now = timezone.now()
    statement = f"""
        UPDATE newsletter_delivery SET state = 'handing_over', leased_until = %s
        WHERE id IN {_places(pks)} AND lease_owner = %s AND state = 'leased' AND leased_until > %s
        AND EXISTS (SELECT 1 FROM newsletter_mailing WHERE id = %s AND state = 'sending')
    """  # noqa: S608 - only places for values
    return statement, [now + LEASE, *pks, owner, now, mailing.pk]


def _accepting(owner: str, pks: list[int]) -> tuple[str, list]:
    statement = f"""
        UPDATE newsletter_delivery SET state = 'accepted', answer_code = 250, answer = '',
        settled_at = %s, lease_owner = '', leased_until = NULL, attempts = attempts + 1
        WHERE id IN {_places(pks)} AND lease_owner = %s
        AND state IN ('leased', 'handing_over', 'uncertain')
    """  # noqa: S608 - only places for values
    return statement, [timezone.now(), *pks, owner]


def _places(pks: list[int]) -> str:
    return f"({', '.join(['%s'] * len(pks))})"


def _execute(statements: list[tuple[str, list]]) -> int:
    """Carry out statements, all or none; says how many deliveries the last one changed.

    PostgreSQL gets them in one message, which it takes for one transaction: a journey, where BEGIN
    and COMMIT would make it four.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            values = [value for _statement, values in statements for value in values]
            cursor.execute(";".join(statement for statement, _values in statements), values)
            while cursor.nextset():
                pass
        else:
            with transaction.atomic():
                for statement, values in statements:
                    cursor.execute(statement, [_adapted(value) for value in values])
        return cursor.rowcount


def _adapted(value):
    """As SQLite keeps moments."""
    is_moment = isinstance(value, datetime.datetime)
    return connection.ops.adapt_datetimefield_value(value) if is_moment else value


def failed(one: Claimed, code: int | None, text: str) -> Outcome:
    """A passing failure: tried again later, until it failed too often."""
    if one.attempts >= len(BACKOFF):
        return Outcome(State.REFUSED, code, text)
    return Outcome(State.DEFERRED, code, text, timezone.now() + BACKOFF[one.attempts])


def release(owner: str, pks: Iterable[int], until: datetime.datetime | None = None) -> None:
    """Give back what was taken and not offered to any server, to be sent from `until`."""
    changes = {"next_attempt_at": until} if until else {}
    Delivery.objects.filter(
        pk__in=list(pks), lease_owner=owner, state__in=[State.LEASED, State.HANDING_OVER]
    ).update(state=State.PENDING, lease_owner="", leased_until=None, **changes)


def may_send(mailing: Mailing):
    """The mailing as a query, empty when it was paused or cancelled."""
    return Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.SENDING)


def _skip(mailing: Mailing, owner: str, pks: set[int]) -> None:
    """Settle deliveries of this worker whose reader left, and leave the others alone."""
    if not pks:
        return
    mine = Delivery.objects.filter(pk__in=pks, lease_owner=owner, state=State.LEASED)
    active = Subscription.objects.active().to(mailing.series)
    reasons = {
        Delivery.SkipReason.ERASED: mine.filter(subscriber=None),
        Delivery.SkipReason.SUPPRESSED: mine.filter(
            subscriber__in=Subscriber.objects.suppressed()
        ),
        Delivery.SkipReason.UNSUBSCRIBED: mine.exclude(
            Exists(active.filter(subscriber=OuterRef("subscriber")))
        ),
    }
    for reason, deliveries in reasons.items():
        deliveries.update(
            state=State.SKIPPED,
            skip_reason=reason,
            lease_owner="",
            leased_until=None,
            settled_at=timezone.now(),
        )
