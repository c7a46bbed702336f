"""An editor, who is no administrator, makes one page of each type in the Dutch admin."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, in_browser, watch

pytestmark = in_browser

TODAY = "23/11/2026"


class Desk:
    """An editor at work in the admin."""

    def __init__(self, page, site):
        self.page = page
        self.site = site
        page.goto(f"{site.url}/admin/login/")
        page.get_by_label("Gebruikersnaam").fill(site.username)
        page.locator("#id_password").fill(site.password)
        page.get_by_role("button", name="Inloggen", exact=True).click()
        page.wait_for_url("**/admin/")

    def add_series(self, name: str) -> None:
        self.page.goto(f"{self.site.url}/admin/snippets/newsletter/series/add/")
        self.fill({"name": name, "slug": "proefreeks"})
        self.page.get_by_role("button", name="Opslaan", exact=True).click()
        self.page.get_by_text("Reeks 'Proefreeks' aangemaakt").first.wait_for()

    def fill(self, values: dict[str, str]) -> None:
        """Type in the fields with these names, or choose from a list by name."""
        for name, value in values.items():
            field = self.page.locator(f"[name='{name}']")
            if field.get_attribute("type") == "hidden":
                self.choose(name, value)
            else:
                field.fill(value)
                # The calendar that opens at a date would cover the next field.
                self.page.keyboard.press("Escape")

    def choose(self, field: str, name: str) -> None:
        chooser = self.page.locator(f"#id_{field}-chooser")
        chooser.locator("[data-chooser-action-choose]").first.click()
        self.page.locator(".modal").get_by_role("link", name=name).click()
        chooser.get_by_text(name).wait_for()

    def add(self, model: str, parent: str, title: str, values: dict[str, str]) -> str:
        """Make and publish a page; gives its number in the admin."""
        self.page.goto(f"{self.site.url}/admin/pages/add/{model}/{parent}/")
        # Typed key by key, as a person does: the address follows the title.
        self.page.locator("[name='title']").press_sequentially(title)
        self.page.keyboard.press("Tab")
        expect(self.page.locator("[name='slug']")).not_to_have_value("")
        self.fill(values)
        return self.publish(title)

    def publish(self, title: str) -> str:
        self.page.get_by_role("button", name="Meer acties").click()
        self.page.get_by_role("button", name="Publiceren", exact=True).click()
        message = self.page.locator(".messages .success", has_text=title)
        message.wait_for()
        assert "gepubliceerd" in message.inner_text()
        edit = message.get_by_role("link", name="Bewerken").get_attribute("href")
        return re.search(r"/pages/(\d+)/", edit)[1]


@pytest.fixture
def desk(empty_site, open_page):
    return Desk(open_page(), empty_site)


PAGES = [
    # Model, parent by address, title, address, and what must be filled in beside the title.
    ("home/standardpage", "/", "Over ons", "/over-ons/", {"summary": "Wie wij zijn."}),
    ("news/newsindexpage", "/", "Nieuws", "/nieuws/", {}),
    ("news/newspage", "/nieuws/", "Nieuwe gids", "/nieuws/nieuwe-gids/", {"date": TODAY}),
    ("events/eventindexpage", "/", "Agenda", "/agenda/", {}),
    (
        "events/eventpage",
        "/agenda/",
        "Vorming",
        "/agenda/vorming/",
        {"starts_at": "05/03/2030 09:00", "ends_at": "05/03/2030 12:00", "venue": "Stadhuis"},
    ),
    ("companies/companyindexpage", "/", "Bedrijven", "/bedrijven/", {}),
    (
        "companies/companypage",
        "/bedrijven/",
        "Proefwerkplaats",
        "/bedrijven/proefwerkplaats/",
        {"summary": "Verpakken en monteren."},
    ),
    ("helpdesk/practiceindexpage", "/", "Praktijk", "/praktijk/", {}),
    (
        "helpdesk/practicecasepage",
        "/praktijk/",
        "Een park",
        "/praktijk/een-park/",
        {"buyer": "Een gemeente"},
    ),
    ("helpdesk/glossarypage", "/", "Begrippen", "/begrippen/", {}),
    ("newsletter/newsletterindexpage", "/", "Nieuwsbrief", "/nieuwsbrief/", {}),
    (
        "newsletter/newsletterissuepage",
        "/nieuwsbrief/",
        "Nummer een",
        "/nieuwsbrief/nummer-een/",
        {"date": TODAY, "number": "1"},  # the only series is filled in
    ),
]


@pytest.mark.exhaustive
def test_an_editor_publishes_one_page_of_each_type(desk, empty_site, open_page):
    desk.add_series("Proefreeks")
    visitor = open_page(javascript=False)
    numbers = {"/": "3"}
    for model, parent, title, address, values in PAGES:
        numbers[address] = desk.add(model, numbers[parent], title, values)
        answer = visitor.goto(empty_site.url + address)
        assert answer.status == 200, address
        assert visitor.get_by_role("heading", level=1).inner_text() == title


def test_an_editor_changes_the_home_page(desk, empty_site, open_page):
    desk.page.goto(f"{empty_site.url}/admin/pages/3/edit/")
    desk.fill({"title": "Waas Maatwerk", "summary": "Zoek een bedrijf."})
    desk.publish("Waas Maatwerk")
    visitor = open_page(javascript=False)
    visitor.goto(empty_site.url)
    expect(visitor.get_by_text("Zoek een bedrijf.").first).to_be_visible()


def test_an_editor_reads_at_the_field_what_is_wrong(desk, empty_site):
    desk.page.goto(f"{empty_site.url}/admin/pages/add/home/standardpage/3/")
    desk.page.get_by_role("button", name="Meer acties").click()
    desk.page.get_by_role("button", name="Publiceren", exact=True).click()
    error = desk.page.locator("[id$='title-errors']").first
    expect(error).to_contain_text("Dit is een verplicht veld.")


@pytest.mark.parametrize("area", ["users", "groups", "sites", "workflows/list"])
def test_an_editor_cannot_reach_what_is_for_administrators(area, desk, empty_site):
    desk.page.goto(f"{empty_site.url}/admin/{area}/")
    assert desk.page.url.rstrip("/").endswith("/admin")


WIDER_THAN_THE_SCREEN = """() =>
  [...document.querySelectorAll(".w-field :is(input, select, textarea), .w-combobox-container")]
    .filter((field) => field.checkVisibility())
    .filter((field) => field.getBoundingClientRect().right > innerWidth)
    .map((field) => field.name || field.className)
"""


def test_what_an_editor_fills_in_and_chooses_fits_a_phone(demo_site, open_page, log_in):
    page = open_page(viewport=PHONE)
    log_in(page, demo_site)
    page.goto(f"{demo_site.url}/admin/activiteiten/")
    page.get_by_role("link", name="Vorming: een opdracht voorbehouden").first.click()
    page.get_by_role("button", name="Blok invoegen").last.click()
    page.get_by_text("Citaat", exact=True).last.wait_for()
    assert page.evaluate(WIDER_THAN_THE_SCREEN) == []


DRAFT = """
from wagtail.rich_text import RichText
from home.models import HomePage, StandardPage
page = HomePage.objects.get(locale__language_code="nl").add_child(
    instance=StandardPage(title="Nagekeken", slug="nagekeken", live=False, summary="Kort."))
page.body = [("text", RichText("<p>Eerst een zin.</p><h3>Te laag</h3><p>Dan nog een.</p>"))]
page.save_revision()
print(page.pk)
"""


def test_an_editor_reads_how_long_a_text_is_and_what_hinders_in_it(office, open_page, log_in):
    number = office.run(DRAFT).strip()
    page = open_page()
    refused = watch(page)
    log_in(page, office)
    page.goto(f"{office.url}/admin/pages/{number}/edit/")
    page.locator("button[data-side-panel-toggle=checks]").click()
    panel = page.locator("[data-side-panel=checks]")
    expect(panel.locator("[data-content-word-count]")).to_have_text(re.compile(r"^\d+$"))
    expect(panel.locator("[data-content-reading-time]")).to_have_text(re.compile(r"^\d+ min$"))
    expect(panel.locator("[data-content-readability-score]")).to_have_text("Goed")
    expect(panel.locator("[data-content-checker-count]")).to_have_text("1")
    expect(panel.locator("[data-checks-panel]")).to_contain_text("Verkeerd gebruik kopniveaus")

    with page.expect_popup() as opened:
        panel.get_by_role("button", name="Toon probleem").click()
    preview = opened.value
    refused_there = watch(preview)
    preview.reload()
    expect(preview.locator("h3 + wagtail-inline-userbar button")).to_be_visible()
    for frame in [*page.frames, *preview.frames]:
        assert frame.evaluate("window.violations") == []
    assert refused + refused_there == []
