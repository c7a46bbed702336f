"""The feeds of issues: everything in them, for each series, whatever the length."""

import pytest
from defusedxml.ElementTree import fromstring
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
    SeriesFactory,
)
from newsletter.tests.pictures import broken_picture

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture
def archive(home):
    return NewsletterIndexPageFactory(parent=home)


def make_issue(archive, **fields):
    item = NewsletterItemFactory.build(
        headline="Werk & zorg", body='<p>Alle <b>woorden</b>: <a href="/gids/">gids</a></p>'
    )
    return NewsletterIssuePageFactory(parent=archive, items=[item], **fields)


def read(client, archive, feed, **query):
    return fromstring(client.get(archive.url + feed, query).content)


def test_rss_holds_the_whole_issue_beside_its_summary(client, archive):
    issue = make_issue(archive)
    [entry] = read(client, archive, "rss/").iter("item")
    assert entry.findtext("description") == issue.summary
    content = entry.findtext(CONTENT)
    assert "<h2>Werk &amp; zorg</h2>" in content
    assert "<b>woorden</b>" in content
    assert 'href="http://127.0.0.1:8000/gids/"' in content


def test_atom_holds_the_whole_issue_beside_its_summary(client, archive):
    issue = make_issue(archive)
    feed = read(client, archive, "atom/")
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    [entry] = feed.iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}summary") == issue.summary
    content = entry.find(f"{ATOM}content")
    assert content.get("type") == "html"
    assert "<b>woorden</b>" in content.text


@pytest.mark.parametrize("feed", ["rss/", "atom/"])
def test_a_picture_that_cannot_be_made_is_left_out_and_breaks_no_feed(client, archive, feed):
    make_issue(archive, image=broken_picture())
    answer = client.get(archive.url + feed).content.decode()
    assert "woorden" in answer
    assert "img" not in answer


def test_a_feed_of_one_series_leaves_out_the_others(client, archive):
    make_issue(archive, title="Van deze reeks")
    make_issue(archive, series=SeriesFactory(name="Andere reeks", slug="andere-reeks"))
    entries = read(client, archive, "rss/", reeks="waas-maatwerknieuws").iter("item")
    assert [entry.findtext("title") for entry in entries] == ["Van deze reeks"]


def test_a_longer_feed_asks_no_more_of_the_database(client, archive):
    counts = []
    for number in (2, 3):
        for _issue in range(number):
            make_issue(archive)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{archive.url}atom/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
