"""Counting who comes and goes, per month."""

import datetime

from django.db.models import F
from django.utils import timezone

from newsletter.models import GrowthCount

CONFIRMED, LEFT, BOUNCED = "confirmed", "left", "bounced"


def first_of_month(day: datetime.date) -> datetime.date:
    return day.replace(day=1)


def count(what: str, number: int = 1) -> None:
    """Add a number of subscriptions to this month, in the transaction that changes them."""
    if number:
        month = first_of_month(timezone.localdate())
        GrowthCount.objects.bulk_create([GrowthCount(month=month)], ignore_conflicts=True)
        GrowthCount.objects.filter(month=month).update(**{what: F(what) + number})


def months(number: int = 12) -> list[GrowthCount]:
    """The last months, oldest first, also those in which nothing happened."""
    wanted = [first_of_month(timezone.localdate())]
    while len(wanted) < number:
        wanted.append(first_of_month(wanted[-1] - datetime.timedelta(days=1)))
    known = {row.month: row for row in GrowthCount.objects.filter(month__gte=wanted[-1])}
    return [known.get(month) or GrowthCount(month=month) for month in reversed(wanted)]
