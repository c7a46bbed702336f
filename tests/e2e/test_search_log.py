"""What a browser tells the site about a search, and when it keeps silent."""

from urllib.parse import parse_qs

import pytest

from tests.e2e.conftest import in_browser

pytestmark = in_browser


@pytest.fixture
def told(demo_site, open_page):
    """A visitor's page, and what it posts."""
    page, posts = open_page(), []

    def note(request):
        if request.method == "POST":
            facts = parse_qs(request.post_data, keep_blank_values=True)
            posts.append({name: values[0] for name, values in facts.items()})

    page.on("request", note)
    page.goto(demo_site.url)
    return page, posts


# Longer than the second after which a question is told: here it is not.
SILENCE = 1_500


def search(page, text: str) -> None:
    box = page.locator("input[name=q]:visible").last
    box.fill(text)
    box.press("Enter")
    page.wait_for_url(f"**/zoeken/?q={text}")


def search_and_read(page, text: str) -> None:
    """A question is told a second after its page is there."""
    with page.expect_request(lambda request: request.method == "POST"):
        search(page, text)


def test_a_search_is_told_once_and_so_is_the_result_that_is_opened(told):
    page, posts = told
    search_and_read(page, "schoonmaak")
    assert [(post["q"], post["vorige"]) for post in posts] == [("schoonmaak", "")]
    page.reload(wait_until="networkidle")
    page.locator(".search a[href*='type=']").first.click()
    page.wait_for_url("**type=*")
    page.locator(".result__link").first.click()
    page.wait_for_url(lambda url: "/zoeken/" not in url)
    page.go_back(wait_until="networkidle")
    assert posts[1:] == [{"q": "schoonmaak", "rang": "1"}]


def test_who_opens_a_result_at_once_has_asked_the_question_first(told):
    page, posts = told
    search(page, "schoonmaak")
    page.locator(".result__link").first.click()
    page.wait_for_url(lambda url: "/zoeken/" not in url)
    assert [(post["q"], post.get("rang")) for post in posts] == [
        ("schoonmaak", None),
        ("schoonmaak", "1"),
    ]


def test_a_second_question_tells_the_first(told):
    page, posts = told
    search_and_read(page, "snoeiploegen")
    search_and_read(page, "groenonderhoud")
    assert [(post["q"], post["vorige"]) for post in posts] == [
        ("snoeiploegen", ""),
        ("groenonderhoud", "snoeiploegen"),
    ]


@pytest.mark.parametrize(
    "wish", ["navigator, 'globalPrivacyControl', true", "navigator, 'doNotTrack', '1'"]
)
def test_a_browser_that_asks_not_to_be_followed_tells_nothing(told, wish):
    page, posts = told
    target, name, value = wish.split(", ")
    page.add_init_script(f"Object.defineProperty({target}, {name}, {{value: {value}}})")
    search(page, "schoonmaak")
    page.wait_for_timeout(SILENCE)
    assert posts == []


def test_counting_keeps_nothing_in_the_browser(told):
    page, posts = told
    search_and_read(page, "schoonmaak")
    assert posts
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
