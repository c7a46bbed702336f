"""What machines are told about mailings: whether one is stuck, and how much waits."""

from django.db.models import Count, Q

from newsletter.mailings.progress import is_stuck
from newsletter.models import Delivery, Mailing


def stopped_mailings() -> str:
    """ "ok", or the mailings that no worker turns to or that the site paused, for `/readyz`."""
    is_paused = Q(state=Mailing.State.PAUSED, reason__in=Mailing.ALARMS)
    mailings = list(Mailing.objects.filter(Q(state__in=Mailing.AT_WORK) | is_paused))
    stuck = [str(mailing.pk) for mailing in mailings if is_stuck(mailing)]
    paused = [str(mailing.pk) for mailing in mailings if mailing.state == Mailing.State.PAUSED]
    said = [f"stuck: {', '.join(stuck)}; is the worker running?"] if stuck else []
    said += [f"paused: {', '.join(paused)}"] if paused else []
    return "; ".join(said) or "ok"


def mailing_figures() -> dict[str, tuple[str, int]]:
    """Each figure by its name, with a text that explains it; two queries."""
    unfinished = list(Mailing.objects.unfinished())
    counts = Delivery.objects.filter(mailing__finished_at=None).aggregate(
        waiting=Count("pk", filter=Q(state__in=Delivery.WAITING)),
        refused=Count("pk", filter=Q(state=Delivery.State.REFUSED)),
        uncertain=Count("pk", filter=Q(state=Delivery.State.UNCERTAIN)),
    )
    return {
        "mailings_unfinished": ("Mailings on their way", len(unfinished)),
        "mailings_stuck": ("Mailings nobody turns to", sum(map(is_stuck, unfinished))),
        "mails_waiting": ("Newsletters that must still go", counts["waiting"]),
        "mails_refused": ("Refused, of mailings on their way", counts["refused"]),
        "mails_uncertain": ("Uncertain, of mailings on their way", counts["uncertain"]),
    }
