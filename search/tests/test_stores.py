"""The contract of a store. A second store stands it when it is added to STORES."""

import datetime
from collections import Counter

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search.filters import Filters
from search.query import Phrase, Term
from search.stores import Match, Order
from search.stores.fts5 import FTS5Store
from search.tests.documents import document, match

STORES = {"fts5": lambda folder: FTS5Store(folder / "index.sqlite3")}


@pytest.fixture(params=STORES)
def store(request, tmp_path):
    return STORES[request.param](tmp_path)


@pytest.fixture
def best(store):
    """The titles that a query finds, best first."""

    def titles(asked: str | Match, limit: int = 50, in_title: bool = False, **filters):
        asked = match(asked) if isinstance(asked, str) else asked
        found = store.find(asked, Order.BEST, limit, Filters(**filters), in_title)
        titles = store.documents()
        return [titles[pk] for pk, *_ in found]

    return titles


@pytest.fixture
def years(store):
    """The years of the documents about coffee, in some order."""

    def find(order: Order) -> list[str]:
        return [date[:4] for _, _, _, date in store.find(match("koffie"), order, 9)]

    return find


# Writing


def test_documents_that_are_put_in_are_there_by_key_and_by_source(store):
    store.replace([], [document("Koffie", pk=3), document("Thee", pk=7, source="test:2")])
    assert store.documents() == {3: "Koffie", 7: "Thee"}
    assert store.documents(["test:2", "test:99"]) == {7: "Thee"}
    assert store.documents([]) == {}


def test_what_is_taken_out_is_found_no_more(store, best):
    store.replace([], [document("Koffie", pk=1), document("Koffie met melk", pk=2)])
    store.replace([1, 99], [document("Koffie zonder", pk=3)])
    assert sorted(best("koffie")) == ["Koffie met melk", "Koffie zonder"]
    assert store.problems() == []


def test_a_key_that_comes_back_is_found_by_its_new_words_only(store, best):
    store.replace([], [document("Koffie", pk=1)])
    store.replace([1], [document("Thee", pk=1)])
    assert (best("koffie"), best("thee")) == ([], ["Thee"])


def test_a_tidy_store_finds_what_it_found(store, best, index):
    index(*(document(f"Koffie {number}") for number in range(20)))
    before = best("koffie")
    store.tidy()
    assert best("koffie") == before
    assert store.problems() == []


# What matches


def test_all_words_must_be_there_in_whatever_field(best, index):
    index(document("Koffie", "met melk"), document("Thee", "met melk"))
    assert best("koffie melk") == ["Koffie"]


def test_another_form_of_the_word_is_found(best, index):
    index(document("De bedrijven"))
    assert best("bedrijf") == ["De bedrijven"]


def test_a_keyword_finds_what_does_not_show_it(best, index):
    index(document("Schoonmaak", keywords="poetsen\nkuisen"))
    assert best("kuisen") == ["Schoonmaak"]
    assert best('"poetsen kuisen"') == []


@pytest.mark.parametrize("query", ["nieuwsbrief 2012", "maatwerknieuws nr 23", "mei 2012 fiets"])
def test_the_series_the_number_and_the_month_find_an_issue(best, index, query):
    issue = {"series": "waas", "series_name": "Waas maatwerknieuws", "number": 23}
    index(document("Fietsen", date=datetime.date(2012, 5, 1), year=2012, **issue))
    assert best(query) == ["Fietsen"]


def test_a_phrase_needs_its_words_next_to_each_other_in_one_field(best, index):
    index(
        document("Een", "merk of gelijkwaardig"),
        document("Twee", "gelijkwaardig of niet"),
        document("Merk of", "gelijkwaardig aan iets"),
    )
    assert best('"of gelijkwaardig"') == ["Een"]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("efacturen", "E-facturen"),
        ("e-factuur", "E-facturen"),
        ("sint gillis waas", "Sint-Gillis-Waas"),
        ("sint-gillis-waas", "Sint-Gillis-Waas"),
        ("sintgilliswaas", "Sint-Gillis-Waas"),
    ],
)
def test_hyphens_do_not_matter(best, index, query, title):
    index(document("E-facturen"), document("Sint-Gillis-Waas"))
    assert best(query) == [title]


def test_an_excluded_word_keeps_a_document_out(best, index):
    index(document("Koffie", "en thee"), document("Koffie zonder meer"))
    assert best("koffie -thee") == ["Koffie zonder meer"]
    assert best('koffie -"zonder meer"') == ["Koffie"]


def test_any_alternative_is_enough(best, index):
    index(document("Koffie"), document("Thee"), document("Melk"))
    koffie, thee = match("koffie thee").alternatives[0]
    assert sorted(best(Match("nl", ((koffie,), (thee,))))) == ["Koffie", "Thee"]


def test_near_words_may_stand_in_any_order_with_some_words_between(best, index):
    index(
        document("Een", "onderhoud van het groen"),
        document("Twee", f"onderhoud {'en nog veel meer ' * 9} groen"),
    )
    asked = Term("groenonderhoud", (Phrase(("_groen", "_onderhoud"), slop=6),))
    assert best(Match("nl", ((asked,),))) == ["Een"]


def test_a_prefix_finds_what_begins_so(best, index):
    index(document("Koffiekoek"), document("Filterkoffie"))
    asked = Term("koff", (Phrase(("koff",), is_prefix=True),))
    assert best(Match("nl", ((asked,),))) == ["Koffiekoek"]


def test_another_language_is_not_found(store, best, index):
    index(document("Koffie", language="en"), document("Koffie met melk"))
    assert best("koffie") == ["Koffie met melk"]
    assert best(match("koffie", "en")) == ["Koffie"]
    assert (store.total("nl"), store.total("en"), store.total("fr")) == (1, 1, 0)


def test_what_has_expired_is_nowhere(store, best, index):
    now = timezone.now()
    index(
        document("Koffie", expires_at=now - datetime.timedelta(minutes=1)),
        document("Koffie nu", expires_at=now + datetime.timedelta(hours=1)),
    )
    asked = match("koffie")
    assert best("koffie") == ["Koffie nu"]
    assert store.count([asked]) == [1]
    assert [len(store.find(asked, order, 10)) for order in Order] == [1] * len(Order)


@pytest.mark.parametrize("word", ["AND", "OR", "NOT", "NEAR", "and or not near"])
def test_a_word_that_an_engine_takes_for_an_operator_is_a_word(best, index, word):
    index(document("Titel", f"Een {word} in de tekst"), document("Koffie"))
    assert best(f'"{word}"') == ["Titel"]


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example("5e1x")
@given(st.text(st.characters(codec="utf-8", categories=["Ll", "Lu", "Lo", "Nd"]), min_size=1))
def test_no_word_is_lost_between_the_analysis_and_the_store(store, best, word):
    store.replace(list(store.documents()), [document("Titel", word[:60], pk=1)])
    asked = match(f'"{word[:60]}"')
    if asked.alternatives[0]:
        assert best(asked) == ["Titel"]


# Order and number


def test_a_word_in_the_title_comes_before_one_in_the_text(best, index):
    index(
        document("Iets anders", "Over koffie en over nog veel meer."),
        document("Koffie", "Over iets anders en over nog veel meer."),
    )
    assert best("koffie") == ["Koffie", "Iets anders"]


def test_only_titles_and_keywords_are_searched_on_demand(best, index):
    index(document("Koffie"), document("Slot", "koffie"), document("Drank", keywords="koffie"))
    assert sorted(best("koffie", in_title=True)) == ["Drank", "Koffie"]


def test_a_word_that_is_excluded_may_not_stand_in_the_text_either(best, index):
    index(document("Koffie", "en thee"), document("Koffie zonder meer"))
    assert best("koffie -thee", in_title=True) == ["Koffie zonder meer"]


def test_no_more_than_the_limit_comes_back(store, best, index):
    index(*(document(f"Koffie {number}") for number in range(7)))
    assert [len(store.find(match("koffie"), order, 3)) for order in Order] == [3] * len(Order)


def test_hits_come_by_date_in_either_direction_and_those_without_a_date_last(index, years):
    for year in (2012, 2020, None, 2016):
        date = year and datetime.date(year, 1, 1)
        index(document(f"Koffie {year}", date=date))
    assert years(Order.NEWEST) == ["2020", "2016", "2012", ""]
    assert years(Order.OLDEST) == ["2012", "2016", "2020", ""]


def test_hits_come_in_the_order_in_which_they_were_indexed_the_last_first(index, years):
    for year in (2012, 2020, 2016):
        index(document(f"Koffie {year}", date=datetime.date(year, 1, 1)))
    assert years(Order.LAST_INDEXED) == ["2016", "2020", "2012"]


def test_a_candidate_says_what_folding_and_ranking_need(store, index):
    date = datetime.date(2012, 6, 1)
    index(document("Een", "koffie", kind="artikel", date=date, issue_path="/k/"))
    ((pk, facet, *issue_and_date),) = store.find(match("koffie"), Order.BEST, 9)
    assert (pk, *issue_and_date) == (1, "/k/", "2012-06-01")
    assert store.facts([facet])[facet].kind == "artikel"


# Counting and filtering


def test_each_match_is_counted(store, index):
    index(document("Koffie"), document("Koffie met thee"), document("Melk"))
    assert store.count([match(query) for query in ("koffie", "thee", "hoed")]) == [2, 1, 0]
    assert store.count([]) == []


def test_a_count_stops_at_its_limit(store, index):
    index(document("Koffie een"), document("Koffie twee"), document("Koffie drie"))
    assert store.count([match("koffie"), match("thee")], limit=2) == [2, 0]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"type": "nieuws"}, ["Koffie een"]),
        ({"jaar": "2012"}, ["Koffie een"]),
        ({"reeks": "waas", "rubriek": "tip"}, ["Twee"]),
        ({"gemeente": "Temse"}, ["Koffie drie"]),
        ({"gemeente": "Beveren"}, ["Koffie drie"]),
        ({"gemeente": "Bever"}, []),
        ({"binnen": "/k/"}, ["Twee"]),
        ({"type": "nieuws", "reeks": "waas"}, []),
    ],
)
def test_filters_narrow_the_hits_in_every_order(store, best, index, filters, found):
    index(
        document("Koffie een", kind="nieuws", year=2012, date=datetime.date(2012, 1, 1)),
        document("Twee", "koffie", kind="artikel", series="waas", rubric="tip", issue_path="/k/"),
        document("Koffie drie", kind="bedrijf", municipality="Beveren, Temse"),
    )
    assert best("koffie", **filters) == found
    asked, chosen = match("koffie"), Filters(**filters)
    assert {len(store.find(asked, order, 9, chosen)) for order in Order} == {len(found)}


def test_documents_with_the_same_facts_share_a_facet(store, index):
    index(*(document(f"Koffie {number}", kind="nieuws", year=2012) for number in range(3)))
    index(document("Koffie", kind="artikel", series="waas", series_name="Waas"))
    numbers = Counter(facet for _, facet, _, _ in store.find(match("koffie"), Order.BEST, 9))
    facts = store.facts(numbers)
    counts = {facts[facet].kind: count for facet, count in numbers.items()}
    assert counts == {"nieuws": 3, "artikel": 1}
    assert {each.kind: each.year for each in facts.values()} == {"nieuws": 2012, "artikel": 0}
    assert {each.series_name for each in facts.values()} == {"", "Waas"}


# Tokens and words


def test_tokens_come_back_as_they_were_put_in(store, index):
    made = document("Koffie", "Met melk", keywords="Mokka")
    index(made)
    tokens = (made.title_tokens, made.keywords_tokens, made.context_tokens, made.body_tokens)
    assert store.tokens([1, 99]) == {1: tokens}


def test_words_are_counted_by_the_documents_that_hold_them(store, index):
    index(document("Koffie", "koffie koffie"), document("Koffiekoek"), document("Thee"))
    assert store.frequencies(["koffie", "thee", "hoed"]) == {"koffie": 1, "thee": 1}
    assert dict(store.vocabulary("koff", 9)) == {"koffie": 1, "koffiekoek": 1}
    assert len(store.vocabulary("koff", 1)) == 1
    assert store.vocabulary("hoed", 9) == []
    assert store.words("koff", 5, 7) == ["koffie"]
    assert sorted(store.words("koff", 6, 10)) == ["koffie", "koffiekoek"]
    assert store.words("koff", 3, 5) == store.words("koff", 7, 6) == []
