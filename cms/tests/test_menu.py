"""The menu: where it leads, and what it says of where the reader is."""

from html.parser import HTMLParser

import pytest

from home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


class Menu(HTMLParser):
    """The links of the menu, each with its `aria-current`."""

    def __init__(self, client, page_url: str):
        super().__init__()
        self.links: dict[str, str | None] = {}
        self.feed(client.get(page_url).content.decode())

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if found.get("class") == "menu__link":
            self.links[found["href"]] = found.get("aria-current")


@pytest.fixture
def sections(home):
    return [
        StandardPageFactory(parent=home, slug=slug, show_in_menus=True)
        for slug in ("bestellen", "doorstromen")
    ]


def test_the_menu_leads_to_what_editors_put_in_it(client, home, sections):
    StandardPageFactory(parent=home, slug="niet-in-het-menu")
    assert list(Menu(client, "/").links) == ["/bestellen/", "/doorstromen/"]


def test_a_page_in_the_menu_is_the_current_one(client, sections):
    menu = Menu(client, "/bestellen/")
    assert menu.links == {"/bestellen/": "page", "/doorstromen/": None}


def test_a_page_below_it_is_in_that_section(client, sections):
    """In one generation with the section itself, of which the menu is kept."""
    StandardPageFactory(parent=sections[0], slug="clausules")
    Menu(client, "/bestellen/")
    menu = Menu(client, "/bestellen/clausules/")
    assert menu.links == {"/bestellen/": "true", "/doorstromen/": None}


@pytest.mark.parametrize("url", ["/", "/zoeken/", "/bestaat-niet/"])
def test_elsewhere_no_section_is_the_current_one(client, sections, url):
    Menu(client, "/bestellen/")
    assert Menu(client, url).links == {"/bestellen/": None, "/doorstromen/": None}


def test_a_page_that_is_withdrawn_leaves_the_menu(client, sections):
    Menu(client, "/")
    sections[0].unpublish()
    assert list(Menu(client, "/").links) == ["/doorstromen/"]
