"""What scripts draw in the admin is Dutch; tests/admin/test_dutch.py reads the HTML."""

import pytest
from playwright.sync_api import expect

from tests.admin.dutch import english_on
from tests.e2e.conftest import in_browser

pytestmark = [*in_browser, pytest.mark.exhaustive]
SIDE_PANELS = "button[data-side-panel-toggle]"


@pytest.fixture
def page(demo_site, open_page, log_in):
    page = open_page()
    log_in(page, demo_site)
    return page


def follow(page, listing: str, row: str, link: str | None = None) -> None:
    page.goto(listing)
    found = page.locator("main tbody tr", has_text=row).first
    found.get_by_role("link", name=link or row).last.click()
    page.wait_for_load_state("networkidle")


def test_the_editor_of_translations_says_nothing_in_english(demo_site, page):
    follow(page, f"{demo_site.url}/admin/rapporten/translations/", "Bedrijven", "volledig")
    page.get_by_role("button", name="Meer acties").click()
    drawn = page.locator(".js-translation-editor")
    expect(drawn.get_by_text("Van het Nederlands naar het Frans").first).to_be_visible()
    assert english_on(drawn.inner_html()) == []


def test_the_editor_of_a_page_says_nothing_in_english(demo_site, page):
    follow(page, f"{demo_site.url}/admin/nieuwsberichten/", "Het hele archief")
    # A button that the calendar never shows.
    page.evaluate("document.querySelectorAll('.xdsoft_save_selected').forEach((x) => x.remove())")
    for panel in page.locator(SIDE_PANELS).all():
        panel.click()
        assert english_on(page.locator("main").inner_html()) == []
    page.get_by_role("button", name="Blok invoegen").last.click()
    choice = page.locator(".w-combobox-container")
    expect(choice.get_by_text("Citaat").first).to_be_visible()
    assert english_on(choice.inner_html()) == []
