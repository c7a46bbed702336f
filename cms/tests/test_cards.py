"""The picture of a page for who shares it."""

import datetime
from io import BytesIO

import pytest
from PIL import Image

from cms import cards
from cms.cards import SIZE, card_png
from home.factories import StandardPageFactory

DAY = datetime.date(2026, 3, 3)


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png))


@pytest.mark.parametrize("title", ["", "Kort", "Woord " * 60, "W" * 300, "Ré 🚲 <b>&amp;"])
def test_any_title_gives_a_card_of_the_right_size(title):
    picture = opened(card_png(title, "nieuwsbericht", DAY))
    assert (picture.format, picture.size) == ("PNG", SIZE)


@pytest.mark.parametrize("title", ["Woord " * 60, "W" * 300])
def test_a_title_stays_above_the_landscape(title):
    font, lines = cards._fit(title)
    assert len(lines) * font.size * 1.12 <= cards.TITLE_BOTTOM - cards.TITLE_TOP
    assert all(font.getlength(line) <= SIZE[0] for line in lines)


def test_pages_with_other_titles_have_other_cards():
    assert card_png("Groenonderhoud") != card_png("Schoonmaak")


def test_a_page_names_its_card_with_a_full_address(home, client):
    page = StandardPageFactory(parent=home)
    html = client.get(page.url).content.decode()
    assert f'property="og:image" content="http://localhost/deelbeeld/{page.pk}.png' in html


def test_the_card_of_a_page_is_a_picture(home, client):
    page = StandardPageFactory(parent=home)
    response = client.get(f"/deelbeeld/{page.pk}.png")
    assert response["Content-Type"] == "image/png"
    assert opened(response.content).size == SIZE


def test_a_draft_has_no_card(home, client):
    page = StandardPageFactory(parent=home, live=False)
    assert client.get(f"/deelbeeld/{page.pk}.png").status_code == 404


def test_a_private_page_has_no_card(home, client):
    page = StandardPageFactory(parent=home)
    page.view_restrictions.create(restriction_type="login")
    assert client.get(f"/deelbeeld/{page.pk}.png").status_code == 404
