"""The archive by year at a glance."""

import datetime

import pytest
from bs4 import BeautifulSoup

from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    SeriesFactory,
)
from newsletter.models import NewsletterIssuePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(home):
    return NewsletterIndexPageFactory(parent=home)


def issue(archive, day: datetime.date, **fields):
    return NewsletterIssuePageFactory(parent=archive, slug=f"n-{day}", date=day, **fields)


def test_an_empty_archive_has_no_timeline(archive):
    assert NewsletterIssuePage.objects.timeline() == []


def test_a_year_without_an_issue_shows_as_a_gap(archive):
    first = issue(archive, datetime.date(2012, 2, 1))
    last = issue(archive, datetime.date(2014, 10, 1))
    assert NewsletterIssuePage.objects.timeline() == [
        (2012, [first.series_id]),
        (2013, []),
        (2014, [last.series_id]),
    ]


def test_each_year_leads_to_its_issues_and_says_how_many(archive, client):
    for day in (datetime.date(2012, 2, 1), datetime.date(2012, 6, 1), datetime.date(2014, 1, 1)):
        issue(archive, day)
    html = " ".join(client.get(archive.url).content.decode().split())
    assert 'href="?jaar=2012"' in html
    assert "(2 nummers)" in html
    assert 'href="?jaar=2013"' not in html
    assert "(geen nummers)" in html


def test_all_years_and_all_series_look_alike(archive, client):
    issue(archive, datetime.date(2012, 2, 1))
    issue(archive, datetime.date(2013, 2, 1), series=SeriesFactory(slug="oud"))
    html = BeautifulSoup(client.get(archive.url).content, "html.parser")
    series, years = (html.find("a", string=text) for text in ("Alle reeksen", "Alle jaren"))
    assert series["class"] == years["class"]
    assert series["aria-current"] == years["aria-current"] == "true"


def test_choosing_a_year_keeps_the_whole_timeline(archive, client):
    issue(archive, datetime.date(2012, 2, 1))
    issue(archive, datetime.date(2013, 2, 1))
    html = client.get(archive.url, {"jaar": "2012"}).content.decode()
    assert 'href="?jaar=2013"' in html
