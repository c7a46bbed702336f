"""Search, filters and menu with the keyboard alone, in place and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import ENLARGED
from tests.e2e.conftest import PHONE, in_browser

pytestmark = in_browser


def tab_to(page, selector: str, most: int = 60) -> None:
    """Press Tab until the focus is there."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"Tab does not reach {selector}")


def test_the_menu_closes_when_the_focus_leaves_it(demo_site, open_page):
    """https://www.w3.org/TR/WCAG22/#focus-not-obscured-minimum"""
    page = open_page(viewport=PHONE)
    page.goto(f"{demo_site.url}/agenda/")
    tab_to(page, ".menu__toggle")
    page.keyboard.press("Enter")
    links = page.locator(".menu__link")
    for _ in range(links.count()):
        page.keyboard.press("Tab")
    expect(links.last).to_be_focused()
    page.keyboard.press("Tab")
    expect(links.last).not_to_be_visible()


def test_the_menu_of_a_phone_opens_and_closes(demo_site, open_page):
    page = open_page(viewport=PHONE)
    page.goto(demo_site.url)
    tab_to(page, ".menu__toggle")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Agenda", exact=True)).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Agenda", exact=True)).to_be_hidden()
    expect(page.locator(".menu__toggle")).to_be_focused()


def test_a_search_leads_to_a_result(demo_site, open_page):
    page = open_page()
    page.goto(demo_site.url)
    tab_to(page, "main input[name=q]")
    page.keyboard.type("groenonderhoud")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken/?q=groenonderhoud")
    tab_to(page, ".result__link")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"^(?!.*zoeken)"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_filter_changes_the_list_in_place(demo_site, open_page):
    page = open_page()
    page.goto(f"{demo_site.url}/nieuwsbrief/")
    page.evaluate("window.stays = true")
    tab_to(page, 'a[href="?jaar=2013"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/nieuwsbrief/?jaar=2013")
    expect(page.locator(".year__title")).to_have_text(["2013"])
    assert page.evaluate("window.stays") is True
    expect(page.locator('a[href="?jaar=2013"]')).to_be_focused()
    expect(page.locator("[data-in-place-status]")).to_have_text("2 nummers")


def test_back_and_forward_follow_the_filters(demo_site, open_page):
    page = open_page()
    page.goto(f"{demo_site.url}/nieuwsbrief/")
    page.locator('a[href="?jaar=2013"]').click()
    expect(page.locator(".year__title")).to_have_text(["2013"])
    page.go_back()
    expect(page.locator(".year__title").first).to_have_text("2026")
    page.go_forward()
    expect(page.locator(".year__title")).to_have_text(["2013"])


def test_the_filter_of_the_guide_keeps_the_focus_on_its_button(demo_site, open_page):
    page = open_page()
    page.goto(f"{demo_site.url}/bedrijven/")
    page.get_by_label("In welke gemeente?").fill("moerbeke")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bedrijven/?gemeente=moerbeke")
    expect(page.locator("#toon-bedrijven")).to_be_focused()
    expect(page.locator("[data-in-place-status]")).to_contain_text("bedrij")
    expect(page.get_by_text("Moerbeke hoort vandaag bij Lokeren")).to_be_visible()


def test_a_facet_narrows_the_results_in_place(demo_site, open_page):
    page = open_page()
    page.goto(f"{demo_site.url}/zoeken/?q=groenonderhoud")
    page.evaluate("window.stays = true")
    page.locator(".facets__link").first.click()
    expect(page.locator(".facets__remove")).to_be_visible()
    assert page.evaluate("window.stays") is True
    number = page.locator("#resultaten").inner_text().split()[0]
    expect(page.locator("[data-in-place-status]")).to_have_text(re.compile(rf"^{number}\b"))


def test_filters_work_without_javascript(demo_site, open_page):
    page = open_page(javascript=False)
    page.goto(f"{demo_site.url}/nieuwsbrief/")
    page.locator('a[href="?jaar=2013"]').click()
    expect(page.locator(".year__title")).to_have_text(["2013"])


def test_a_failing_server_is_shown_as_without_scripts(demo_site, open_page):
    page = open_page()
    page.goto(f"{demo_site.url}/nieuwsbrief/")
    page.route("**/nieuwsbrief/?jaar=2013", lambda route: route.fulfill(status=500, body="stuk"))
    page.locator('a[href="?jaar=2013"]').click()
    expect(page.get_by_text("stuk")).to_be_visible()


# Whether what has the focus can be seen, or null at the end of the page.
_FOCUS_IS_SEEN = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const box = element.getClientRects()[0];
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return element.contains(top) || Boolean(top?.contains(element)) || element.outerHTML;
}"""


@pytest.mark.parametrize("path", ["/nieuwsbrief/2026-10/", "/bedrijven/?gemeente=moerbeke"])
def test_a_focused_link_is_never_hidden(path, demo_site, open_page):
    """WCAG 2.2, 2.4.11: whatever has the focus can be seen, also when a page is enlarged."""
    page = open_page(viewport=ENLARGED, reduced_motion="reduce")
    page.goto(demo_site.url + path)
    for _step in range(40):
        page.keyboard.press("Tab")
        shown = page.evaluate(_FOCUS_IS_SEEN)
        if shown is None:
            break
        assert shown is True
