"""The search in a real browser: with the keyboard alone, without scripts, and accessible."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import CUT_OFF, ENLARGED, violations
from tests.e2e.conftest import DESKTOP, PHONE, in_browser

pytestmark = in_browser

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
STATES = {
    "results": "/zoeken/?q=werkplaats",
    "filtered results": "/zoeken/?q=werkplaats&type=artikel&jaar=2016",
    "a corrected question": "/zoeken/?q=groenonderhuod",
    "one issue": "/zoeken/?q=werkplaats&binnen=/nieuwsbrief/2013-05/",
    "nothing found": "/zoeken/?q=Hoedhaar",
    "nothing with these filters": "/zoeken/?q=cleanroom&jaar=2012",
}


@pytest.fixture
def box(demo_site, open_page):
    """The field of the search page, in the hands of somebody who has only a keyboard."""
    page = open_page()
    page.goto(f"{demo_site.url}/zoeken/")
    field = page.get_by_role("combobox", name="Wat zoek je?")
    field.focus()
    return field


def press(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page, name: str | re.Pattern) -> None:
    """Press Tab until a link or button with this name has the focus."""
    wanted = page.locator("a, button, summary").filter(has_text=name, visible=True).first
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"Tab does not reach {name}")


# The keyboard


def test_the_arrows_walk_through_the_suggestions_and_enter_opens_one(box):
    page = box.page
    box.press_sequentially("kring")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    press(page, "ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    press(page, "ArrowDown", "ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    expect(box).to_have_value("kring")
    press(page, "Enter")
    page.wait_for_url("**/zoeken/?q=kringwinkel")


def test_a_title_that_is_chosen_opens_its_page(box):
    page = box.page
    box.press_sequentially("mo-cyc")
    expect(page.get_by_role("option").first).to_contain_text("Mo-Cyclette")
    press(page, "ArrowDown", "Enter")
    page.wait_for_url("**/bedrijven/mo-cyclette/")


def test_escape_closes_the_list_and_keeps_the_text(box):
    page = box.page
    box.press_sequentially("kring")
    expect(page.get_by_role("listbox")).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("kring")
    press(page, "ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()


def test_tab_leaves_the_list_and_goes_to_the_button(box):
    page = box.page
    box.press_sequentially("kring")
    expect(page.get_by_role("listbox")).to_be_visible()
    press(page, "Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("main").get_by_role("button", name="Zoeken")).to_be_focused()


def test_enter_without_a_choice_searches_for_what_was_typed(box):
    box.press_sequentially("kring")
    expect(box.page.get_by_role("listbox")).to_be_visible()
    press(box.page, "Enter")
    box.page.wait_for_url("**/zoeken/?q=kring")


def test_the_number_of_suggestions_is_told_to_a_screen_reader(box):
    status = box.page.get_by_role("main").get_by_role("status")
    box.press_sequentially("kring")
    expect(status).to_contain_text("suggesties")
    box.fill("hoedhaar")
    expect(status).to_have_text("Geen suggesties")


def test_an_answer_that_comes_too_late_is_not_shown(box):
    page = box.page
    with page.expect_request("**/suggesties/**q=fiets*"):
        page.route("**/suggesties/**q=kring*", lambda _route: None)  # never answers
        with page.expect_request("**/suggesties/**q=kring*"):
            box.fill("kring")
        box.fill("fiets")
    expect(page.get_by_role("option").first).to_contain_text("fiets", ignore_case=True)


def test_without_suggestions_the_form_still_searches(box):
    box.page.route("**/suggesties/**", lambda route: route.abort())
    box.press_sequentially("kringwinkel")
    press(box.page, "Enter")
    box.page.wait_for_url("**/zoeken/?q=kringwinkel")


def test_a_whole_search_with_the_keyboard_alone(box):
    page = box.page
    box.press_sequentially("werkplaats")
    press(page, "Enter")
    page.wait_for_url("**q=werkplaats")
    tab_to(page, "Artikels uit de nieuwsbrief")
    press(page, "Enter")
    page.wait_for_url("**type=artikel")
    tab_to(page, "Volgende")
    press(page, "Enter")
    page.wait_for_url("**pagina=2*")
    tab_to(page, "Verwijder de filter:")
    press(page, "Enter")
    page.wait_for_url("**/zoeken/?q=werkplaats")
    tab_to(page, re.compile(r"Nog \d+ in dit nummer"))
    press(page, "Enter")
    page.wait_for_url("**binnen=*")
    tab_to(page, "Terug naar alle resultaten")
    press(page, "Enter")
    page.wait_for_url("**/zoeken/?q=werkplaats")
    tab_to(page, re.compile("werkplaats"))
    press(page, "Enter")
    page.wait_for_url(lambda url: "/zoeken/" not in url)


def test_the_form_in_the_header_has_suggestions_too(demo_site, open_page):
    page = open_page()
    page.goto(f"{demo_site.url}/nieuws/")
    page.get_by_role("banner").get_by_role("combobox").press_sequentially("kring")
    page.get_by_role("option", name="De Kringwinkel Den Azalee").click()
    page.wait_for_url("**/bedrijven/kringwinkel-den-azalee/")


# Without scripts


@SIZES
def test_a_whole_search_without_javascript(demo_site, open_page, size):
    page = open_page(viewport=size, javascript=False)
    page.goto(f"{demo_site.url}/zoeken/")
    main = page.get_by_role("main")
    main.locator("input[name=q]").fill("werkplaats")
    main.get_by_role("button", name="Zoeken").click()
    if size == PHONE:
        main.get_by_text("Filters", exact=True).click()
    main.get_by_role("link", name="Artikels uit de nieuwsbrief").first.click()
    main.get_by_role("link", name="Nieuwste eerst").click()
    main.get_by_role("link", name="Volgende").click()
    expect(page).to_have_url(re.compile(r"type=artikel.*sorteer=datum.*pagina=2"))
    main.get_by_role("link", name="Verwijder de filter: Soort").click()
    expect(page).to_have_url(re.compile(r"\?q=werkplaats&sorteer=datum$"))
    main.locator(".result__link").first.click()
    expect(page).not_to_have_url(re.compile("/zoeken/"))


# For everybody


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_state(demo_site, open_page, state):
    page = open_page()
    page.goto(demo_site.url + STATES[state])
    assert violations(page) == ""
    page.set_viewport_size(ENLARGED)
    assert page.evaluate(CUT_OFF) == []


def test_axe_finds_nothing_in_the_open_list(box):
    page = box.page
    box.press_sequentially("kring")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert violations(page) == ""
    heights = page.get_by_role("option").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert min(heights) >= 44


def test_on_a_phone_all_that_can_be_pressed_is_large_enough(demo_site, open_page):
    page = open_page(viewport=PHONE)
    page.goto(demo_site.url + STATES["filtered results"])
    page.get_by_text("Filters", exact=True).click()
    pressed = page.locator(
        ".facets a, .facets summary, .sorting a, .result__more a, .pagination a"
    )
    small = pressed.filter(visible=True).evaluate_all(
        "all => all.filter(one => one.offsetHeight < 44).map(one => one.textContent.trim())"
    )
    assert small == []
