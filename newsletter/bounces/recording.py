"""Writing down what came back."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cms.characters import without_controls
from newsletter.bounces.reading import COMPLAINT, HARD, Report
from newsletter.models import Delivery, Suppression
from newsletter.subscribers.leaving import suppress

State = Delivery.State
_MAY_COME_BACK = (State.HANDING_OVER, State.ACCEPTED, State.UNCERTAIN, State.BOUNCED)


@transaction.atomic
def record(report: Report) -> bool:
    """Count a report, and never mail a mailbox again that is gone; harmless to repeat.

    Returns:
        Whether it is about a delivery of ours.
    """
    deliveries = Delivery.objects.filter(token=report.token)
    delivery = deliveries.select_related("subscriber").first()
    if delivery is None:
        return False
    if report.kind == COMPLAINT:
        _suppress(delivery, Suppression.Reason.COMPLAINED)
        return True
    if report.is_failure:
        # Of whom was erased, no answer is kept: it may name the address.
        deliveries.filter(state__in=_MAY_COME_BACK).update(
            state=State.BOUNCED,
            answer=without_controls(report.text) if delivery.subscriber else "",
            lease_owner="",
            leased_until=None,
            settled_at=timezone.now(),
        )
    if report.kind == HARD:
        _suppress(delivery, Suppression.Reason.BOUNCED)
    else:
        deliveries.update(soft_bounces=F("soft_bounces") + 1)
    return True


def _suppress(delivery: Delivery, reason: str) -> None:
    if delivery.subscriber is not None:
        suppress(delivery.subscriber, reason)
