"""Headings in a story: each has an anchor of its own, and the contents lead to it."""

import re

import pytest

from cms.blocks import StoryBlock
from cms.headings import headings
from companies.factories import CompanyIndexPageFactory, CompanyPageFactory
from events.factories import EventIndexPageFactory, EventPageFactory
from home.factories import StandardPageFactory

_ID = re.compile(r'\sid="([^"]*)"')


def body_of(*titles):
    return StoryBlock().to_python([{"type": "heading", "value": title} for title in titles])


def anchors(*titles):
    return [anchor for anchor, _title in headings(body_of(*titles))]


def html_of(client, page):
    return client.get(page.url).content.decode()


def test_only_headings_divide_a_body():
    body = StoryBlock().to_python(
        [{"type": "heading", "value": "Eerst"}, {"type": "text", "value": "<p>Lap tekst</p>"}]
    )
    assert headings(body) == [("kop-eerst", "Eerst")]


def test_an_empty_body_has_no_headings():
    assert headings(None) == []


def test_a_heading_without_words_has_no_entry():
    assert anchors("", "Eerst") == ["kop-eerst"]


def test_the_same_heading_has_another_anchor_each_time():
    assert anchors("Prijs", "Prijs", "prijs!") == ["kop-prijs", "kop-prijs-2", "kop-prijs-3"]


def test_a_number_that_another_heading_has_is_not_given_again():
    assert anchors("Prijs 2", "Prijs", "Prijs") == ["kop-prijs-2", "kop-prijs", "kop-prijs-3"]


def test_a_heading_without_letters_has_an_anchor_too():
    assert anchors("???", "Привіт") == ["kop", "kop-2"]


def test_each_entry_of_the_contents_leads_to_its_own_heading(client, home):
    body = body_of("Prijs", "Termijn", "Prijs", "???")
    html = html_of(client, StandardPageFactory(parent=home, body=body))
    entries = re.findall(r'class="contents__link" href="#([^"]*)">([^<]*)<', html)
    found = re.findall(r'<h2 class="story__heading" id="([^"]*)">([^<]*)<', html)
    assert entries == found
    assert [title for _anchor, title in found] == ["Prijs", "Termijn", "Prijs", "???"]


@pytest.fixture(params=["standard", "event", "company"])
def page(request, home):
    """A page with headings that are called as the parts around them."""
    body = body_of("Inhoud", "Praktisch", "Contact", "Op deze pagina", "Kleuren", "Kleuren")
    if request.param == "standard":
        return StandardPageFactory(parent=home, body=body)
    if request.param == "event":
        return EventPageFactory(parent=EventIndexPageFactory(parent=home), body=body)
    guide = CompanyIndexPageFactory(parent=home)
    return CompanyPageFactory(parent=guide, body=body, email="info@example.be")


def test_no_id_stands_twice_on_a_page(page, client):
    found = _ID.findall(html_of(client, page))
    assert sorted(found) == sorted(set(found))
    assert {"inhoud", "kop-inhoud", "kop-praktisch", "kop-contact"} <= set(found)
