"""A correction of an item is dated, and stands wherever the item is read."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse

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


def edited(issue, client, editor_user) -> BeautifulSoup:
    client.force_login(editor_user)
    url = reverse("wagtailadmin_pages:edit", args=[issue.pk])
    return BeautifulSoup(client.get(url).content, "html.parser")


def test_an_item_of_a_draft_asks_for_no_correction(issue, client, editor_user):
    issue.items = [NewsletterItemFactory.build()]
    issue.live = False
    issue.save()
    html = edited(issue, client, editor_user)
    assert html.select('[name="items-0-headline"]')
    assert not html.select('[name$="-correction"]')


def test_a_correction_folds_under_its_item_once_the_issue_is_public(issue, client, editor_user):
    html = edited(issue, client, editor_user)
    assert not html.select('[name="items-__prefix__-correction"]')
    field = html.select_one('[name="items-0-correction"]')
    panel = field.find_parent("section")
    assert {"collapsed", "w-panel"} <= set(panel["class"])
    item = html.find(id="inline_child_items-0")
    assert item.get_text().count("Rechtzetting") == 1


def test_a_correction_that_a_draft_has_can_be_read_and_changed(issue, client, editor_user):
    issue.live = False
    issue.save()
    html = edited(issue, client, editor_user)
    assert html.select_one('[name="items-0-correction"]').text.strip() == WORDS


def test_the_mail_stays_as_it_went(issue):
    mail = render_issue(issue)
    assert WORDS not in mail.html + mail.text
