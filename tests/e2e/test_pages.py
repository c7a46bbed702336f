"""Every page type in a real browser: accessible, at two widths, with and without scripts."""

from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.conftest import DESKTOP, PHONE, in_browser, watch
from tests.e2e.paths import PATHS

pytestmark = in_browser

NARROWEST = {"width": 320, "height": 640}
# Rules of WCAG 2.2 that axe leaves out unless it is asked.
ALL_RULES = {"rules": {"target-size": {"enabled": True}}}
# https://www.w3.org/TR/WCAG22/#text-spacing
TEXT_SPACING = """* {
  letter-spacing: 0.12em !important;
  line-height: 1.5 !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }"""

# As a reader's own styles come in: the policy of the site forbids a style element.
ADOPT = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}"""
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"


@dataclass
class Visit:
    """What one visit to a page showed."""

    desktop: str = ""
    phone: str = ""
    dark: str = ""
    overflow: int = 0
    spaced_overflow: int = 0
    cookies: list = field(default_factory=list)
    strangers: list = field(default_factory=list)
    refused: list = field(default_factory=list)


@pytest.fixture(scope="session")
def visits(demo_site, browser):
    """Visits each address once, however many promises are checked on it."""
    seen: dict[str, Visit] = {}

    def violations(page, **options) -> str:
        results = Axe().run(page, options=options or ALL_RULES)
        return results.generate_report() if results.violations_count else ""

    def visit(name: str) -> Visit:
        if name not in seen:
            context = browser.new_context(viewport=DESKTOP, locale="nl-BE")
            page = context.new_page()
            asked = []
            page.on("request", lambda request: asked.append(request.url))
            refused = watch(page)
            page.goto(demo_site.url + PATHS[name])
            page.wait_for_load_state("networkidle")
            refused += page.evaluate("window.violations")
            shown = Visit(desktop=violations(page), refused=list(refused))
            page.set_viewport_size(PHONE)
            shown.phone = violations(page)
            page.emulate_media(color_scheme="dark")
            shown.dark = violations(page, runOnly=["color-contrast"])
            page.set_viewport_size(NARROWEST)
            shown.overflow = page.evaluate(OVERFLOW)
            page.evaluate(ADOPT, TEXT_SPACING)
            shown.spaced_overflow = page.evaluate(OVERFLOW)
            shown.cookies = context.cookies()
            shown.strangers = [
                url for url in asked if not url.startswith((demo_site.url, "data:"))
            ]
            context.close()
            seen[name] = shown
        return seen[name]

    return visit


@pytest.mark.parametrize("name", PATHS)
def test_axe_finds_nothing_on_a_desktop(name, visits):
    assert visits(name).desktop == ""


@pytest.mark.parametrize("name", PATHS)
def test_axe_finds_nothing_on_a_phone(name, visits):
    assert visits(name).phone == ""


@pytest.mark.parametrize("name", PATHS)
def test_dark_colours_have_enough_contrast(name, visits):
    assert visits(name).dark == ""


@pytest.mark.parametrize("name", PATHS)
def test_a_reader_may_space_the_text(name, visits):
    assert visits(name).spaced_overflow <= 0


@pytest.mark.parametrize("name", PATHS)
def test_nothing_sticks_out_on_a_narrow_screen(name, visits):
    assert visits(name).overflow <= 0


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
def test_a_page_is_whole_without_javascript(name, demo_site, open_page):
    page = open_page(javascript=False)
    page.goto(demo_site.url + PATHS[name])
    assert page.get_by_role("main").get_by_role("heading", level=1).is_visible()
    assert page.get_by_role("banner").is_visible()
    assert page.get_by_role("contentinfo").is_visible()


def test_the_keyboard_can_skip_to_the_content(demo_site, open_page):
    page = open_page()
    page.goto(demo_site.url)
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "#inhoud"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#inhoud"


def test_a_search_result_leads_to_its_item_in_the_issue(demo_site, open_page):
    page = open_page(javascript=False)
    page.goto(demo_site.url)
    page.get_by_role("main").locator("input[name=q]").fill("handgel corona")
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name="Handgel uit Zele").first.click()
    anchor = page.url.partition("#")[2]
    assert anchor.startswith("artikel-")
    assert page.locator(f"#{anchor}").get_by_text("cleanroom").first.is_visible()
