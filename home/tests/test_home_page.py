"""The front page."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.factories import EventIndexPageFactory, EventPageFactory
from news.factories import NewsIndexPageFactory, NewsPageFactory
from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
)

pytestmark = pytest.mark.django_db


def fill(home, count):
    """`count` news items, events and issues, each issue with two items."""
    news = NewsIndexPageFactory(parent=home)
    agenda = EventIndexPageFactory(parent=home)
    archive = NewsletterIndexPageFactory(parent=home)
    for number in range(count):
        NewsPageFactory(parent=news)
        EventPageFactory(parent=agenda)
        items = [NewsletterItemFactory.build() for _ in range(2)]
        day = datetime.date(2020, 1, 1) + datetime.timedelta(days=number)
        NewsletterIssuePageFactory(parent=archive, items=items, date=day)


def queries_for(client):
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/").status_code == 200
    return len(queries)


def test_an_empty_site_has_a_home_page(home, client):
    assert client.get("/").status_code == 200


def test_the_home_page_shows_the_latest_issue(home, client):
    archive = NewsletterIndexPageFactory(parent=home)
    NewsletterIssuePageFactory(parent=archive, date=datetime.date(2026, 1, 1), title="Nieuwste")
    NewsletterIssuePageFactory(parent=archive, date=datetime.date(2012, 1, 1), title="Oudste")
    content = client.get("/").content.decode()
    assert "Nieuwste" in content
    assert "Oudste" not in content


def test_the_home_page_leaves_past_events_out(home, client):
    agenda = EventIndexPageFactory(parent=home)
    EventPageFactory(parent=agenda, title="Wat nog komt")
    long_ago = datetime.datetime(2020, 1, 1, 9, tzinfo=datetime.UTC)
    EventPageFactory(parent=agenda, title="Wat was", starts_at=long_ago)
    content = client.get("/").content.decode()
    assert "Wat nog komt" in content
    assert "Wat was" not in content


def test_a_draft_is_not_on_the_home_page(home, client):
    news = NewsIndexPageFactory(parent=home)
    NewsPageFactory(parent=news, title="Nog niet klaar", live=False)
    assert "Nog niet klaar" not in client.get("/").content.decode()


def test_a_page_that_is_shared_by_caches_does_not_vary_on_cookies(home, client):
    response = client.get("/")
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_the_home_page_costs_the_same_with_more_content(home, client):
    """Menu and restrictions, the latest issue with its items, and one query per list."""
    fill(home, 2)
    with_two = queries_for(client)
    home.get_children().delete()
    home.refresh_from_db()
    fill(home, 20)
    assert queries_for(client) == with_two
