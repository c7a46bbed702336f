"""What an editor decides about a mailing: when it goes, and whether it goes on.

Each function changes the state only from where that makes sense, in one statement, so that
two editors and a worker can act at the same moment; the history of the issue says who did.
"""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from newsletter.mailings.advancing import wake
from newsletter.models import (
    Delivery,
    Mailing,
    MailingContent,
    NewsletterIssuePage,
    Series,
)
from newsletter.rendering.mail import PERSONAL_LINKS, RenderedMail

# However soon an editor wants an issue to go, this long it can be undone.
UNDO_MINUTES = 10

State = Mailing.State
_CAN_CANCEL = (*Mailing.AT_WORK, State.PAUSED)
_CAN_PAUSE = (State.PREPARING, State.READY, State.SENDING)
_FINISHED = (State.DONE, State.ATTENTION)


class PlanningError(Exception):
    """What was asked cannot be done; the text says why, in the language of the editor."""


@transaction.atomic
def schedule(
    issue: NewsletterIssuePage,
    contents: Iterable[RenderedMail],
    user,
    send_at: datetime.datetime | None = None,
) -> Mailing:
    """Freeze the mails of an issue and send them from `send_at`, or else as soon as possible.

    Args:
        contents: a mail per language, that of the issue among them: people whose language is
            not there get that one.
        send_at: sooner than `UNDO_MINUTES` from now means: in `UNDO_MINUTES`.

    Raises:
        PlanningError: the issue has no series, was sent or scheduled already (also as a
            translation), the moment has passed, or a mail has no way to unsubscribe.
    """
    now = timezone.now()
    contents = list(contents)
    _check_contents(issue, contents)
    if issue.series is None:
        raise PlanningError(_("Choose the series of this issue first."))
    if send_at is not None and send_at < now:
        raise PlanningError(_("That moment has passed. Choose a later one."))
    # Who schedules it, or a translation, at the same moment takes a turn.
    list(
        Page.objects.filter(translation_key=issue.translation_key)
        .select_for_update()
        .values_list("pk")
    )
    if Mailing.objects.of(issue).exclude(state=State.CANCELLED).exists():
        raise PlanningError(_("This issue was sent already, or is scheduled."))
    soonest = now + datetime.timedelta(minutes=UNDO_MINUTES)
    mailing = Mailing.objects.create(
        issue=issue,
        series=_original(issue.series),
        send_at=max(send_at or soonest, soonest),
        created_by=user,
        created_at=now,
    )
    MailingContent.objects.bulk_create(
        MailingContent(
            mailing=mailing,
            language=mail.language,
            subject=mail.subject,
            preview=mail.preview,
            html=mail.html,
            text=mail.text,
            sha256=mail.sha256,
        )
        for mail in contents
    )
    wake(mailing, mailing.send_at)
    _log(mailing, "schedule", user)
    return mailing


def _check_contents(issue: NewsletterIssuePage, contents: list[RenderedMail]) -> None:
    languages = [mail.language for mail in contents]
    if issue.locale.language_code not in languages or len(set(languages)) < len(languages):
        raise PlanningError(_("The mail must be there once for each language."))
    place = PERSONAL_LINKS["unsubscribe"]
    if not all(place in mail.html and place in mail.text for mail in contents):
        raise PlanningError(_("The mail has no link to unsubscribe."))


def _original(series: Series) -> Series:
    return Series.objects.originals().get(translation_key=series.translation_key)


@transaction.atomic
def cancel(mailing: Mailing, user) -> None:
    """Undo a mailing, or stop it for good: who has no mail yet gets none.

    Scheduling the issue again later leaves out who got it already.

    Raises:
        PlanningError: it is finished, or was cancelled before.
    """
    now = timezone.now()
    _move(mailing, _CAN_CANCEL, state=State.CANCELLED, reason="", finished_at=now)
    mailing.deliveries.withdraw(Delivery.SkipReason.CANCELLED)
    _log(mailing, "cancel", user)


@transaction.atomic
def pause(mailing: Mailing, user) -> None:
    """Send nothing more until somebody resumes; at most ten mails per worker still go.

    Raises:
        PlanningError: it is not on its way.
    """
    _move(mailing, _CAN_PAUSE, state=State.PAUSED, reason=Mailing.Reason.EDITOR)
    _log(mailing, "pause", user)


@transaction.atomic
def resume(mailing: Mailing, user) -> None:
    """Go on where it stopped. Refusals until now do not pause it again.

    Raises:
        PlanningError: it is not paused.
    """
    if mailing.prepared_count is None:
        state = State.PREPARING
    else:
        state = State.SENDING if mailing.started_at else State.READY
    settled = mailing.deliveries.aggregate(
        refusals_seen=Count("pk", filter=Q(state=Delivery.State.REFUSED)),
        settled_seen=Count("pk", filter=~Q(state__in=Delivery.WAITING)),
    )
    _move(
        mailing,
        (State.PAUSED,),
        state=state,
        reason="",
        obstacle="",
        worked_at=timezone.now(),
        **settled,
    )
    wake(mailing)
    _log(mailing, "resume", user)


@transaction.atomic
def retry_refused(mailing: Mailing, user) -> int:
    """Send again to those who were refused for a passing reason, and say how many they are.

    Raises:
        PlanningError: the mailing is still on its way, or nobody was refused so.
    """
    return _send_again(mailing, mailing.deliveries.refused_in_passing(), "retry", user)


@transaction.atomic
def resend_uncertain(mailing: Mailing, user, delivery_ids: Iterable[int] | None = None) -> int:
    """Send to people of whom it is not certain that they got it: they may get it twice.

    Args:
        delivery_ids: only these deliveries; all uncertain ones when it is None.

    Returns:
        To how many people it is sent again.

    Raises:
        PlanningError: the mailing is still on its way, or none of these is uncertain.
    """
    deliveries = mailing.deliveries.uncertain()
    if delivery_ids is not None:
        deliveries = deliveries.filter(pk__in=list(delivery_ids))
    return _send_again(mailing, deliveries, "resend", user)


@transaction.atomic
def close(mailing: Mailing, user) -> None:
    """Take a mailing that needs attention as it is.

    Raises:
        PlanningError: it needs no attention.
    """
    _move(mailing, (State.ATTENTION,), state=State.DONE, reason="")
    _log(mailing, "close", user)


def _send_again(mailing: Mailing, deliveries, verb: str, user) -> int:
    now = timezone.now()
    _move(mailing, _FINISHED, state=State.SENDING, reason="", finished_at=None, worked_at=now)
    count = deliveries.update(
        state=Delivery.State.PENDING, attempts=0, lease_owner="", settled_at=None
    )
    if not count:
        raise PlanningError(_("There is nobody to send it to again."))
    wake(mailing)
    _log(mailing, verb, user)
    return count


def _move(mailing: Mailing, allowed: Iterable[str], **changes) -> None:
    """Change a mailing if its state in the database is one of those."""
    if not Mailing.objects.filter(pk=mailing.pk, state__in=allowed).update(**changes):
        mailing.refresh_from_db(fields=["state"])
        raise PlanningError(
            _("That cannot be done with this mailing now. Its state is: %(state)s.")
            % {"state": mailing.get_state_display()}
        )
    mailing.refresh_from_db()


def _log(mailing: Mailing, verb: str, user) -> None:
    log(mailing.issue, f"newsletter.mailing.{verb}", user=user)
