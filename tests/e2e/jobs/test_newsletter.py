"""Jobs with the newsletter and with languages."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import in_browser

pytestmark = [*in_browser, pytest.mark.exhaustive]
OLD_ISSUE = """<!doctype html><html><head><title>Waas maatwerknieuws - maart 2014</title></head>
<body><h1>Waas maatwerknieuws - maart 2014</h1><h2>Een nieuw atelier</h2>
<p>In het atelier werken twaalf mensen aan fietsen en karren.</p></body></html>"""


def test_an_issue_from_what_is_on_the_site(office, clerk, open_page):
    me = clerk()
    me.follow("Nieuw nummer van de nieuwsbrief")
    me.title("Winter 2026")
    me.press("Meer acties")
    me.press("Concept opslaan")
    me.follow("Haal op wat nieuw is")
    boxes = me.page.locator("[name='pagina']")
    boxes.first.wait_for()
    for box in boxes.all()[:3]:
        me.tick(box)
    me.press("Toevoegen aan het nummer")
    me.press("Publiceren")
    me.see("gepubliceerd")
    visitor = open_page(javascript=False)
    visitor.goto(f"{office.url}/nieuwsbrief/winter-2026/")
    assert visitor.locator(".letter__item").count() == 3
    assert me.effort == (9, 1)


def test_an_old_issue_is_read_in_checked_and_published(office, clerk, open_page, tmp_path):
    file = tmp_path / "maart-2014.html"
    file.write_text(OLD_ISSUE, encoding="utf-8")
    me = clerk()
    me.press("Nieuwsbrief")
    me.follow("Oude nummers invoeren")
    me.point_out("[name='files']", file)
    me.press("Inlezen")
    me.follow("maart-2014.html", me.page.locator("main"))
    me.press("Publiceren")
    me.see("gepubliceerd")
    assert me.effort == (7, 0)
    visitor = open_page(javascript=False)
    visitor.goto(f"{office.url}/nieuwsbrief/")
    expect(visitor.get_by_role("link", name="maart 2014").first).to_be_visible()


def test_a_page_is_translated_to_french_and_published(office, clerk, open_page):
    me = clerk()
    me.fill(me.page.get_by_placeholder("Doorzoek alle pagina's"), "agenda")
    me.page.keyboard.press("Enter")
    me.page.wait_for_url("**q=agenda**")
    me.follow("Agenda", me.page.locator("main"), exact=True)
    me.press("Acties")
    me.follow("Vertaal deze pagina")
    me.tick(me.page.get_by_label("Frans"))
    me.click(me.page.locator("#main form button[type=submit], #main form input[type=submit]").last)
    for text in ("Calendrier", "Formations, visites et rencontres."):
        me.press("Vertalen")
        me.fill(me.page.locator("textarea:visible").last, text)
        me.press("Opslaan")
        expect(me.page.get_by_text(text).first).to_be_visible()
    me.click(me.page.get_by_role("tab", name="Promoten"))
    me.press("Vertalen", me.page.locator("#tab-promoten"))
    me.fill(me.page.locator("textarea:visible, main input[type=text]:visible").last, "calendrier")
    me.press("Opslaan")
    me.click(me.page.get_by_role("button", name="Publiceren in"))
    me.page.wait_for_load_state("networkidle")
    visitor = open_page(javascript=False)
    visitor.goto(f"{office.url}/fr/calendrier/")
    expect(visitor.get_by_role("heading", name="Calendrier")).to_be_visible()
    assert me.effort == (13, 4)
