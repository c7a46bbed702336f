"""How far a mailing is."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from newsletter.models import Delivery, Mailing

# A worker turns to every mailing each minute; after this long without, something is wrong.
STUCK_AFTER = datetime.timedelta(minutes=10)
# The speed is that of the last minutes, so that it shows a server that slows down.
RATE_WINDOW = datetime.timedelta(minutes=5)


@dataclass(frozen=True)
class Progress:
    """The numbers of a mailing at one moment."""

    counts: dict[str, int]  # by `Delivery.State`, also those without any
    expected: int | None  # None until it is prepared
    per_minute: float
    ends_at: datetime.datetime | None  # None when it is not on its way, or the speed is unknown
    is_stuck: bool

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def waiting(self) -> int:
        """How many must still go, those being handed over at this moment included."""
        return sum(self.counts[state] for state in Delivery.WAITING)

    @property
    def settled(self) -> int:
        return self.total - self.waiting

    @property
    def percent(self) -> int:
        """Rounded down: 100 means all."""
        return self.settled * 100 // self.total if self.total else 0

    @property
    def adds_up(self) -> bool:
        return self.expected is not None and self.total == self.expected


def progress_of(mailing: Mailing) -> Progress:
    """The numbers of a mailing, in one query."""
    now = timezone.now()
    since = now - RATE_WINDOW
    rows = (
        mailing.deliveries.order_by()
        .values("state")
        .annotate(
            number=Count("pk"),
            recent=Count("pk", filter=Q(settled_at__gte=since) & ~Q(state="skipped")),
        )
    )
    counts, recent = dict.fromkeys(Delivery.State.values, 0), 0
    for row in rows:
        counts[row["state"]] = row["number"]
        recent += row["recent"]
    waiting = sum(counts[state] for state in Delivery.WAITING)
    per_minute = _per_minute(recent, mailing.started_at, now)
    is_on_its_way = mailing.state == Mailing.State.SENDING and waiting and per_minute
    return Progress(
        counts=counts,
        expected=mailing.prepared_count,
        per_minute=per_minute,
        ends_at=now + datetime.timedelta(minutes=waiting / per_minute) if is_on_its_way else None,
        is_stuck=is_stuck(mailing, now),
    )


def _per_minute(recent: int, started_at: datetime.datetime | None, now) -> float:
    if started_at is None:
        return 0.0
    window = min(RATE_WINDOW, max(now - started_at, datetime.timedelta(seconds=1)))
    return recent / (window / datetime.timedelta(minutes=1))


def is_stuck(mailing: Mailing, now: datetime.datetime | None = None) -> bool:
    """Whether it should be moving while no worker turned to it for `STUCK_AFTER`."""
    last = max(mailing.send_at, mailing.worked_at or mailing.send_at)
    return mailing.state in Mailing.AT_WORK and last < (now or timezone.now()) - STUCK_AFTER
