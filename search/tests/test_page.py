"""The search page, which needs no JavaScript."""

import datetime
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale, PageViewRestriction

from news.factories import NewsIndexPageFactory, NewsPageFactory
from search.tests.pages import StandardPageFactory


@pytest.fixture
def see(client):
    def get(path: str = "/zoeken/", **parameters) -> BeautifulSoup:
        response = client.get(path, parameters)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html5lib")

    return get


def make_news(home, number: int) -> None:
    news = NewsIndexPageFactory(parent=home, slug="nieuws", title="Nieuws")
    for i in range(number):
        NewsPageFactory(
            parent=news,
            title=f"Koffie {i}",
            slug=f"koffie-{i}",
            date=datetime.date(2020 + i % 3, 1, 1),
        )


def text(element) -> str:
    return " ".join(element.get_text(" ").split())


def test_an_empty_search_invites(home, see):
    page = see()
    assert page.select_one("main [role=search] input[name=q]")
    assert page.select_one(".search__tips")
    assert not page.select(".result")


def test_results_are_an_ordered_list_with_marked_words(home, see):
    make_news(home, 2)
    page = see(q="koffie")
    assert len(page.select("main ol > li .result")) == 2
    link = page.select_one(".result__link")
    assert link["href"].startswith("/nieuws/koffie-")
    assert link.mark.string == "Koffie"


def test_the_number_of_results_is_the_heading_and_the_title(home, see):
    make_news(home, 2)
    page = see(q="koffie")
    assert text(page.select_one("#resultaten")).startswith("2 ")
    assert text(page.title).startswith("2 ")


def test_every_section_has_a_heading_and_no_level_is_skipped(home, see):
    make_news(home, 3)
    levels = [int(heading.name[1]) for heading in see(q="koffie").select("main :is(h1,h2,h3,h4)")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_facet_is_a_link_that_narrows_and_a_chosen_one_a_link_back(home, see):
    make_news(home, 3)
    StandardPageFactory(parent=home, title="Koffie op een pagina")
    page = see(q="koffie")
    facet = next(link for link in page.select(".facets__link") if "2021" in link.text)
    narrowed = see(f"/zoeken/{facet['href']}")
    assert [text(link) for link in narrowed.select(".result__link")] == ["Koffie 1"]
    chosen = narrowed.select_one(".facets__remove")
    assert len(see(f"/zoeken/{chosen['href']}").select(".result")) == 4


def test_the_next_page_keeps_the_query_and_the_filters(home, see):
    make_news(home, 45)
    page = see(q="koffie", jaar="2020")
    following = page.select_one(".pagination a[rel=next]")["href"]
    assert "q=koffie" in following
    assert "jaar=2020" in following
    assert page.select_one("main ol")["start"] == "1"
    assert len(see(f"/zoeken/{following}").select(".result")) == 5


def test_nothing_found_helps_on(home, see):
    StandardPageFactory(parent=home, title="Contact", slug="contact")
    page = see(q="hoedhaar")
    assert not page.select(".result")
    assert page.select_one(".search__nothing a[href='/contact/']")


def test_nothing_found_leads_to_no_draft_or_private_page(home, see):
    draft = StandardPageFactory(parent=home, title="Contact", slug="contact", live=False)
    guide = StandardPageFactory(parent=home, title="Bedrijven", slug="bedrijven")
    PageViewRestriction.objects.create(page=guide, restriction_type="login")
    assert not see(q="hoedhaar").select(".search__nothing a")
    draft.save_revision().publish()
    assert len(see(q="hoedhaar").select(".search__nothing a")) == 1


def test_the_nearest_words_are_links_when_nothing_is_found(home, see):
    StandardPageFactory(parent=home, title="Kringwinkel")
    links = see(q="kringwinstels").select(".search__nothing .tag")
    assert [text(link) for link in links] == ["kringwinkel"]
    assert len(see(f"/zoeken/{links[0]['href']}").select(".result")) == 1


def test_filters_that_leave_nothing_can_be_removed(home, see):
    make_news(home, 2)
    page = see(q="koffie", jaar="1999")
    assert not page.select(".result")
    back = page.select_one(".search__nothing a")
    assert len(see(f"/zoeken/{back['href']}").select(".result")) == 2


def test_what_was_typed_is_shown_and_never_obeyed(home, see):
    page = see(q="<script>alert(1)</script> \"' koffie")
    assert "alert" not in "".join(script.text for script in page.select("script"))
    assert page.select_one("main input[name=q]")["value"].startswith("<script>alert(1)")


@pytest.mark.parametrize("asked", [{}, {"q": "koffie"}])
def test_to_search_engines_every_question_is_one_page(home, see, asked):
    make_news(home, 1)
    page = see(**asked)
    assert page.select_one("link[rel=canonical]")["href"] == "http://localhost/zoeken/"
    assert page.select_one("meta[name=description]")["content"]
    assert not page.select("meta[name=robots]")


@pytest.mark.parametrize("asked", [{"q": "hoedhaar"}, {"q": "koffie", "jaar": "1999"}])
def test_an_answer_that_is_empty_or_narrowed_is_not_for_search_engines(home, see, asked):
    """Nobody gets words of their own into a search engine through the title of this page."""
    make_news(home, 1)
    assert see(**asked).select_one("meta[name=robots]")["content"] == "noindex"


def test_another_language_has_its_own_search_page(french, see):
    page = see("/fr/zoeken/", q="koffie")
    assert page.html["lang"] == "fr"


@pytest.fixture
def french(home):
    return home.copy_for_translation(Locale.objects.create(language_code="fr"), alias=True)


def test_another_language_leads_to_the_same_words_in_the_dutch_texts(home, french, see):
    StandardPageFactory(parent=home, title="Koffie & thee")
    page = see("/fr/zoeken/", q="koffie & thee")
    [link] = page.select("main a[hreflang=nl]")
    assert "depuis 2012" in link.text
    [found] = see(link["href"]).select(".result__link")
    assert text(found) == "Koffie & thee"


def test_another_language_promises_no_newsletters_of_its_own(home, french, see, client):
    assert "2012" in text(see().main)
    page = see("/fr/zoeken/")
    assert "2012" not in page.select_one("meta[name=description]")["content"]
    assert "2012" not in text(page.select_one(".page-header"))
    assert page.select_one(".search__tips a")["href"] == "/zoeken/"
    assert "2012" not in client.get("/fr/zoeken/opensearch.xml").content.decode()
    assert not see().select("main a[hreflang]")


def test_nothing_found_helps_on_in_the_language_of_the_reader_or_else_in_dutch(home, french, see):
    StandardPageFactory(parent=home, title="Contact", slug="contact")
    guide = StandardPageFactory(parent=home, title="Bedrijven", slug="bedrijven")
    version = guide.copy_for_translation(french.locale)
    version.slug = "entreprises"
    version.save_revision().publish()
    links = see("/fr/zoeken/", q="hoedhaar").select(".search__nothing a")
    assert [(link["href"], link["hreflang"]) for link in links] == [
        ("/fr/entreprises/", "fr"),
        ("/contact/", "nl"),
    ]
    assert links[1].select_one("[lang=nl]").text == "(Nederlands)"
    assert not links[0].select("[lang]")


def test_the_page_comes_compressed(home, client):
    """It holds no secret beside what was typed, so its size tells nothing."""
    response = client.get("/zoeken/?q=koffie", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]
