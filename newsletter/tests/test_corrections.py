"""A correction of an item is dated, and stands wherever the item is read."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
)
from newsletter.rendering.mail import render_issue

pytestmark = pytest.mark.django_db
DAY = datetime.date(2025, 3, 4)
WORDS = "De vorming is op 5 maart, niet op 4 maart."


@pytest.fixture
def issue(home):
    item = NewsletterItemFactory.build(correction=WORDS, corrected_on=DAY)
    return NewsletterIssuePageFactory(
        parent=NewsletterIndexPageFactory(parent=home), items=[item], summary=""
    )


def test_a_correction_needs_its_day():
    with pytest.raises(ValidationError) as caught:
        NewsletterItemFactory.build(correction=WORDS, corrected_on=None).clean()
    assert set(caught.value.message_dict) == {"corrected_on"}


def test_a_day_alone_is_no_correction(issue):
    assert NewsletterItemFactory.build(corrected_on=DAY).corrected == ""


def test_a_visitor_reads_the_correction_with_its_day(issue, client):
    page = client.get(issue.url).content.decode()
    assert "Rechtgezet op 4 maart 2025:" in page
    assert WORDS in page


def test_search_finds_the_correction(issue):
    [entry] = [entry for entry in issue.search_entries() if entry.kind == "artikel"]
    assert WORDS in entry.body


@pytest.mark.parametrize("feed", ["rss/", "atom/"])
def test_who_follows_a_feed_reads_the_correction(issue, client, feed):
    text = client.get(issue.get_parent().url + feed).content.decode()
    assert WORDS in text
    assert "Rechtgezet op 4 maart 2025:" in text


def test_the_mail_stays_as_it_went(issue):
    mail = render_issue(issue)
    assert WORDS not in mail.html + mail.text
