"""Jobs with pages: each from the dashboard to what a visitor sees."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import ROOT, in_browser

pytestmark = [*in_browser, pytest.mark.exhaustive]
PICTURE = ROOT / "cms" / "static" / "img" / "card-landscape.png"


@pytest.fixture
def visitor(open_page):
    return open_page(javascript=False)


def see(visitor, url, text):
    visitor.goto(url)
    expect(visitor.get_by_text(text).first).to_be_visible()


def test_a_news_item_with_a_new_picture(office, clerk, visitor):
    me = clerk()
    me.follow("Nieuw bericht")
    me.title("De fietsen zijn klaar")
    chooser = me.page.locator("#id_image-chooser")
    me.click(chooser.locator("[data-chooser-action-choose]").first)
    modal = me.page.locator(".modal")
    me.click(modal.get_by_role("tab", name="Uploaden"))
    me.point_out("#id_image-chooser-upload-file", PICTURE)
    expect(modal.locator("[name$='upload-title']")).not_to_have_value("")
    me.fill(modal.locator("[name$='description']"), "Een rij fietsen")
    me.click(modal.locator("#tab-upload button[type=submit]"))
    chooser.locator("img").wait_for()
    me.press("Blok invoegen")
    me.click(me.page.get_by_role("option", name="Tekst").first)
    me.write(me.page.locator("[data-contentpath='body'] [role='textbox']").first, "Tien stuks.")
    me.press("Publiceren")
    me.see("gepubliceerd")
    see(visitor, f"{office.url}/nieuws/de-fietsen-zijn-klaar/", "Tien stuks.")
    assert visitor.get_by_role("img", name="Een rij fietsen").count()
    assert me.effort == (9, 3)


def test_an_event_that_moves_to_another_day(office, clerk, visitor):
    me = clerk()
    me.follow("Agenda")
    me.follow("Lunchwebinar")
    me.choose("status", "Verplaatst naar een andere dag of plaats")
    me.fill("starts_at", "05/03/2030 12:00")
    me.fill("ends_at", "05/03/2030 13:00")
    me.press("Publiceren")
    me.see("gepubliceerd")
    visitor.goto(f"{office.url}/agenda/")
    visitor.get_by_role("link", name="Lunchwebinar").first.click()
    expect(visitor.get_by_text("5 maart 2030").first).to_be_visible()
    assert me.effort == (4, 2)


def test_a_company_with_two_locations(office, clerk, visitor):
    me = clerk()
    me.follow("Nieuw bedrijf")
    me.title("Werkplaats De Proef")
    me.fill("summary", "Verpakken en monteren.")
    me.click(me.page.get_by_role("tab", name="Contact en plaatsen"))
    for number, (street, place) in enumerate((("Markt 1", "Temse"), ("Dorp 2", "Stekene"))):
        me.press("Locatie toevoegen")
        me.fill(f"locations-{number}-street", street)
        me.look_up(f"locations-{number}-municipality", place)
    me.press("Publiceren")
    me.see("gepubliceerd")
    see(visitor, f"{office.url}/bedrijven/werkplaats-de-proef/", "Markt 1")
    expect(visitor.get_by_text("Dorp 2")).to_be_visible()
    assert me.effort == (9, 4)
