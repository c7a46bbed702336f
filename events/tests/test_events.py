"""Events: what is upcoming, what may not be saved, and what calendars are told."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils import timezone, translation
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


# The agenda and its archive


def _titles(client, url, **parameters) -> list[str]:
    return [page.title for page in client.get(url, parameters).context["page_obj"]]


@pytest.fixture
def over_the_years(agenda):
    """Events around a new year, which comes an hour earlier here than in UTC."""
    zone = timezone.get_default_timezone()
    for title, *moment in [
        ("Zomer 2025", 2025, 7, 1, 9),
        ("Oudejaar 2025", 2025, 12, 31, 23, 30),
        ("Nieuwjaar 2026", 2026, 1, 1, 0, 30),
        ("Lente 2026", 2026, 4, 1, 9),
        ("Herfst 2026", 2026, 10, 1, 9),
    ]:
        starts_at = datetime.datetime(*moment, tzinfo=zone)
        EventPageFactory(parent=agenda, title=title, starts_at=starts_at)
    return agenda


@time_machine.travel("2025-12-15 12:00:00+00:00", tick=False)
def test_the_agenda_begins_with_what_comes_first(client, over_the_years):
    coming = ["Oudejaar 2025", "Nieuwjaar 2026", "Lente 2026", "Herfst 2026"]
    assert _titles(client, over_the_years.url) == coming


@time_machine.travel("2026-06-15 12:00:00+00:00", tick=False)
def test_the_archive_begins_with_what_was_last(client, over_the_years):
    past = ["Lente 2026", "Nieuwjaar 2026", "Oudejaar 2025", "Zomer 2025"]
    assert _titles(client, f"{over_the_years.url}archief/") == past


@time_machine.travel("2026-06-15 12:00:00+00:00", tick=False)
def test_the_archive_of_a_year_has_what_began_in_it_here_and_offers_the_years(
    client, over_the_years
):
    archive = f"{over_the_years.url}archief/"
    assert _titles(client, archive, jaar="2025") == ["Oudejaar 2025", "Zomer 2025"]
    assert _titles(client, archive, jaar="2026") == ["Lente 2026", "Nieuwjaar 2026"]
    assert _titles(client, archive, jaar="2024") == []
    assert client.get(archive).context["years"] == [2026, 2025]


# What may be saved


@pytest.mark.parametrize("hours", [0, -1])
def test_an_event_ends_after_it_starts(event, hours):
    event.ends_at = event.starts_at + datetime.timedelta(hours=hours)
    with translation.override("en"):
        with pytest.raises(ValidationError) as error:
            event.full_clean()
        assert error.value.message_dict == {"ends_at": ["The event must end after it starts."]}


def test_registration_does_not_close_after_the_event(event):
    event.registration_deadline = event.ends_at
    event.full_clean()
    event.registration_deadline += datetime.timedelta(minutes=1)
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


def test_without_a_deadline_registering_is_possible_until_the_event_starts(event):
    event.registration_url = "https://www.example.be/"
    for minutes, is_possible in ((-1, True), (1, False)):
        with time_machine.travel(event.starts_at + datetime.timedelta(minutes=minutes)):
            assert event.can_register is is_possible


@pytest.mark.parametrize(
    ("status", "days_left", "is_said"),
    [
        ("on", 1, True),
        ("moved", 1, True),
        ("full", 1, False),
        ("cancelled", 1, False),
        ("on", -1, False),
    ],
)
def test_until_when_to_register_is_said_only_where_one_still_can(
    client, agenda, status, days_left, is_said
):
    deadline = timezone.now() + datetime.timedelta(days=days_left)
    event = EventPageFactory(parent=agenda, status=status, registration_deadline=deadline)
    assert ("Inschrijven tot" in client.get(event.url).content.decode()) is is_said


PLACES = {
    "online": {"is_online": True, "venue": ""},
    "there": {"venue": "Stadhuis", "address": "Markt 1"},
    "both": {"is_online": True, "venue": "Stadhuis", "address": "Markt 1"},
    "address alone": {"venue": "", "address": "Markt 1"},
    "nowhere": {"venue": ""},
}


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("online", ["Online"]),
        ("there", ["Stadhuis"]),
        ("both", ["Online", "Stadhuis"]),
        ("address alone", ["Markt 1"]),
        ("nowhere", []),
    ],
)
def test_a_card_says_every_way_to_be_there(client, agenda, where, said):
    EventPageFactory(parent=agenda, **PLACES[where])
    card = BeautifulSoup(client.get(agenda.url).content, "html.parser").find(class_="card--event")
    _when, *places = card.find(class_="card__body").find(class_="meta").find_all("span")
    assert [place.text for place in places] == said


@pytest.mark.parametrize(
    ("where", "mode", "kinds"),
    [
        ("online", "OnlineEventAttendanceMode", ["VirtualLocation"]),
        ("there", "OfflineEventAttendanceMode", ["Place"]),
        ("both", "MixedEventAttendanceMode", ["VirtualLocation", "Place"]),
    ],
)
def test_search_engines_are_told_every_way_to_be_there(agenda, where, mode, kinds):
    event = EventPageFactory(parent=agenda, **PLACES[where])
    data = event.structured_data(RequestFactory().get("/"))
    places = data["location"] if where == "both" else [data["location"]]
    assert data["eventAttendanceMode"] == f"https://schema.org/{mode}"
    assert [place["@type"] for place in places] == kinds


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("on", "EventScheduled"),
        ("full", "EventScheduled"),
        ("moved", "EventRescheduled"),
        ("cancelled", "EventCancelled"),
    ],
)
def test_search_engines_are_told_what_becomes_of_an_event(agenda, status, told):
    data = EventPageFactory(parent=agenda, status=status).structured_data(
        RequestFactory().get("/")
    )
    assert data["eventStatus"] == f"https://schema.org/{told}"


def test_search_engines_are_told_only_what_is_known_of_a_place(agenda):
    event = EventPageFactory(parent=agenda, **PLACES["address alone"])
    data = event.structured_data(RequestFactory().get("/"))
    assert data["location"] == {"@type": "Place", "address": "Markt 1"}


def test_search_engines_are_told_no_place_where_there_is_none(agenda):
    event = EventPageFactory(parent=agenda, **PLACES["nowhere"])
    assert "location" not in event.structured_data(RequestFactory().get("/"))


def test_a_calendar_file_tells_when_and_where(client, agenda):
    event = EventPageFactory(parent=agenda, venue="Stadhuis")
    response = client.get(f"{event.url}kalender/")
    [entry] = Calendar.from_ical(response.content).walk("VEVENT")
    assert response["Content-Type"].startswith("text/calendar")
    assert entry.decoded("dtstart") == event.starts_at
    assert entry["location"] == "Stadhuis"


@pytest.mark.parametrize(
    ("ends_at", "day_after"),
    [
        ((2026, 3, 28, 23, 59), "20260329"),
        ((2026, 3, 29), "20260329"),
        ((2026, 3, 29, 23, 59), "20260330"),  # the day on which summer time begins
        ((2026, 4, 1), "20260401"),
    ],
)
def test_whole_days_are_days_in_a_calendar_file(client, agenda, ends_at, day_after):
    zone = timezone.get_default_timezone()
    event = EventPageFactory(
        parent=agenda,
        starts_at=datetime.datetime(2026, 3, 28, tzinfo=zone),
        ends_at=datetime.datetime(*ends_at, tzinfo=zone),
    )
    lines = client.get(f"{event.url}kalender/").content.decode().split("\r\n")
    assert "DTSTART;VALUE=DATE:20260328" in lines
    assert f"DTEND;VALUE=DATE:{day_after}" in lines


def test_a_calendar_file_has_the_name_of_the_page_in_any_script(client, agenda):
    event = EventPageFactory(parent=agenda, slug="\u0432\u0435\u0441\u043d\u0430")
    name = client.get(f"{event.url}kalender/")["Content-Disposition"]
    assert name == "attachment; filename*=utf-8''%D0%B2%D0%B5%D1%81%D0%BD%D0%B0.ics"


def _entries(client, agenda) -> list:
    response = client.get(f"{agenda.url}kalender/")
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_a_cancelled_event_stays_in_calendars_with_that_status(client, agenda):
    event = EventPageFactory(parent=agenda)
    [before] = _entries(client, agenda)
    event.status = "cancelled"
    event.save_revision().publish()
    [after] = _entries(client, agenda)
    assert (before["status"], after["status"]) == ("CONFIRMED", "CANCELLED")
    assert after["uid"] == before["uid"]


def test_a_calendar_takes_an_event_that_changed_for_a_later_version_of_itself(client, agenda):
    """It is the same by its UID, and later by a higher SEQUENCE (RFC 5545, 3.8.7.4)."""
    moments = ("2026-03-01 12:00:00+00:00", "2026-03-02 12:00:00+00:00")
    event, versions = EventPageFactory(parent=agenda, starts_at=NOON), []
    for number, moment in enumerate(moments):
        with time_machine.travel(moment, tick=False):
            event.title = event.slug = f"verplaatst-{number}"
            event.starts_at += datetime.timedelta(hours=1)
            event.ends_at += datetime.timedelta(hours=1)
            event.save_revision().publish()
            event.refresh_from_db()
            versions += _entries(client, agenda)
    first, second = versions
    assert second["uid"] == first["uid"]
    assert second["sequence"] > first["sequence"] == 0
    for name in ("dtstamp", "last-modified"):
        assert second.decoded(name) > first.decoded(name)


@time_machine.travel("2026-06-15 12:00:00+00:00", tick=False)
def test_the_calendar_of_the_agenda_holds_all_that_is_coming_and_nothing_else(
    client, over_the_years
):
    assert [entry["summary"] for entry in _entries(client, over_the_years)] == ["Herfst 2026"]


@pytest.mark.parametrize("year", ["0000", "0001", "9999", "20x6", "²026"])
def test_any_year_that_somebody_types_gives_an_archive(year, agenda, event, client):
    assert client.get(f"{agenda.url}archief/", {"jaar": year}).status_code == 200


@pytest.mark.parametrize(
    ("query", "canonical"), [("", ""), ("?pagina=2", "?pagina=2"), ("?jaar=2025", "")]
)
def test_search_engines_are_told_the_address_of_each_page_of_the_archive(
    client, agenda, query, canonical
):
    past = timezone.now() - datetime.timedelta(days=9)
    EventPageFactory.create_batch(13, parent=agenda, starts_at=past)
    html = BeautifulSoup(client.get(f"{agenda.url}archief/{query}").content, "html.parser")
    address = "http://localhost/agenda/archief/"
    assert html.find("link", rel="canonical")["href"] == f"{address}{canonical}"
    assert html.find("meta", property="og:url")["content"] == address


def test_the_agenda_itself_keeps_its_own_address(client, agenda):
    html = BeautifulSoup(client.get(agenda.url).content, "html.parser")
    assert html.find("link", rel="canonical")["href"] == "http://localhost/agenda/"
    assert html.find("meta", property="og:url")["content"] == "http://localhost/agenda/"


@pytest.mark.parametrize("status", ["moved", "cancelled", "full"])
def test_what_becomes_of_an_event_is_said_once_where_there_is_no_more_to_say(
    client, agenda, status
):
    event = EventPageFactory(parent=agenda, status=status)
    html = client.get(event.url).content.decode()
    assert html.count(f"badge--{status}") == 1
    assert 'class="notice"' not in html


def _pills(client, url) -> list[str]:
    html = BeautifulSoup(client.get(url).content, "html.parser")
    return [pill.text for pill in html.find("main").find_all(class_="badge")]


@pytest.mark.parametrize("place", ["page", "card"])
def test_a_pill_says_in_one_word_that_an_event_is_moved(client, agenda, place):
    event = EventPageFactory(parent=agenda, status="moved")
    assert _pills(client, event.url if place == "page" else agenda.url) == ["Verplaatst"]
    assert event.get_status_display() == "Verplaatst naar een andere dag of plaats"


@pytest.mark.parametrize("status", ["moved", "cancelled", "full"])
def test_an_explanation_of_what_becomes_of_an_event_stands_in_a_notice(client, agenda, status):
    event = EventPageFactory(parent=agenda, status=status, status_note="Eerst op 15 december.")
    html = BeautifulSoup(client.get(event.url).content, "html.parser")
    lines = [line.text for line in html.find(class_="notice").find_all("p")]
    assert "Eerst op 15 december." in lines
    assert not set(lines) & set(_pills(client, event.url))


def test_that_an_event_is_over_is_said_once(client, agenda):
    event = EventPageFactory(parent=agenda, starts_at=timezone.now() - datetime.timedelta(days=9))
    main = BeautifulSoup(client.get(event.url).content, "html.parser").find("main")
    assert _pills(client, event.url) == ["Voorbij"]
    assert main.text.lower().count("voorbij") == 1
