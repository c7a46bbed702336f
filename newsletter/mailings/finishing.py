"""The end of a mailing: all numbers add up, or an editor must know."""

import logging

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter.models import Delivery, Mailing

logger = logging.getLogger(__name__)

# More refusals than this mean that something is wrong with the mail or its sender: going on
# would make mail servers refuse the next one too.
MAX_REFUSED_SHARE = 0.05
# A few refusals of a short list say nothing yet.
MIN_REFUSALS = 10


@transaction.atomic
def finish(mailing: Mailing) -> None:
    """End a mailing of which nothing waits any more; harmless to repeat."""
    locked = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if locked.state != Mailing.State.SENDING:
        return
    counts = locked.deliveries.aggregate(
        all=Count("pk"),
        waiting=Count("pk", filter=Q(state__in=Delivery.WAITING)),
        uncertain=Count("pk", filter=Q(state=Delivery.State.UNCERTAIN)),
    )
    if counts["waiting"]:
        return
    if counts["all"] != locked.prepared_count:
        reason = Mailing.Reason.SUM
    elif counts["uncertain"]:
        reason = Mailing.Reason.UNCERTAIN
    elif locked.deliveries.refused_in_passing().exists():
        reason = Mailing.Reason.REFUSED
    else:
        reason = ""
    locked.state = Mailing.State.ATTENTION if reason else Mailing.State.DONE
    locked.reason, locked.finished_at = reason, timezone.now()
    locked.save(update_fields=["state", "reason", "finished_at"])


def pause_after_refusals(mailing: Mailing) -> None:
    """Pause a mailing that is refused more often than `MAX_REFUSED_SHARE`, and tell its maker.

    Refusals that an editor saw when resuming do not count.
    """
    counts = mailing.deliveries.aggregate(
        refused=Count("pk", filter=Q(state=Delivery.State.REFUSED)),
        settled=Count("pk", filter=~Q(state__in=Delivery.WAITING)),
    )
    seen = Mailing.objects.filter(pk=mailing.pk).values_list("refusals_seen", "settled_seen").get()
    refused, settled = counts["refused"] - seen[0], counts["settled"] - seen[1]
    if refused < MIN_REFUSALS or refused <= MAX_REFUSED_SHARE * settled:
        return
    paused = Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.SENDING).update(
        state=Mailing.State.PAUSED, reason=Mailing.Reason.REFUSALS
    )
    if paused:
        logger.error("Mailing %s is paused: %s of %s refused", mailing.pk, refused, settled)
        text = _(
            "Mail servers refused %(refused)s of %(settled)s mails of “%(issue)s”. Nothing"
            " more is sent until you look at the answers and resume, or cancel."
        ) % {"refused": refused, "settled": settled, "issue": mailing.issue.title}
        transaction.on_commit(lambda: _tell(mailing, text))


def pause_for_sender(mailing: Mailing, answer: str) -> None:
    """Pause a mailing of which the mail server refuses the sender, and tell its maker.

    That says nothing about the readers: whoever had no mail yet waits until it is resumed.
    """
    paused = Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.SENDING).update(
        state=Mailing.State.PAUSED, reason=Mailing.Reason.SENDER, obstacle=answer
    )
    if paused:
        logger.error("Mailing %s is paused, its sender is refused: %s", mailing.pk, answer)
        text = _(
            "The mail server refuses the sender of “%(issue)s”: %(answer)s. Nothing more is sent"
            " until you resume, or cancel. Ask who manages the site to look at it first."
        ) % {"issue": mailing.issue.title, "answer": answer}
        transaction.on_commit(lambda: _tell(mailing, text))


def _tell(mailing: Mailing, text: str) -> None:
    address = mailing.created_by.email if mailing.created_by else ""
    if not address:
        return
    try:
        send_mail(_("The newsletter is paused"), text, None, [address])
    except Exception as error:  # noqa: BLE001 - each backend has its own, and the sender goes on
        # Not its words, in which the address may be.
        name = type(error).__name__
        logger.error("The maker of mailing %s could not be told: %s", mailing.pk, name)
