"""States that an address alone does not show: forms, the style guide, the reader's own colours."""

import pytest

from tests.e2e.accessibility import CUT_OFF, ENLARGED, violations
from tests.e2e.conftest import PATIENCE, in_browser
from tests.e2e.paths import PATHS

pytestmark = [*in_browser, pytest.mark.exhaustive]

SIGN_UP = "/nieuwsbrief/inschrijven/"
PREFERENCES = "/nieuwsbrief/voorkeuren/"
# The form, what is typed in it, and what is read when it is sent.
FORMS = {
    "signing up with nothing": (SIGN_UP, "", "Er klopt nog iets niet"),
    "signing up with a mistake": (SIGN_UP, "lezer@", "Er klopt nog iets niet"),
    "signing up": (SIGN_UP, "staat@example.be", "Kijk in je mailbox"),
    "asking for preferences with a mistake": (PREFERENCES, "lezer@", "Er klopt nog iets niet"),
    "asking for preferences": (PREFERENCES, "staat@example.be", "Kijk in je mailbox"),
}


@pytest.fixture(scope="module")
def page(browser):
    context = browser.new_context(locale="nl-BE")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("form", FORMS)
def test_axe_finds_nothing_in_a_form_that_was_sent(form, demo_site, page):
    address, typed, read = FORMS[form]
    page.goto(demo_site.url + address)
    page.get_by_label("Je e-mailadres").fill(typed)
    page.get_by_role("main").get_by_role("button").click()
    page.get_by_text(read).wait_for()
    assert violations(page) == ""
    page.set_viewport_size(ENLARGED)
    assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize(
    ("address", "way_on"),
    [
        ("/bedrijven/?gemeente=onzin", "Toon de hele streek"),
        ("/bedrijven/?gemeente=stekene&voorbehouden=nee", "Toon alle bedrijven"),
    ],
)
def test_axe_finds_nothing_in_a_guide_without_companies(address, way_on, demo_site, page):
    page.goto(demo_site.url + address)
    page.get_by_role("link", name=way_on).wait_for()
    assert violations(page) == ""


def test_axe_finds_nothing_at_the_door_and_in_the_style_guide(demo_site, page):
    """A wrong password, then every component and block, with each state of a form."""
    page.goto(f"{demo_site.url}/admin/login/?next=/stijlgids/")
    page.locator("input[name=login]").fill(demo_site.username)
    page.locator("input[name=password]").fill("niet dit")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert violations(page) == ""
    page.locator("input[name=password]").fill(demo_site.password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{demo_site.url}/stijlgids/")
    assert violations(page) == ""
    page.context.clear_cookies()


# A page behind a shared password, and its withdrawal.
_LOCK = """
from home.models import HomePage, StandardPage
page = HomePage.objects.get().add_child(instance=StandardPage(title="Achter slot", slug="slot"))
page.view_restrictions.create(restriction_type="password", password="kwartelei")
"""
_UNLOCK = """
from home.models import StandardPage
StandardPage.objects.get(slug="slot").delete()
"""


def test_axe_finds_nothing_in_the_form_for_a_password_which_opens_the_page(empty_site, page):
    empty_site.run(_LOCK)
    page.goto(f"{empty_site.url}/slot/")
    assert violations(page) == ""
    page.get_by_label("Wachtwoord").fill("niet dit")
    page.keyboard.press("Enter")
    page.get_by_text("niet juist").wait_for()
    assert violations(page) == ""
    page.get_by_label("Wachtwoord").fill("kwartelei")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Achter slot").wait_for()
    assert page.url == f"{empty_site.url}/slot/"
    page.context.clear_cookies()
    empty_site.run(_UNLOCK)


# What can be pressed and has no edge that is seen, once the reader's own colours rule.
_EDGELESS = """() => {
  const pressed = document.querySelectorAll(".button, .tag, .box, input, select");
  return [...pressed].filter((e) => {
    if (!e.checkVisibility() || e.closest(".visually-hidden")) return false;
    const { borderTopWidth, borderTopStyle } = getComputedStyle(e);
    return borderTopStyle === "none" || parseFloat(borderTopWidth) < 1;
  }).map((e) => e.outerHTML);
}"""


def test_where_the_colours_of_the_reader_rule_nothing_is_lost(demo_site, page):
    """Edges, the choice that was made, the focus, and on the map the borders and that choice."""
    page.emulate_media(forced_colors="active")
    page.goto(demo_site.url + PATHS["filtered guide"])
    assert page.evaluate(_EDGELESS) == []
    page.locator("summary", has_text="kaart").click()
    chosen = page.locator("a[aria-current]:visible")
    assert chosen.count() >= 2  # in the menu and in the list of municipalities
    outlines = chosen.evaluate_all("all => all.map(e => getComputedStyle(e).outlineStyle)")
    assert set(outlines) == {"solid"}
    page.keyboard.press("Tab")
    focused = "getComputedStyle(document.activeElement)"
    assert page.evaluate(f"{focused}.outlineStyle") == "solid"
    assert page.evaluate(f"parseFloat({focused}.outlineWidth)") >= 3
    fills = page.locator(".region-map__area").evaluate_all(
        "all => all.map(e => [getComputedStyle(e).fill, getComputedStyle(e).stroke])"
    )
    assert len({fill for fill, _stroke in fills}) == 2
    assert all(fill != stroke for fill, stroke in fills)
    page.emulate_media(forced_colors="none")
