"""Signing up as a visitor does: from the foot of any page, with the keyboard, without scripts."""

from tests.e2e.conftest import PHONE, in_browser

pytestmark = in_browser


def test_a_visitor_signs_up_from_the_footer_with_the_keyboard_and_without_scripts(
    demo_site, open_page
):
    page = open_page(viewport=PHONE, javascript=False)
    page.goto(f"{demo_site.url}/contact/")
    field = page.get_by_role("contentinfo").get_by_label("Je e-mailadres")
    field.focus()
    page.keyboard.type("lezer@example.be")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Kijk in je mailbox").wait_for()
    assert "lezer@example.be" in page.get_by_role("main").inner_text()
    assert "lezer" not in page.url
    assert page.context.cookies() == []


def test_the_trap_is_passed_by_the_keyboard_and_hidden_from_screen_readers(demo_site, open_page):
    page = open_page()
    page.goto(f"{demo_site.url}/nieuwsbrief/inschrijven/")
    page.get_by_label("Je e-mailadres").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "submit"
    assert page.get_by_role("textbox", name="Laat dit veld leeg").count() == 0


def test_a_mistake_is_told_with_the_address_still_there(demo_site, open_page):
    page = open_page()
    page.goto(f"{demo_site.url}/nieuwsbrief/inschrijven/")
    field = page.get_by_label("Je e-mailadres")
    field.fill("lezer@")
    page.get_by_role("main").get_by_role("button", name="Inschrijven").click()
    assert "Er klopt nog iets niet" in page.get_by_role("alert").inner_text()
    assert field.input_value() == "lezer@"
    assert field.get_attribute("aria-invalid") == "true"
