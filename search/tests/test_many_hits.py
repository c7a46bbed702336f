"""More hits than can be weighed: which are read, counted and shown first."""

import datetime

import pytest

from search import results
from search.filters import Filters
from search.results import Search
from search.tests.documents import publish


@pytest.fixture
def many(db, monkeypatch):
    """Ten pages with coffee in their text, one of each year, where four are many."""
    monkeypatch.setattr(results, "FEW", 3)
    monkeypatch.setattr(results, "MAX_WEIGHED", 2)
    for year in range(2010, 2020):
        date = datetime.date(year, 5, 1)
        publish(f"Jaar {year}", "Met koffie.", date=date, year=year, source=f"test:{year}")


def titles(query: str, sort: str = "", **filters) -> list[str]:
    search = Search(query, "nl", Filters(**filters), sort)
    return [hit.document.title for hit in search[:20]]


def test_all_are_found_and_counted(many):
    search = Search("koffie", "nl")
    assert (len(search), search.total) == (10, 10)
    assert len(titles("koffie")) == 10


def test_those_with_the_word_in_their_title_come_first(many):
    publish("Koffie", "Oud.", source="test:een", date=datetime.date(2001, 1, 1))
    publish("Koffiekoek", "Met koffie.", source="test:twee", date=datetime.date(2001, 1, 1))
    publish("Nog een jaar", "Met koffie.", source="test:drie", date=datetime.date(2021, 1, 1))
    assert set(titles("koffie")[:2]) == {"Koffie", "Koffiekoek"}


def test_a_filter_finds_the_old_ones_among_them(many):
    assert titles("koffie", jaar="2010") == ["Jaar 2010"]


@pytest.mark.parametrize(("sort", "first"), [("datum", "Jaar 2019"), ("oudste", "Jaar 2010")])
def test_they_can_be_read_by_date(many, sort, first):
    assert titles("koffie", sort)[0] == first


def test_what_has_all_the_words_comes_before_titles_with_one_of_them(many):
    publish("Koffie en meer", "Iets.", source="test:een")
    publish("Koffie, nog eens", "Iets.", source="test:twee")
    publish("Een pagina", "Koffie uit Beveren.", source="test:drie")
    assert titles("koffie beveren")[0] == "Een pagina"


def test_a_number_that_is_not_all_says_so(many, home, client, monkeypatch):
    assert "10 resultaten voor" in client.get("/zoeken/?q=koffie").content.decode()
    monkeypatch.setattr(results, "MANY", 5)
    assert "Minstens 5 resultaten voor" in client.get("/zoeken/?q=koffie").content.decode()


def test_a_filter_finds_what_is_beyond_those_that_are_counted(many, monkeypatch):
    monkeypatch.setattr(results, "MANY", 5)
    search = Search("koffie", "nl", Filters(jaar="2010"))
    assert [hit.document.title for hit in search[:20]] == ["Jaar 2010"]
    assert search.total == 1
