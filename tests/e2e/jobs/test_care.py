"""Jobs that care for what is there: planning, restoring, approving, answering a search."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import in_browser

pytestmark = [*in_browser, pytest.mark.exhaustive]
# What the worker does when that day has come.
ON = (
    "import time_machine; from django.core.management import call_command;"
    " time_machine.travel('{day} 12:00').start(); call_command('publish_scheduled')"
)


def test_a_page_that_appears_and_disappears_by_itself(office, clerk, open_page):
    me = clerk()
    me.follow("Nieuw bericht")
    me.title("Tijdelijk nieuws")
    me.press("Toon/verberg status")
    me.press("Planning instellen")
    me.fill("go_live_at", "05/03/2030 09:00")
    me.fill("expire_at", "05/04/2030 09:00")
    # The calendar, which opens a moment later, lies over the button: a click beside it closes it.
    calendar = me.page.locator(".xdsoft_datetimepicker").locator("visible=true")
    calendar.first.wait_for()
    me.click(me.page.get_by_text("Kies wanneer deze pagina verschijnt"))
    expect(calendar).to_have_count(0)
    me.press("Planning opslaan")
    me.press("Publicatie inplannen")
    me.see("gepland")
    assert me.effort == (6, 3)

    visitor, url = open_page(javascript=False), f"{office.url}/nieuws/tijdelijk-nieuws/"
    assert visitor.goto(url).status == 404
    office.run(ON.format(day="2030-03-05"))
    assert visitor.goto(url).status == 200
    office.run(ON.format(day="2030-04-05"))
    assert visitor.goto(url).status == 404


def test_an_older_version_comes_back(office, clerk, open_page):
    editor = clerk()
    editor.press("Nieuws")
    editor.follow("Nieuwsberichten")
    editor.follow("Het hele archief is nu doorzoekbaar")
    address = editor.page.url
    for sentence in ("Deze zin was goed.", "Deze zin is een vergissing."):
        editor.page.goto(address)
        editor.fill("summary", sentence)
        editor.press("Publiceren")
        editor.see("gepubliceerd")

    me = clerk()
    me.press("Nieuws")
    me.follow("Nieuwsberichten")
    me.follow("Het hele archief is nu doorzoekbaar")
    me.follow("Geschiedenis")
    me.page.wait_for_url("**/history/")
    me.page.wait_for_load_state("networkidle")
    row = me.page.locator("main tbody tr", has_text="Concept opgeslagen").nth(1)
    me.click(row.locator("[data-w-dropdown-target='toggle']"))
    me.follow("Terug naar deze versie")
    me.page.wait_for_url("**/revert/")
    me.press("Deze versie publiceren")
    me.see("gepubliceerd")
    assert me.effort == (7, 0)
    visitor = open_page(javascript=False)
    visitor.goto(f"{office.url}/nieuws/archief-doorzoekbaar/")
    expect(visitor.get_by_text("Deze zin was goed.").first).to_be_visible()


def test_a_page_is_handed_in_sent_back_and_approved(office, clerk, open_page):
    writer, reader = clerk(office.writer), clerk()
    writer.follow("Nieuw bericht")
    writer.title("Bijna af")
    writer.press("Laten nalezen")
    writer.see("Bijna af")
    assert writer.effort == (2, 1)

    reader.page.reload()
    row = reader.page.locator("tr", has_text="Bijna af").first
    reader.click(row.locator("[data-w-dropdown-target='toggle']"))
    reader.press("Terugsturen")
    window = reader.page.locator(".modal")
    reader.fill(window.locator("textarea"), "Zet er nog een datum bij.")
    reader.click(window.locator("button[type=submit], input[type=submit]").first)
    reader.see("Bijna af")

    writer.page.goto(f"{office.url}/admin/")
    writer.follow("Bijna af", writer.page.locator("main"))
    writer.see("vraagt wijzigingen: Zet er nog een datum bij.")
    writer.fill("summary", "Op 5 maart.")
    writer.press("Opnieuw laten nalezen")
    writer.page.wait_for_load_state("networkidle")

    reader.page.goto(f"{office.url}/admin/")
    row = reader.page.locator("tr", has_text="Bijna af").first
    reader.click(row.locator("[data-w-dropdown-target='toggle']"))
    reader.press("Goedkeuren")
    reader.page.wait_for_load_state("networkidle")
    assert (writer.effort, reader.effort) == ((4, 2), (5, 1))
    visitor = open_page(javascript=False)
    visitor.goto(f"{office.url}/nieuws/bijna-af/")
    expect(visitor.get_by_text("Op 5 maart.").first).to_be_visible()


def test_a_search_that_found_nothing_gets_its_word(office, clerk, open_page):
    visitor = open_page()
    visitor.goto(f"{office.url}/zoeken/?q=zwaluwkist")
    expect(visitor.get_by_role("main")).to_contain_text("zwaluwkist")
    visitor.wait_for_load_state("networkidle")

    me = clerk()
    me.follow("van de voorbije maand die niets vond")
    me.follow("Synoniem", me.page.locator("tr", has_text="zwaluwkist"))
    me.fill("preferred", "cleanroom")
    me.press("Opslaan")
    me.see("cleanroom")
    assert me.effort == (3, 1)

    visitor.reload()
    expect(visitor.get_by_role("link", name="W-pharma").first).to_be_visible()
