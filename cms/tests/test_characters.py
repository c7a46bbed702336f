"""Characters that came along with a copied text and that no feed or calendar can hold."""

import pytest
from defusedxml.ElementTree import fromstring
from wagtail.models import Page

from cms.characters import without_controls
from events.factories import EventIndexPageFactory, EventPageFactory
from home.factories import StandardPageFactory
from news.factories import NewsIndexPageFactory, NewsPageFactory
from news.models import NewsPage
from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
)
from newsletter.models import NewsletterIssuePage, NewsletterItem

FEEDS = pytest.mark.parametrize("feed", ["rss/", "atom/"])


@pytest.mark.parametrize("control", "\x00\x02\x08\x0e\x1b\ufffe\uffff")
def test_a_character_that_shows_nothing_goes(control):
    assert without_controls(f"Werk{control}winkel") == "Werkwinkel"


@pytest.mark.parametrize("control", "\x0b\x0c\x1c\x1f")
def test_a_character_that_parted_words_becomes_a_space(control):
    assert without_controls(f"Werk{control}en zorg") == "Werk en zorg"


def test_what_a_feed_can_hold_stays():
    text = "Één\tzin\r\nmet 😀 en \x85"
    assert without_controls(text) == text


def test_a_page_is_saved_without_them(home):
    page = StandardPageFactory(parent=home, title="Werk\x0ben\x02 zorg", summary="Kort\x0c.")
    page.refresh_from_db()
    assert (page.title, page.summary) == ("Werk en zorg", "Kort .")


def test_a_calendar_gets_a_place_without_them(client, home):
    agenda = EventIndexPageFactory(parent=home)
    EventPageFactory(
        parent=agenda, title="Vor\x02ming", venue="Zaal\x0bZuid", address="Dorp\x02 1"
    )
    content = client.get(f"{agenda.url}kalender/").content.decode()
    assert "SUMMARY:Vorming" in content
    assert "LOCATION:Zaal Zuid\\, Dorp 1" in content


@FEEDS
def test_a_feed_shows_what_was_stored_with_them_before(feed, client, home):
    news = NewsIndexPageFactory(parent=home)
    page = NewsPageFactory(parent=news)
    Page.objects.filter(pk=page.pk).update(title="Werk\x0ben\x02 zorg")
    Page.objects.filter(pk=news.pk).update(title="Nieuws\x02")
    NewsPage.objects.filter(pk=page.pk).update(summary="Kort\x02.")
    answer = client.get(news.url + feed)
    assert answer.status_code == 200
    texts = [element.text for element in fromstring(answer.content).iter()]
    assert {"Nieuws", "Werk en zorg", "Kort."} <= set(texts)


@FEEDS
def test_a_feed_of_issues_shows_whole_texts_that_were_stored_with_them(feed, client, home):
    archive = NewsletterIndexPageFactory(parent=home)
    issue = NewsletterIssuePageFactory(parent=archive, items=[NewsletterItemFactory.build()])
    NewsletterIssuePage.objects.filter(pk=issue.pk).update(summary="Kort\x0b.")
    NewsletterItem.objects.filter(issue=issue).update(headline="Perce\x02len")
    answer = client.get(archive.url + feed)
    assert answer.status_code == 200
    assert "Percelen" in answer.content.decode()
    assert fromstring(answer.content) is not None
