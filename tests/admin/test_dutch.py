"""Whoever works in the admin reads no English, on any screen that a role reaches.

A word is English when a package says it in English and no Dutch message uses it. The
screens are those of the administrator, who reaches what the others reach.
"""

import json

import pytest
from django.db import connection
from django.urls import reverse

from home.naming import name_in_dutch
from home.roles import ADMINISTRATORS
from tests.admin.addresses import admin_addresses
from tests.admin.dutch import english_on
from tests.admin.world import build_world

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="words do not depend on the database"
)
# Show the site to visitors, of which the language is that of the page.
PREVIEWS = ("preview", "view_draft", "revisions_view")
# The same screen without its frame.
PARTS = ("_results", ":results")
LOG_OUT = "wagtailadmin_logout"


def read(client, url: str) -> str:
    """The HTML of a screen, also of a window that comes as JSON."""
    response = client.get(url)
    kind = response.headers.get("Content-Type", "")
    if response.streaming or response.status_code != 200 or not kind:
        return ""
    text = response.content.decode()
    if "json" in kind:
        window = json.loads(text)
        return window.get("html", "") if isinstance(window, dict) else ""
    return text if "html" in kind else ""


@pytest.fixture
def world(home, client):
    home.title = home.draft_title = "Startpagina"
    name_in_dutch()
    world = build_world(home)
    client.force_login(world.people[ADMINISTRATORS])
    client.raise_request_exception = False  # Wagtail has an address that fails
    return world


def test_no_screen_of_the_admin_has_an_english_word(world, client):
    english, screens = {}, 0
    for address in admin_addresses():
        skipped = (*PREVIEWS, LOG_OUT)
        if address.name.endswith(PARTS) or any(part in address.name for part in skipped):
            continue
        arguments = world.arguments(address.name, address.arguments, "nl")
        html = read(client, reverse(address.name, kwargs=arguments))
        screens += bool(html)
        for text in english_on(html):
            english.setdefault(text, address.name)
    assert [f"{name}: {text}" for text, name in english.items()] == []
    assert screens > 200
