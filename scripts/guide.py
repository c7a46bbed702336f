"""Picture the screens that the guide for editors shows, on a demo site of its own.

    make guide
    python scripts/guide.py [word ...]     # only pictures whose name holds one of the words

The pictures stand in desk/static/desk/guide, small and cut to what matters; docs/editors.md
names them. They are taken again when the screens change.
"""

import io
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.e2e.conftest import (  # noqa: E402 - needs the path above
    CHROMIUM_FLAGS,
    RunningSite,
    _made,
    run_site,
)

TARGET = ROOT / "desk" / "static" / "desk" / "guide"
SCREEN = {"width": 1280, "height": 800}
WIDTH = 900
# The browser that takes the pictures speaks English; that of an editor says this.
FILE_BUTTONS = """
input[type=file] { color: transparent; }
input[type=file]::file-selector-button { display: none; }
input[type=file]::before { background: #efefef; border: 1px solid #767676; border-radius: 3px;
  color: #000; content: "Bestand kiezen"; padding: 1px 6px; }
input[type=file][multiple]::before { content: "Bestanden kiezen"; }
input[type=file]::after { color: #333; content: " Geen bestand gekozen"; }
"""
# What the picture of the report is about.
SEARCHED = (
    "from search.log import SearchCount; from django.utils import timezone;"
    " today = dict(day=timezone.localdate(), language='nl', results=0);"
    " SearchCount.objects.create(query='kuisploeg', times=4, **today);"
    " SearchCount.objects.create(query='lastenboek onderhoud', times=2, **today)"
)


def edit(page: Page, listing: str, title: str) -> None:
    page.goto(f"{page.site}/admin/{listing}/")
    page.get_by_role("link", name=title).first.click()
    page.wait_for_load_state("networkidle")


def dashboard(page: Page) -> None:
    page.goto(f"{page.site}/admin/")


def publishing(page: Page) -> None:
    edit(page, "nieuwsberichten", "Het hele archief")
    page.get_by_role("button", name="Meer acties").click()


def news(page: Page) -> None:
    dashboard(page)
    page.get_by_role("link", name="Nieuw bericht").click()
    page.locator("[name='title']").press_sequentially("De fietsen zijn klaar")


def picture(page: Page) -> None:
    news(page)
    page.locator("#id_image-chooser [data-chooser-action-choose]").first.click()
    page.get_by_role("tab", name="Uploaden").click()


def event(page: Page) -> None:
    edit(page, "activiteiten", "Lunchwebinar")
    page.locator("[name='status']").scroll_into_view_if_needed()


def company(page: Page) -> None:
    edit(page, "bedrijven", "Mo-Clean")
    page.get_by_role("tab", name="Contact en plaatsen").click()


def answer(page: Page) -> None:
    page.goto(f"{page.site}/admin/klopt-dit-nog/")
    page.get_by_role("link", name="W-green").click()


def proposals(page: Page) -> None:
    edit(page, "edities", "Zoek")
    page.get_by_role("link", name="Haal op wat nieuw is").first.click()


def reading_in(page: Page) -> None:
    page.goto(f"{page.site}/admin/oude-nummers/")


def translating(page: Page) -> None:
    page.goto(f"{page.site}/admin/pages/search/?q=contact")
    page.get_by_role("link", name="Contact", exact=True).first.click()
    page.get_by_role("button", name="Acties", exact=True).first.click()
    page.get_by_role("link", name="Vertaal deze pagina").wait_for()


def planning(page: Page) -> None:
    edit(page, "nieuwsberichten", "Het hele archief")
    page.get_by_role("button", name="Toon/verberg status").click()
    page.get_by_role("button", name="Planning instellen").click()


def history(page: Page) -> None:
    for sentence in ("Alle nummers staan online.", "Alle nummers sinds 2012 staan online."):
        edit(page, "nieuwsberichten", "Het hele archief")
        page.locator("[name='summary']").fill(sentence)
        page.get_by_role("button", name="Publiceren", exact=True).click()
        page.locator(".messages").get_by_text("gepubliceerd").first.wait_for()
    edit(page, "nieuwsberichten", "Het hele archief")
    page.get_by_role("link", name="Geschiedenis").first.click()
    page.wait_for_url("**/history/")
    older = page.locator("main tbody tr", has_text="Concept opgeslagen").nth(1)
    older.locator("[data-w-dropdown-target='toggle']").click()


def searches(page: Page) -> None:
    page.goto(f"{page.site}/admin/reports/search/?outcome=none")


SHOTS: dict[str, Callable[[Page], None]] = {
    "dashboard": dashboard,
    "publiceren": publishing,
    "nieuwsbericht": news,
    "afbeelding": picture,
    "activiteit": event,
    "bedrijf": company,
    "antwoord": answer,
    "voorstellen": proposals,
    "inlezen": reading_in,
    "vertalen": translating,
    "plannen": planning,
    "geschiedenis": history,
    "zoekopdrachten": searches,
}


def take(site: RunningSite, words: list[str]) -> None:
    """The pictures, in the window of somebody who may publish."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS
        )
        page = browser.new_page(
            viewport=SCREEN,
            locale="nl-BE",
            color_scheme="light",
            reduced_motion="reduce",
            bypass_csp=True,  # for the style below
        )
        page.set_default_timeout(30_000)
        page.site = site.url
        page.goto(f"{site.url}/admin/login/")
        page.get_by_label("Gebruikersnaam").fill(site.username)
        page.locator("#id_password").fill(site.password)
        page.get_by_role("button", name="Inloggen", exact=True).click()
        page.wait_for_url("**/admin/")
        for name, go in SHOTS.items():
            if words and not any(word in name for word in words):
                continue
            go(page)
            page.wait_for_load_state("networkidle")
            page.add_style_tag(content=FILE_BUTTONS)
            page.wait_for_timeout(500)  # menus slide open
            image = Image.open(io.BytesIO(page.screenshot()))
            image.thumbnail((WIDTH, WIDTH))
            image.save(TARGET / f"{name}.webp", quality=80, method=6)
        browser.close()


def main(words: list[str]) -> int:
    if shutil.which("chromium") is None:
        sys.exit("Chromium is not installed (apt install chromium).")
    with tempfile.TemporaryDirectory() as folder:
        new = Path(folder) / "new"
        new.mkdir()
        sites = run_site(_made(new, "seed_demo"), Path(folder) / "site")
        site = next(sites)
        try:
            site.run(SEARCHED)
            take(site, words)
        finally:
            sites.close()
    size = sum(file.stat().st_size for file in TARGET.glob("*.webp"))
    sys.stdout.write(f"{len(SHOTS)} pictures, {size // 1000} kB, in {TARGET}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
