"""What stands around the results of the search page, and in each of them."""

import datetime

import pytest
from bs4 import BeautifulSoup
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from companies.factories import MunicipalityFactory
from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
)
from search.tests.pages import StandardPageFactory
from search.vocabulary import Synonym, SynonymName


@pytest.fixture
def see(client):
    def get(address: str = "", **parameters) -> BeautifulSoup:
        response = client.get(f"/zoeken/{address}", parameters)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html5lib")

    return get


@pytest.fixture
def issue(home):
    """An issue with four hits for coffee: three items, and itself, which lists them."""
    archive = NewsletterIndexPageFactory(parent=home, slug="nieuwsbrief", title="Nieuwsbrief")
    issue = NewsletterIssuePageFactory(
        parent=archive, title="Nummer een", slug="een", date=datetime.date(2012, 6, 1)
    )
    for subject in ("Koffie", "Koffie met melk", "Koffie met suiker"):
        NewsletterItemFactory(issue=issue, headline=subject, body="<p>Lekker.</p>")
    return issue


@pytest.fixture
def recommend(home):
    def recommend_(query: str, page) -> None:
        query, _ = Query.objects.get_or_create(query_string=query)
        SearchPromotion.objects.create(query=query, page=page, description="Lees dit eerst.")

    return recommend_


def make_issue(archive, year: int) -> None:
    NewsletterIssuePageFactory(
        parent=archive, title=f"Koffie {year}", slug=f"{year}", date=datetime.date(year, 1, 1)
    )


def text(element) -> str:
    return " ".join(element.get_text(" ").split())


def titles(page: BeautifulSoup) -> list[str]:
    return [text(link) for link in page.select(".result__link")]


# How the question was read

FEW = "Er is bijna niets met al je woorden. Je ziet ook resultaten met een deel ervan."


def test_who_sees_results_with_some_of_the_words_is_told(home, see):
    StandardPageFactory(parent=home, title="Koffie met melk")
    StandardPageFactory(parent=home, title="Thee met melk en suiker")
    assert FEW in text(see(q="koffie melk suiker"))


def test_results_with_all_of_the_words_need_no_telling(home, see):
    StandardPageFactory(parent=home, title="Koffie met melk")
    assert FEW not in text(see(q="koffie melk"))


def test_of_a_question_nobody_expects_every_word(home, see):
    StandardPageFactory(parent=home, title="Koffie met melk")
    assert FEW not in text(see(q="Waar drink ik koffie met melk?"))


# Editors' picks


def test_what_editors_recommend_stands_above_the_results_and_not_in_them(home, see, recommend):
    first = StandardPageFactory(parent=home, title="Koffie")
    StandardPageFactory(parent=home, title="Koffie en thee")
    recommend("koffie", first)
    page = see(q="Koffie")
    assert text(page.select_one(".promoted__item")) == "Koffie Lees dit eerst."
    assert titles(page) == ["Koffie en thee"]


def test_a_recommended_page_is_a_result_like_any_other_once_a_filter_is_on(home, see, recommend):
    recommend("koffie", StandardPageFactory(parent=home, title="Koffie"))
    page = see(q="koffie", type="pagina")
    assert not page.select(".promoted")
    assert titles(page) == ["Koffie"]


def test_what_editors_recommend_is_there_when_nothing_else_is_found(home, see, recommend):
    recommend("hoedhaar", StandardPageFactory(parent=home, title="Vilt"))
    page = see(q="hoedhaar")
    assert page.select(".promoted")
    assert page.select(".search__nothing")


# What was understood


def test_a_typing_error_is_corrected_and_can_be_taken_literally(home, see):
    StandardPageFactory(parent=home, title="Kringwinkel")
    page = see(q="kringwinkle")
    assert titles(page) == ["Kringwinkel"]
    assert page.select_one(".search__summary mark").text == "kringwinkel"
    literal = page.select_one(".search__summary a")
    assert "kringwinkle" in literal.text
    page = see(literal["href"])
    assert titles(page) == []
    assert titles(see(page.select_one(".search__summary a")["href"])) == ["Kringwinkel"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("sociale werkplaats", "maatwerkbedrijf (vroeger: sociale werkplaats)"),
        ("maatwerkbedrijf", "sociale werkplaats (vroegere naam van maatwerkbedrijf)"),
    ],
)
def test_a_former_name_is_explained_from_both_sides(home, see, query, told):
    synonym = Synonym(preferred="maatwerkbedrijf")
    synonym.names = [SynonymName(name="sociale werkplaats", is_former=True)]
    synonym.save()
    StandardPageFactory(parent=home, title="Maatwerkbedrijf en sociale werkplaats")
    assert told in text(see(q=query).select_one(".search__explanations"))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("lokeren", "Moerbeke (hoort nu bij Lokeren)"),
        ("moerbeke", "Lokeren (waar Moerbeke nu bij hoort)"),
    ],
)
def test_a_municipality_that_merged_is_no_former_name_of_the_other(home, see, query, told):
    MunicipalityFactory(slug="lokeren", name="Lokeren", former_names="Moerbeke")
    StandardPageFactory(parent=home, title="Lokeren en Moerbeke")
    assert told in text(see(q=query).select_one(".search__explanations"))


def test_what_was_typed_is_escaped_wherever_it_is_told(home, see):
    StandardPageFactory(parent=home, title="Kringwinkel")
    page = see(q="kringwinkle <b onclick=alert(1)>vet</b>")
    assert not page.select("[onclick]")


# Issues


def test_hits_of_one_issue_are_one_result_that_leads_to_the_others(issue, see):
    page = see(q="koffie")
    assert titles(page) == ["Koffie"]
    assert text(page.select_one("#resultaten")).startswith("4 ")
    inside = see(page.select_one(".result__more a")["href"])
    assert len(titles(inside)) == 4
    assert "Nummer een" in text(inside.select_one(".search__issue"))
    assert not inside.select(".facets")
    assert titles(see(inside.select_one(".search__issue a")["href"])) == ["Koffie"]


def test_a_filter_stays_on_within_an_issue_and_can_be_removed_there(issue, see):
    page = see(q="koffie", binnen="/nieuwsbrief/een/", jaar="2012")
    assert len(titles(page)) == 4
    assert not page.select(".facets__all")
    assert "binnen=" in page.select_one(".facets__remove")["href"]


def test_a_result_says_where_it_stands_and_when_it_was_written(issue, see):
    result = see(q="koffie").select_one(".result")
    assert text(result.select_one(".result__breadcrumb")) == "Nieuwsbrief \u203a Nummer een"
    assert result.time["datetime"] == "2012-06-01"


# Order and filters


def test_results_can_be_put_in_the_order_of_their_dates(home, see):
    archive = NewsletterIndexPageFactory(parent=home, slug="nieuwsbrief")
    for year in (2014, 2012, 2016):
        NewsletterIssuePageFactory(
            parent=archive,
            title=f"Koffie {year}",
            slug=f"k-{year}",
            date=datetime.date(year, 1, 1),
        )
    links = see(q="koffie").select(".sorting a")
    assert [link.get("aria-current") for link in links] == ["true", None, None]
    years = [[title[-4:] for title in titles(see(link["href"]))] for link in links[1:]]
    assert years == [["2016", "2014", "2012"], ["2012", "2014", "2016"]]


def test_the_order_survives_a_filter_and_all_filters_go_at_once(issue, see):
    page = see(q="koffie", sorteer="datum", jaar="2012", type="artikel")
    removers = page.select(".facets__remove")
    assert len(removers) == 2
    assert all("sorteer=datum" in link["href"] for link in removers)
    assert page.select_one(".facets__clear")["href"] == "?q=koffie&sorteer=datum"


def test_a_long_list_of_values_is_cut_and_the_rest_is_one_click_away(home, see):
    archive = NewsletterIndexPageFactory(parent=home, slug="nieuwsbrief")
    for year in range(2010, 2020):
        NewsletterIssuePageFactory(
            parent=archive,
            title=f"Koffie {year}",
            slug=f"k-{year}",
            date=datetime.date(year, 1, 1),
        )
    page = see(q="koffie", jaar="2010")
    years = page.select_one(".facets__facet:has(details)")
    assert text(years.select_one(".facets__link")).startswith("2010")
    assert len(years.select(".facets__more .facets__link")) == 4
