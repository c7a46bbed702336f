"""Moments as people say them."""

import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from events.templatetags.event_tags import event_when, moment, spoken_moment

BRUSSELS = ZoneInfo("Europe/Brussels")


@pytest.fixture(autouse=True)
def _english():
    """The msgids themselves, so that no compiled translation is needed."""
    with translation.override("en"):
        yield


def at(*parts):
    return datetime.datetime(*parts, tzinfo=BRUSSELS)


def test_whole_hours_are_said_without_minutes():
    spoken = spoken_moment(at(2026, 3, 3, 9), at(2026, 3, 3, 12))
    assert spoken == "Tuesday 3 March 2026 from 9 a.m. to 12 p.m."


def test_minutes_are_said_where_there_are_any():
    spoken = spoken_moment(at(2026, 3, 3, 9, 30), at(2026, 3, 3, 12))
    assert spoken == "Tuesday 3 March 2026 from 9:30 a.m. to 12 p.m."


def test_an_event_over_two_days_names_both():
    spoken = spoken_moment(at(2026, 3, 3, 9), at(2026, 3, 4, 12))
    assert spoken == ("from Tuesday 3 March 2026 at 9 a.m. to Wednesday 4 March 2026 at 12 p.m.")


@pytest.mark.parametrize("end", [at(2026, 3, 3, 23, 59), at(2026, 3, 4)])
def test_a_whole_day_has_no_hours(end):
    assert spoken_moment(at(2026, 3, 3), end) == "Tuesday 3 March 2026"


def test_whole_days_name_the_first_and_the_last():
    spoken = spoken_moment(at(2026, 3, 3), at(2026, 3, 5, 23, 59))
    assert spoken == "Tuesday 3 March 2026 up to and including Thursday 5 March 2026"


def test_hours_are_those_of_belgium_in_summer_too():
    event = SimpleNamespace(
        starts_at=datetime.datetime(2026, 7, 1, 7, tzinfo=datetime.UTC),
        ends_at=datetime.datetime(2026, 7, 1, 10, tzinfo=datetime.UTC),
    )
    assert ">Wednesday 1 July 2026 from 9 a.m. to 12 p.m.<" in event_when(event)


def test_the_moment_can_be_read_by_machines():
    event = SimpleNamespace(starts_at=at(2026, 3, 3, 9), ends_at=at(2026, 3, 3, 12))
    assert 'datetime="2026-03-03T09:00:00+01:00"' in event_when(event)


def test_a_draft_without_moments_says_nothing():
    assert event_when(SimpleNamespace(starts_at=None, ends_at=None)) == ""
    assert moment(None) == ""


def test_a_draft_without_an_end_says_when_it_begins():
    event = SimpleNamespace(starts_at=at(2026, 3, 3, 9), ends_at=None)
    assert ">Tuesday 3 March 2026 at 9 a.m.<" in event_when(event)
