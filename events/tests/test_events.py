"""Events: what is upcoming, what may not be saved, and what calendars are told."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from icalendar import Calendar

from events.factories import EventIndexPageFactory, EventPageFactory
from events.models import EventPage

NOON = datetime.datetime(2026, 3, 3, 12, tzinfo=datetime.UTC)


@pytest.fixture
def agenda(home):
    return EventIndexPageFactory(parent=home)


@pytest.fixture
def event(agenda):
    return EventPageFactory(
        parent=agenda,
        title="Vorming",
        starts_at=NOON - datetime.timedelta(hours=3),
        ends_at=NOON,
    )


def test_an_event_is_upcoming_until_its_last_moment(event):
    with time_machine.travel(NOON, tick=False):
        assert list(EventPage.objects.upcoming()) == [event]
        assert not EventPage.objects.past().exists()


def test_an_event_is_past_a_moment_after_its_end(event):
    with time_machine.travel(NOON + datetime.timedelta(seconds=1), tick=False):
        assert list(EventPage.objects.past()) == [event]
        assert not EventPage.objects.upcoming().exists()


def test_an_event_does_not_end_before_it_starts(event):
    event.ends_at = event.starts_at
    with pytest.raises(ValidationError) as error:
        event.full_clean()
    assert "ends_at" in error.value.message_dict


def test_registration_does_not_close_after_the_event(event):
    event.registration_deadline = event.ends_at + datetime.timedelta(days=1)
    with pytest.raises(ValidationError) as error:
        event.full_clean()
    assert "registration_deadline" in error.value.message_dict


@pytest.mark.parametrize(
    ("status", "open_"), [("on", True), ("full", False), ("cancelled", False)]
)
def test_registering_is_possible_while_there_is_room(agenda, status, open_):
    event = EventPageFactory(
        parent=agenda, status=status, registration_url="https://www.example.be/", slug=status
    )
    assert event.can_register is open_


def test_nobody_registers_after_the_deadline(agenda):
    event = EventPageFactory(
        parent=agenda,
        registration_url="https://www.example.be/",
        registration_deadline=timezone.now() - datetime.timedelta(minutes=1),
    )
    assert not event.can_register


def test_a_calendar_file_tells_when_and_where(client, agenda):
    event = EventPageFactory(parent=agenda, venue="Stadhuis")
    response = client.get(f"{event.url}kalender/")
    [entry] = Calendar.from_ical(response.content).walk("VEVENT")
    assert response["Content-Type"].startswith("text/calendar")
    assert entry.decoded("dtstart") == event.starts_at
    assert entry["location"] == "Stadhuis"


def test_a_calendar_file_has_the_name_of_the_page_in_any_script(client, agenda):
    event = EventPageFactory(parent=agenda, slug="\u0432\u0435\u0441\u043d\u0430")
    name = client.get(f"{event.url}kalender/")["Content-Disposition"]
    assert name == "attachment; filename*=utf-8''%D0%B2%D0%B5%D1%81%D0%BD%D0%B0.ics"


def test_a_cancelled_event_stays_in_calendars_with_that_status(client, agenda):
    event = EventPageFactory(parent=agenda)
    before = _entry(client, agenda)["uid"]
    event.status = "cancelled"
    event.save_revision().publish()
    assert _entry(client, agenda)["status"] == "CANCELLED"
    assert _entry(client, agenda)["uid"] == before


def _entry(client, agenda):
    response = client.get(f"{agenda.url}kalender/")
    return Calendar.from_ical(response.content).walk("VEVENT")[0]


@pytest.mark.parametrize("year", ["0000", "0001", "9999", "20x6", "²026"])
def test_any_year_that_somebody_types_gives_an_archive(year, agenda, event, client):
    assert client.get(f"{agenda.url}archief/", {"jaar": year}).status_code == 200


@pytest.mark.parametrize("status", ["moved", "cancelled", "full"])
def test_what_becomes_of_an_event_is_said_once_where_there_is_no_more_to_say(
    client, agenda, status
):
    event = EventPageFactory(parent=agenda, status=status)
    html = client.get(event.url).content.decode()
    assert html.count(f"badge--{status}") == 1
    assert 'class="notice"' not in html


def test_an_explanation_of_what_becomes_of_an_event_stands_in_a_notice(client, agenda):
    event = EventPageFactory(parent=agenda, status="moved", status_note="Eerst op 15 december.")
    [notice] = client.get(event.url).content.decode().split('<div class="notice">')[1:]
    notice = notice.split("</div>")[0]
    assert str(event.get_status_display()) in notice
    assert "Eerst op 15 december." in notice
