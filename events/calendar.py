"""Events as iCalendar files (RFC 5545), for Outlook and phones."""

import datetime
from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from icalendar import Calendar, Event

from events.days import whole_days

STATUSES = {"cancelled": "CANCELLED"}


def calendar_response(events: Iterable, name: str, filename: str) -> HttpResponse:
    """A calendar file of these events.

    An event keeps its UID when it is moved (RFC 5545, 3.8.4.7) and gets a higher SEQUENCE, so that
    a calendar that holds it is updated; cancelled events stay in with that status.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Waas Maatwerk//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(_calendar_event(event))
    calendar.add_missing_timezones()
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, filename)
    return response


def _calendar_event(page) -> Event:
    event = Event()
    event.add("uid", f"{page.translation_key}@waas-maatwerk")
    event.add("summary", page.title)
    starts_at, ends_at = _bounds(page)
    event.add("dtstart", starts_at)
    event.add("dtend", ends_at)
    event.add("dtstamp", page.last_published_at or page.starts_at)
    event.add("last-modified", page.last_published_at or page.starts_at)
    event.add("sequence", _sequence(page))
    event.add("status", STATUSES.get(page.status, "CONFIRMED"))
    event.add("url", page.full_url)
    if page.summary:
        event.add("description", page.summary)
    place = ", ".join(filter(None, [page.venue, page.address]))
    if place:
        event.add("location", place)
    return event


def _sequence(page) -> int:
    """0 for what was never changed, and more with each version (RFC 5545, 3.8.7.4): the seconds
    between the first and the last, which no deletion of old versions makes fewer."""
    if not (page.first_published_at and page.last_published_at):
        return 0
    return int((page.last_published_at - page.first_published_at).total_seconds())


def _bounds(page) -> tuple[datetime.date, datetime.date]:
    """Two moments; for whole days the first and the one after the last (RFC 5545, 3.6.1)."""
    starts_at, ends_at = timezone.localtime(page.starts_at), timezone.localtime(page.ends_at)
    days = whole_days(starts_at, ends_at)
    if days is None:
        return starts_at, ends_at
    first, last = days
    return first, last + datetime.timedelta(days=1)
