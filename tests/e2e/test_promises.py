"""What a visitor of the site is promised: light pages, own colours, links to keep."""

from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, in_browser
from tests.e2e.paths import PATHS

pytestmark = in_browser

KILOBYTE = 1000


def weight(page, url: str) -> dict[str, int]:
    """Bytes over the wire of a first visit, by kind of resource."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    kinds, sizes = {}, {}
    session.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    session.on(
        "Network.loadingFinished",
        lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}),
    )
    page.goto(url, wait_until="networkidle")
    totals: dict[str, int] = {}
    for request, size in sizes.items():
        kind = kinds.get(request, "Other")
        totals[kind] = totals.get(kind, 0) + size
    return totals


def test_a_first_visit_to_the_home_page_stays_below_100_kilobytes(demo_site, open_page):
    assert sum(weight(open_page(viewport=PHONE), demo_site.url).values()) < 100 * KILOBYTE


def test_an_article_stays_below_80_kilobytes_without_its_images(demo_site, open_page):
    total = weight(open_page(viewport=PHONE), demo_site.url + PATHS["news item"])
    assert sum(total.values()) - total.get("Image", 0) < 80 * KILOBYTE


def test_the_text_of_a_page_needs_no_script_and_waits_for_none(demo_site, open_page):
    page = open_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(demo_site.url + PATHS["issue"])
    assert page.locator("script[src]:not([async], [type=module])").count() == 0
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".letter__item").first).to_be_visible()


def test_the_choice_of_colours_is_kept_without_a_cookie(demo_site, open_page):
    page = open_page(color_scheme="light")
    page.goto(demo_site.url)
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Donker").click()
    dark = page.evaluate(ground)
    assert dark != light
    page.goto(demo_site.url + PATHS["news list"])
    expect(page.get_by_role("button", name="Donker")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(ground) == dark
    page.get_by_role("button", name="Zoals mijn toestel").click()
    assert page.evaluate(ground) == light
    assert page.context.cookies() == []


def test_without_scripts_no_choice_of_colours_is_offered(demo_site, open_page):
    page = open_page(javascript=False)
    page.goto(demo_site.url)
    assert page.get_by_role("button", name="Donker").count() == 0


def test_the_link_to_an_item_can_be_copied(demo_site, open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(demo_site.url + PATHS["issue"])
    link = page.locator("a[data-copy-link]").first
    link.click()
    expect(page.locator("[data-copy-status]").first).to_have_text("Link gekopieerd")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == demo_site.url + PATHS["issue"] + link.get_attribute("href")


def test_an_issue_prints_without_what_belongs_to_a_screen(demo_site, open_page):
    page = open_page()
    page.goto(demo_site.url + PATHS["issue"])
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for name in (".menu", ".breadcrumbs", ".copy-link", ".contents", ".schemes"):
        expect(page.locator(name).first, name).to_be_hidden()


def test_questions_print_with_their_answers_and_calls_in_black(demo_site, open_page):
    page = open_page()
    page.goto(demo_site.url + PATHS["standard page with questions"])
    answers = page.locator(".accordion__text")
    expect(answers.first).to_be_hidden()
    page.emulate_media(media="print")
    assert answers.count() > 1
    for answer in answers.all():
        expect(answer).to_be_visible()
    for part in page.locator(".call-to-action *").all():
        expect(part).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.locator(".call-to-action")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
