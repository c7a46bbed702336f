"""Moments as people say them, and what becomes of an event."""

import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext

from cms.dates import spoken_date
from events.days import whole_days

register = template.Library()


@register.simple_tag
def event_when(event):
    """When the event is: one day with its hours, or its first and last day.

    A draft may lack either moment: what is known is shown.
    """
    if not event.starts_at:
        return ""
    starts_at = timezone.localtime(event.starts_at)
    return format_html(
        '<time datetime="{}">{}</time>', starts_at.isoformat(), spoken_moment_of(event)
    )


@register.filter
def moment(value):
    """One moment in words; nothing for a draft without one."""
    return spoken_moment(timezone.localtime(value), None) if value else ""


@register.filter
def short_status(event) -> str:
    """What becomes of it in one word, for visitors; editors choose from longer words."""
    is_moved = event.status == event.Status.MOVED
    return pgettext("event", "Moved") if is_moved else event.get_status_display()


def spoken_moment_of(event) -> str:
    """When the event is, in words; nothing for a draft without a start."""
    if not event.starts_at:
        return ""
    ends_at = timezone.localtime(event.ends_at) if event.ends_at else None
    return spoken_moment(timezone.localtime(event.starts_at), ends_at)


def spoken_moment(starts_at: datetime.datetime, ends_at: datetime.datetime | None) -> str:
    """Two local moments in words; hours are left out from midnight to midnight."""
    day = spoken_day(starts_at)
    if ends_at is None:
        return gettext("%(day)s at %(hour)s") % {"day": day, "hour": spoken_hour(starts_at)}
    if days := whole_days(starts_at, ends_at):
        first, last = days
        if first == last:
            return day
        return gettext("%(first)s up to and including %(last)s") % {
            "first": day,
            "last": spoken_day(last),
        }
    if starts_at.date() == ends_at.date():
        return gettext("%(day)s from %(start)s to %(end)s") % {
            "day": day,
            "start": spoken_hour(starts_at),
            "end": spoken_hour(ends_at),
        }
    return gettext("from %(first)s at %(start)s to %(last)s at %(end)s") % {
        "first": day,
        "start": spoken_hour(starts_at),
        "last": spoken_day(ends_at),
        "end": spoken_hour(ends_at),
    }


def spoken_day(moment: datetime.date) -> str:
    """Weekday, day, month and year."""
    return spoken_date(moment, pgettext("date format, day with weekday", "l j F Y"))


def spoken_hour(moment: datetime.datetime) -> str:
    """The hour, with minutes only where there are any."""
    if moment.minute:
        return date_format(moment, pgettext("time format, with minutes", "g:i a"))
    return date_format(moment, pgettext("time format, full hour", "g a"))
