"""How a mailing stands, in words and numbers: for the screen, and for what refreshes it."""

import math
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsletter.mailings.progress import Progress, progress_of
from newsletter.models import Delivery, Mailing

State = Mailing.State


@dataclass(frozen=True)
class Standing:
    """A mailing at this moment."""

    state: str
    label: str
    sentence: str
    progress: Progress

    @property
    def rows(self) -> list[tuple[str, str, int]]:
        """Each state of a mail, its name, and how many mails are in it."""
        counts = self.progress.counts
        return [(state, str(label), counts[state]) for state, label in Delivery.State.choices]

    def as_json(self) -> dict:
        """What the screen refreshes: it loads anew when the state is another one."""
        return {
            "state": self.state,
            "sentence": self.sentence,
            "percent": self.progress.percent,
            "total": self.progress.total,
            "counts": self.progress.counts,
            "stuck": self.progress.is_stuck,
        }


def standing_of(mailing: Mailing) -> Standing:
    """How the mailing stands, in one query."""
    progress = progress_of(mailing)
    return Standing(
        mailing.state, mailing.get_state_display(), _sentence(mailing, progress), progress
    )


def _sentence(mailing: Mailing, progress: Progress) -> str:
    if mailing.state == State.SCHEDULED:
        return _scheduled(mailing)
    if mailing.state == State.SENDING:
        return _sending(mailing, progress)
    if mailing.state == State.PAUSED:
        return _paused(mailing)
    if mailing.state == State.ATTENTION:
        return _("All mails were tried. Look at it: %(reason)s.") % {
            "reason": mailing.get_reason_display()
        }
    if mailing.state in {State.DONE, State.CANCELLED} and mailing.finished_at:
        texts = {
            State.DONE: _("Finished on %(moment)s."),
            State.CANCELLED: _("Cancelled on %(moment)s. Who had no mail yet gets none."),
        }
        return texts[mailing.state] % {"moment": _moment(mailing.finished_at)}
    return _("The mails are being made ready.")


def _scheduled(mailing: Mailing) -> str:
    seconds = (mailing.send_at - timezone.now()).total_seconds()
    if seconds <= 0:
        return _("The first mails go within the minute.")
    leaves = _("The mails go on %(moment)s.") % {"moment": _moment(mailing.send_at)}
    minutes = math.ceil(seconds / 60)
    if minutes > 60:
        return leaves + " " + _("Until then you can undo it.")
    undo = ngettext(
        "You have %(count)d minute left to undo it.",
        "You have %(count)d minutes left to undo it.",
        minutes,
    )
    return leaves + " " + undo % {"count": minutes}


def _sending(mailing: Mailing, progress: Progress) -> str:
    done = _("%(settled)d of %(total)d mails are dealt with.") % {
        "settled": progress.settled,
        "total": progress.total,
    }
    if mailing.obstacle:
        return done + " " + _held_up(mailing)
    if progress.ends_at is None:
        return done
    speed = _("About %(rate)d a minute: ready around %(hour)s.") % {
        "rate": round(progress.per_minute),
        "hour": date_format(timezone.localtime(progress.ends_at), "H:i"),
    }
    return f"{done} {speed}"


def _paused(mailing: Mailing) -> str:
    why = _("It stands still: %(reason)s.") % {"reason": mailing.get_reason_display()}
    if mailing.reason != Mailing.Reason.SENDER:
        return why
    answer = _("The mail server answered: “%(answer)s”.") % {"answer": mailing.obstacle}
    return f"{why} {answer}"


def _held_up(mailing: Mailing) -> str:
    """Why no mail goes: nobody can see that from the numbers."""
    return _(
        "No mail can go now: the mail server answers “%(answer)s”, or cannot be reached. It is"
        " tried again each minute; ask who manages the site to look at it."
    ) % {"answer": mailing.obstacle}


def _moment(moment) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")
