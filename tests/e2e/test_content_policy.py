"""The Content-Security-Policy of the admin, enforced in a real browser."""

from urllib.parse import urlencode

import pytest

from tests.e2e.conftest import DESKTOP, in_browser, run_site, watch

pytestmark = [*in_browser, pytest.mark.exhaustive]

ADMIN_SCREENS = (
    "",
    "pages/",
    "pages/search/?q=bedrijf",
    "images/",
    "images/add/",
    "documents/",
    "documents/multiple/add/",
    "snippets/",
    "snippets/newsletter/series/",
    "snippets/newsletter/series/add/",
    "snippets/newsletter/rubric/add/",
    "snippets/search/synonym/add/",
    "searchpicks/",
    "searchpicks/add/",
    "redirects/",
    "redirects/add/",
    "reports/site-history/",
    "reports/aging-pages/",
    "settings/cms/sitesettings/",
    "account/",
    "collections/",
    "users/",
    "users/new/",
    "locales/",
    "sites/",
)


def editing_screens(page, site) -> list[str]:
    """The addresses of the editing screens of one page of each type."""
    answer = page.request.get(f"{site.url}/admin/api/main/pages/?limit=1")
    first = {}
    for offset in range(0, answer.json()["meta"]["total_count"], 20):
        answer = page.request.get(f"{site.url}/admin/api/main/pages/?limit=20&offset={offset}")
        for item in answer.json()["items"]:
            first.setdefault(item["meta"]["type"], item["id"])
    return [f"/admin/pages/{number}/edit/" for number in first.values()]


@pytest.fixture(scope="module")
def admin(demo_site, browser, log_in):
    """A window in which an administrator is logged in, and what the policy refused in it."""
    context = browser.new_context(viewport=DESKTOP, locale="nl-BE")
    page = context.new_page()
    page.refused = watch(page)
    log_in(page, demo_site, demo_site.administrator)
    yield page
    context.close()


def visit(page, url):
    page.refused.clear()
    page.goto(url)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.violations") == []
    assert page.refused == []


@pytest.mark.parametrize("screen", ADMIN_SCREENS)
def test_an_admin_screen_keeps_to_its_policy(screen, admin, demo_site):
    visit(admin, f"{demo_site.url}/admin/{screen}")


def test_the_editor_of_every_page_type_keeps_to_its_policy(admin, demo_site):
    screens = editing_screens(admin, demo_site)
    assert len(screens) >= 8
    for screen in screens:
        visit(admin, demo_site.url + screen)


PAYLOAD = "\"'></title></textarea><img src=x onerror=window.ran=1><script>window.ran=1</script>"
FILL = """(payload) => {
  const fields = document.querySelectorAll(
    "[data-edit-form] input[type=text]:not([name$=date], [name$=_at], [name$=_on]),"
    + " [data-edit-form] textarea:not([name*=focal])");
  for (const field of fields) {
    if (field.closest("template") || field.name.endsWith("slug")) continue;
    field.value = payload.slice(0, field.maxLength > 0 ? field.maxLength : undefined);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""


@pytest.fixture
def spoiled_site(made_demo, tmp_path_factory):
    """The demo site for a test that overwrites it, while others read the demo site."""
    yield from run_site(made_demo, tmp_path_factory.mktemp("spoiled"))


def test_a_script_in_the_text_fields_of_every_page_type_never_runs(
    spoiled_site, open_page, log_in
):
    page = open_page()
    log_in(page, spoiled_site, spoiled_site.administrator)
    for screen in editing_screens(page, spoiled_site):
        page.goto(spoiled_site.url + screen)
        page.evaluate(FILL, PAYLOAD)
        with page.expect_navigation(wait_until="networkidle"):
            page.locator("[data-edit-form]").evaluate("form => form.submit()")
        assert PAYLOAD[:20] in page.content() or "onerror" in page.content()
        assert page.evaluate("window.ran") is None
        page.goto(spoiled_site.url + screen.replace("/edit/", "/view_draft/"))
        assert page.evaluate("window.ran") is None


def test_a_script_in_a_search_never_runs(demo_site, open_page):
    page = open_page()
    page.goto(f"{demo_site.url}/zoeken/?" + urlencode({"q": PAYLOAD, "sorteer": PAYLOAD}))
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.ran") is None
