"""How days and hours are written in each language of the site."""

import datetime

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

from cms.dates import spoken_date

MOMENT = datetime.datetime(2026, 11, 9, 14, 5)  # noqa: DTZ001 - how it is written is what counts


@pytest.mark.parametrize(
    ("language", "day", "hour"),
    [
        ("nl", "9 november 2026", "14:05"),
        ("fr", "9 novembre 2026", "14:05"),
        ("en", "9 November 2026", "14:05"),
    ],
)
def test_a_day_comes_before_its_month_and_hours_run_to_24(language, day, hour):
    with override(language):
        assert date_format(MOMENT, "DATE_FORMAT") == day
        assert date_format(MOMENT, "TIME_FORMAT") == hour


@pytest.mark.parametrize(
    ("language", "day", "told"),
    [
        ("fr", 1, "1er janvier 2019"),
        ("fr", 11, "11 janvier 2019"),
        ("nl", 1, "1 januari 2019"),
        ("en", 1, "1 January 2019"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_in_french(language, day, told):
    with override(language):
        assert spoken_date(datetime.date(2019, 1, day)) == told
        assert spoken_date(datetime.date(2019, 1, day), "l j F Y").endswith(told)
