"""More hits than can be weighed: which are read, counted and shown first."""

import datetime

import pytest

from search import results, understanding
from search.filters import Filters
from search.results import Search
from search.tests.documents import publish


@pytest.fixture
def many(db, monkeypatch):
    """Ten pages with coffee in their text, one of each year, where six are many."""
    monkeypatch.setattr(results, "FEW", 3)
    monkeypatch.setattr(results, "MANY", 6)
    monkeypatch.setattr(results, "MAX_WEIGHED", 2)
    for year in range(2010, 2020):
        date = datetime.date(year, 5, 1)
        publish(f"Jaar {year}", "Met koffie.", date=date, year=year, source=f"test:{year}")


def titles(query: str, sort: str = "", **filters) -> list[str]:
    search = Search(query, "nl", Filters(**filters), sort)
    return [hit.document.title for hit in search[:20]]


def test_no_more_are_counted_and_the_page_says_so(many, home, client):
    search = Search("koffie", "nl")
    assert (len(search), search.total, search.is_cut) == (6, 6, True)
    assert "Minstens 6 resultaten voor" in client.get("/zoeken/?q=koffie").content.decode()
    assert client.get("/api/zoeken/?q=koffie").json()["total_is_minimum"]


def test_nothing_with_a_filter_names_no_number_that_is_not_whole(many, home, client):
    page = client.get("/zoeken/?q=koffie&gemeente=Temse").content.decode()
    assert "Toon de resultaten zonder filters" in page


def test_titles_that_come_first_are_counted_with_them(many):
    publish("Koffie", "Oud.", source="test:een")
    publish("Koffiekoek", "Met koffie.", source="test:twee")
    for number in range(7):
        publish(f"Nog {number}", "Met koffie.", source=f"test:nog-{number}")
    search = Search("koffie", "nl")
    assert (search.total, search.is_cut) == (6, True)


def test_a_number_that_is_all_says_nothing(home, client):
    publish("Koffie", source="test:een")
    assert "1 resultaat voor" in client.get("/zoeken/?q=koffie").content.decode()
    assert not client.get("/api/zoeken/?q=koffie").json()["total_is_minimum"]


def test_those_with_the_word_in_their_title_come_first(many):
    publish("Koffie", "Oud.", source="test:een", date=datetime.date(2001, 1, 1))
    publish("Koffiekoek", "Met koffie.", source="test:twee", date=datetime.date(2001, 1, 1))
    publish("Nog een jaar", "Met koffie.", source="test:drie", date=datetime.date(2021, 1, 1))
    assert set(titles("koffie")[:2]) == {"Koffie", "Koffiekoek"}


@pytest.mark.parametrize("sort", ["", "datum", "oudste"])
@pytest.mark.parametrize("year", ["2010", "2019"])
def test_a_filter_finds_what_is_beyond_those_that_are_counted(many, sort, year):
    search = Search("koffie", "nl", Filters(jaar=year), sort)
    assert [hit.document.title for hit in search[:20]] == [f"Jaar {year}"]
    assert search.total == 1


@pytest.mark.parametrize(("sort", "first"), [("datum", "Jaar 2019"), ("oudste", "Jaar 2010")])
def test_they_can_be_read_by_date(many, sort, first):
    assert titles("koffie", sort)[0] == first


def test_a_program_gets_no_more_than_fifty_at_once(home, client):
    for number in range(51):
        publish(f"Koffie {number}", source=f"test:{number}")
    answer = client.get("/api/zoeken/?q=koffie&per_pagina=999").json()
    assert (answer["total"], len(answer["results"]), answer["pages"]) == (51, 50, 2)


def test_of_neither_few_nor_many_the_best_comes_first_wherever_the_word_stands(many):
    publish("Een pagina", "Thee.", source="test:best")
    for number in range(4):
        text = f"{'Nog iets anders. ' * 40} Dan thee."
        publish(f"Iets {number}", text, source=f"test:thee-{number}")
    assert titles("thee")[0] == "Een pagina"


def test_nobody_reads_on_beyond_the_last_that_is_ranked(many, monkeypatch):
    monkeypatch.setattr(results, "MAX_RANKED", 4)
    search = Search("koffie", "nl")
    assert (len(search), len(search[:20]), search.total) == (4, 4, 6)


def test_of_many_that_have_some_word_those_with_all_come_first(many):
    publish("Een pagina", "Koffie uit Beveren.", source="test:drie")
    for number in range(7):
        publish(f"Koffie {number}", "Iets.", source=f"test:titel-{number}")
    assert titles("waar is koffie in beveren?")[0] == "Een pagina"


def test_words_that_are_common_apart_may_be_rare_together(many, monkeypatch):
    """As many hits as there might be are many; these are few, and the best is the oldest."""
    monkeypatch.setattr(understanding, "ENOUGH", 2)
    publish("Een pagina", "Koffie en thee.", source="test:best")
    for number in range(7):
        publish(f"Thee {number}", "Iets.", source=f"test:thee-{number}")
    for number in range(4):
        text = f"Koffie {'en nog iets anders ' * 9} thee."
        publish(f"Iets {number}", text, source=f"test:beide-{number}")
    assert titles("koffie thee")[0] == "Een pagina"
