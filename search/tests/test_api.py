"""The JSON that others build on."""

import datetime

import pytest
from wagtail.models import Locale

from news.factories import NewsIndexPageFactory, NewsPageFactory
from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
    RubricFactory,
)
from search.tests.pages import StandardPageFactory


@pytest.fixture
def site(home):
    """An issue with an item, and a news page, all about coffee."""
    archive = NewsletterIndexPageFactory(parent=home, slug="nieuwsbrief", title="Nieuwsbrief")
    issue = NewsletterIssuePageFactory(
        parent=archive, title="Koffienummer", slug="k", date=datetime.date(2012, 6, 1)
    )
    rubric = RubricFactory(name="In de praktijk", slug="in-de-praktijk")
    NewsletterItemFactory(
        issue=issue, headline="Koffie", body="<p>Eerlijke koffie & thee.</p>", rubric=rubric
    )
    news = NewsIndexPageFactory(parent=home, slug="nieuws")
    NewsPageFactory(
        parent=news, title="Over koffie", slug="over-koffie", date=datetime.date(2025, 3, 14)
    )
    return issue


@pytest.fixture
def ask(client):
    def get(query: str = "koffie", **parameters) -> dict:
        response = client.get("/api/zoeken/", {"q": query, **parameters})
        assert response.status_code == 200
        return response.json()

    return get


def result(answer: dict, kind: str) -> dict:
    return next(result for result in answer["results"] if result["type"] == kind)


def test_an_item_says_where_it_stands(site, ask):
    item = result(ask(), "artikel")
    score = item.pop("score")
    assert score > 0
    assert item == {
        "type": "artikel",
        "title": "Koffie",
        "url": f"/nieuwsbrief/k/#{site.items.get().anchor}",
        "date": "2012-06-01",
        "series": "Waas maatwerknieuws",
        "issue_url": "/nieuwsbrief/k/",
        "rubric": "In de praktijk",
        "breadcrumb": "Nieuwsbrief \u203a Koffienummer",
        "snippet": "Eerlijke <mark>koffie</mark> &amp; thee.",
        "notice": "",
        "more_in_issue": 1,
    }


def test_an_issue_is_its_own_issue(site, ask):
    issue = result(ask("koffienummer"), "nieuwsbrief")
    assert issue["url"] == issue["issue_url"] == "/nieuwsbrief/k/"


def test_a_page_outside_the_newsletter_has_no_issue(site, ask):
    news = result(ask(), "nieuws")
    assert (news["issue_url"], news["series"], news["rubric"]) == (None, "", "")


def test_the_answer_has_totals_and_facets(site, ask):
    answer = ask()
    assert answer["query"] == "koffie"
    assert answer["suggestion"] is None
    assert answer["total"] == 3
    assert set(answer["facets"]) == {"type", "jaar", "reeks", "rubriek", "gemeente"}
    assert answer["facets"]["jaar"] == [
        {"value": "2025", "label": "2025", "count": 1},
        {"value": "2012", "label": "2012", "count": 2},
    ]
    assert {"value": "in-de-praktijk", "label": "In de praktijk", "count": 1} in (
        answer["facets"]["rubriek"]
    )


@pytest.mark.parametrize(
    ("filters", "total"),
    [
        ({"type": "nieuws"}, 1),
        ({"jaar": "2012"}, 2),
        ({"reeks": "waas-maatwerknieuws"}, 2),
        ({"rubriek": "in-de-praktijk"}, 1),
        ({"rubriek": "In de praktijk"}, 1),
        ({"type": "nieuws", "jaar": "2012"}, 0),
    ],
)
def test_filters_narrow_the_total_and_the_results_alike(site, ask, filters, total):
    answer = ask(**filters)
    assert answer["total"] == total
    assert sum(1 + hit["more_in_issue"] for hit in answer["results"]) == total


def test_hits_in_one_issue_are_one_result_until_they_are_asked_for(site, ask):
    assert [hit["more_in_issue"] for hit in ask(reeks="waas-maatwerknieuws")["results"]] == [1]
    inside = ask(binnen="/nieuwsbrief/k/")
    assert inside["total"] == len(inside["results"]) == 2


def test_the_order_can_be_chosen(site, ask):
    assert [hit["date"] for hit in ask(sorteer="datum")["results"]] == ["2025-03-14", "2012-06-01"]
    assert [hit["date"] for hit in ask(sorteer="oudste")["results"]] == [
        "2012-06-01",
        "2025-03-14",
    ]
    assert ask(sorteer="kleur") == ask()


def test_a_typing_error_is_corrected_unless_it_is_meant(site, ask):
    assert ask("kofffie")["suggestion"] == "koffie"
    assert ask("kofffie")["total"] == 3
    literal = ask("kofffie", letterlijk="1")
    assert (literal["suggestion"], literal["total"]) == (None, 0)


def test_a_facet_counts_what_a_click_on_it_would_show(site, ask):
    facets = ask(type="nieuws")["facets"]
    assert {value["value"] for value in facets["type"]} == {"nieuws", "artikel", "nieuwsbrief"}
    assert [value["value"] for value in facets["jaar"]] == ["2025"]


@pytest.mark.parametrize(
    "parameters",
    [{"type": "bestaat-niet"}, {"jaar": "twintig"}, {"jaar": "²²²²"}, {"taal": "klingon"}],
)
def test_a_value_that_cannot_be_is_ignored(site, ask, parameters):
    assert ask(**parameters)["total"] == 3


@pytest.mark.parametrize(("per_page", "results"), [("2", 2), ("0", 1), ("-1", 2), ("999", 2)])
def test_the_number_of_results_is_clamped(site, ask, per_page, results):
    assert len(ask(per_pagina=per_page)["results"]) == results


@pytest.mark.parametrize("page", ["0", "-3", "9" * 6000, "99999999999999999999", "x", "1.5"])
def test_a_wrong_page_number_gives_the_nearest_page(site, ask, page):
    assert ask(pagina=page)["results"]


def test_pages_follow_each_other(site, ask):
    titles = [ask(pagina=page, per_pagina="1")["results"][0]["url"] for page in (1, 2)]
    assert len(set(titles)) == 2


def test_nothing_asked_gives_nothing(site, ask):
    answer = ask("")
    assert (answer["total"], answer["results"]) == (0, [])


def test_nothing_found_gives_nothing(site, ask):
    assert ask("identiteitskaart verloren aangifte")["total"] == 0


def test_the_language_is_chosen_by_a_parameter(site, ask, home):
    french = Locale.objects.create(language_code="fr")
    home.copy_for_translation(french, alias=True)
    page = StandardPageFactory(parent=home, title="Koffie")
    translation = page.copy_for_translation(french)
    translation.title = "Le café"
    translation.save_revision().publish()
    assert [hit["title"] for hit in ask("cafe", taal="fr")["results"]] == ["Le café"]
    assert ask("cafe")["total"] == 0


def test_few_hits_are_followed_by_what_comes_nearest(site, ask):
    titles = [hit["title"] for hit in ask("eerlijke koffie thee")["results"]]
    assert titles[0] == "Koffie"
