"""Every page type in a real browser: accessible, at every width, with and without scripts."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import ADOPT, CUT_OFF, ENLARGED, TEXT_SPACING, violations
from tests.e2e.conftest import DESKTOP, in_browser, watch
from tests.e2e.paths import PATHS, addresses

pytestmark = [*in_browser, pytest.mark.exhaustive]


@dataclass
class Visit:
    """What one visit to a page showed."""

    violations: str
    cut_off: list
    cut_off_when_spaced: list
    cookies: list
    strangers: list
    refused: list


@pytest.fixture(scope="session")
def urls(demo_site):
    return addresses(demo_site.url, demo_site.run)


@pytest.fixture(scope="session")
def visits(demo_site, urls, browser):
    """Visits each address once, however many promises are checked on it, in one window."""
    context = browser.new_context(viewport=DESKTOP, locale="nl-BE")
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    refused = watch(page)
    seen: dict[str, Visit] = {}

    def visit(name: str) -> Visit:
        if name not in seen:
            asked.clear()
            refused.clear()
            page.goto(urls[name])
            found = violations(page)
            page.set_viewport_size(ENLARGED)
            cut_off = page.evaluate(CUT_OFF)
            page.evaluate(ADOPT, TEXT_SPACING)
            seen[name] = Visit(
                violations=found,
                cut_off=cut_off,
                cut_off_when_spaced=page.evaluate(CUT_OFF),
                cookies=context.cookies(),
                strangers=[url for url in asked if not url.startswith((demo_site.url, "data:"))],
                refused=[*refused, *page.evaluate("window.violations")],
            )
        return seen[name]

    yield visit
    context.close()


@pytest.fixture(scope="session")
def plain_page(browser):
    """A window without scripts."""
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=False, locale="nl-BE")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PATHS)
def test_axe_finds_nothing_on_any_screen_in_any_colours(name, visits):
    assert visits(name).violations == ""


@pytest.mark.parametrize("name", PATHS)
def test_a_reader_may_enlarge_a_page_four_times(name, visits):
    assert visits(name).cut_off == []


@pytest.mark.parametrize("name", PATHS)
def test_a_reader_may_space_the_text(name, visits):
    assert visits(name).cut_off_when_spaced == []


@pytest.mark.parametrize("name", PATHS)
def test_a_visitor_gets_no_cookie(name, visits):
    assert visits(name).cookies == []


@pytest.mark.parametrize("name", PATHS)
def test_a_page_asks_nothing_of_other_servers(name, visits):
    assert visits(name).strangers == []


@pytest.mark.parametrize("name", PATHS)
def test_a_page_keeps_to_its_content_security_policy(name, visits):
    assert visits(name).refused == []


@pytest.mark.parametrize("name", PATHS)
def test_a_page_is_whole_without_javascript(name, urls, plain_page):
    plain_page.goto(urls[name])
    expect(plain_page.get_by_role("main").get_by_role("heading", level=1)).to_be_visible()
    expect(plain_page.get_by_role("banner")).to_be_visible()
    expect(plain_page.get_by_role("contentinfo")).to_be_visible()


def test_the_keyboard_can_skip_to_the_content(demo_site, open_page):
    page = open_page()
    page.goto(demo_site.url)
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "#inhoud"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#inhoud$"))


def test_a_search_result_leads_to_its_item_in_the_issue(demo_site, open_page):
    page = open_page(javascript=False)
    page.goto(demo_site.url)
    page.get_by_role("main").locator("input[name=q]").fill("handgel corona")
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name="Handgel uit Zele").first.click()
    page.wait_for_url("**#artikel-*")
    anchor = page.url.partition("#")[2]
    expect(page.locator(f"#{anchor}").get_by_text("cleanroom").first).to_be_visible()
