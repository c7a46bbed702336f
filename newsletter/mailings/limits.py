"""How many mails may go in a minute, over all workers together."""

import datetime
from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from newsletter.mailings.leases import Claimed
from newsletter.models import MailedMinute

_KEPT = datetime.timedelta(hours=1)


EVERYBODY = ""


def grant(group: list[Claimed]) -> tuple[list[Claimed], set[str]]:
    """Those of a group that may go in this minute, by `MAILS_PER_MINUTE` and per domain.

    What is granted counts, also when it fails afterwards: a limit is never passed.

    Returns:
        Them, and the domains of which no more may go in this minute; or EVERYBODY.
    """
    full: set[str] = set()
    if settings.MAILS_PER_DOMAIN_PER_MINUTE:
        by_domain = defaultdict(list)
        for one in group:
            by_domain[one.domain].append(one)
        limit = settings.MAILS_PER_DOMAIN_PER_MINUTE
        # In the order of their names, so that two workers never wait for each other.
        group = []
        for domain, ones in sorted(by_domain.items()):
            taken = _take(domain, len(ones), limit)
            group += ones[:taken]
            if taken < len(ones):
                full.add(domain)
    if not settings.MAILS_PER_MINUTE:
        return group, full
    taken = _take(EVERYBODY, len(group), settings.MAILS_PER_MINUTE)
    return group[:taken], {EVERYBODY} if taken < len(group) else full


def next_minute() -> datetime.datetime:
    return _this_minute() + datetime.timedelta(minutes=1)


def forget_minutes() -> None:
    MailedMinute.objects.filter(minute__lt=timezone.now() - _KEPT).delete()


def _this_minute() -> datetime.datetime:
    return timezone.now().replace(second=0, microsecond=0)


@transaction.atomic
def _take(domain: str, wanted: int, limit: int) -> int:
    """Count mails in this minute, as many as the limit leaves; says how many."""
    key = {"minute": _this_minute(), "domain": domain}
    MailedMinute.objects.bulk_create([MailedMinute(**key)], ignore_conflicts=True)
    row = MailedMinute.objects.select_for_update().get(**key)
    taken = max(0, min(wanted, limit - row.count))
    MailedMinute.objects.filter(pk=row.pk).update(count=row.count + taken)
    return taken
