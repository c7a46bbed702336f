"""The living style guide."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from cms.blocks import StoryBlock
from home import styleguide

ADDRESS = "/stijlgids/"


@pytest.fixture
def html(client, editor_user) -> str:
    client.force_login(editor_user)
    return client.get(ADDRESS).content.decode()


def test_visitors_are_sent_to_the_login(client, db):
    response = client.get(ADDRESS)
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_search_engines_stay_out(html):
    assert '<meta name="robots" content="noindex">' in html


def test_it_shows_every_token(html):
    tokens = Path(finders.find("css/tokens.css")).read_text()
    names = set(re.findall(r"(--(?:color|space|text)-[\w-]+):", tokens))
    assert names
    assert all(f"<code>{name}</code>" in html for name in names)


def test_it_shows_every_icon(html):
    assert "search" in styleguide.icons()
    assert all(f"#{name}" in html for name in styleguide.icons())


def test_it_shows_every_block_that_needs_nothing_of_the_site(db):
    shown = {str(label) for label, _description, _html in styleguide.blocks()}
    needy = {"image", "documents", "related_pages"}
    for name, block in StoryBlock().child_blocks.items():
        assert str(block.label) in shown or name in needy


def test_errors_of_a_form_are_tied_to_their_fields(html):
    for field in re.findall(r'<input[^>]*aria-invalid="true"[^>]*>', html):
        described = re.search(r'aria-describedby="([^"]+)"', field).group(1)
        assert all(f'id="{name}"' in html for name in described.split())
