"""When few documents hold every word, what comes nearest is searched as well."""

import pytest

from search.analysis import get_analyzer
from search.query import parse
from search.ranking import weight
from search.relaxing import relaxed

DUTCH = get_analyzer("nl")


def relax(query: str, counts: list[int], total: int = 200, place: str = "") -> list[set[str]]:
    """The words of each smaller set, for words that so many documents hold."""
    parsed = parse(query, DUTCH)
    terms = parsed.terms
    by_term = dict(zip(terms, counts, strict=True))
    weights = {term: weight(count, total) for term, count in by_term.items()}
    verbs = {term for term in terms if DUTCH.is_verb(term.text)}
    places = {term for term in terms if term.text == place}
    subsets = relaxed(terms, by_term, weights, verbs, places, parsed.is_sentence)
    return [{term.text for term in subset} for subset in subsets]


def test_one_word_is_never_relaxed():
    assert relax("koffie", [3]) == []


def test_of_three_words_one_may_be_missing():
    subsets = relax("koffie thee melk", [3, 4, 5])
    for pair in ({"koffie", "thee"}, {"koffie", "melk"}, {"thee", "melk"}):
        assert pair in subsets


def test_of_two_words_the_rare_one_is_enough_and_the_common_one_is_not():
    assert relax("koffie thee", [2, 90]) == [{"koffie"}]


def test_no_single_common_word_is_enough():
    for subset in relax("koffie thee melk suiker", [2, 150, 160, 170]):
        assert "koffie" in subset


def test_a_place_alone_is_no_answer_to_who_asks_for_a_thing_there():
    assert relax("fietsmaker temse", [5, 4], place="temse") == [{"fietsmaker"}]
    subsets = relax("waar is een fietsmaker in temse?", [5, 4], place="temse")
    assert subsets == [{"fietsmaker"}]


def test_a_place_is_enough_when_no_thing_was_asked_for():
    assert relax("wandelen temse", [9, 4], place="temse") == [{"temse"}]


def test_words_that_nobody_wrote_count_as_asked():
    assert relax("identiteitskaart verloren aangifte", [0, 4, 0]) == []


def test_a_word_that_nobody_wrote_may_be_missing_beside_rare_ones():
    assert {"koffie", "thee"} in relax("koffie thee hoedhaar", [3, 4, 0])


def test_a_set_with_a_word_that_nobody_wrote_is_not_searched():
    for subset in relax("koffie thee melk hoedhaar", [3, 4, 5, 0]):
        assert "hoedhaar" not in subset


def test_a_phrase_in_quotes_is_never_left_out():
    subsets = relax('"groene thee" koffie melk', [3, 3, 3])
    assert subsets
    assert all("groene thee" in subset for subset in subsets)


def test_a_phrase_that_nobody_wrote_leaves_nothing_to_search():
    assert relax('"groene thee" koffie melk', [0, 3, 3]) == []


@pytest.mark.parametrize("query", ["koffie thee", "koffie thee melk", "koffie thee melk suiker"])
def test_every_set_is_smaller_and_comes_once(query):
    words = query.split()
    subsets = relax(query, list(range(2, 2 + len(words))))
    assert all(0 < len(subset) < len(words) for subset in subsets)
    assert len({frozenset(subset) for subset in subsets}) == len(subsets)


def test_of_a_question_one_rare_word_is_enough():
    assert {"container"} in relax("waar staat een container voor kleren?", [8, 2, 0])


def test_of_a_question_two_rarer_words_may_be_enough_together():
    subsets = relax("hoe geraakt oma in een rolstoel op het feest van de koning?", [0, 0, 2, 2, 0])
    assert {"rolstoel", "feest"} in subsets


def test_of_a_question_no_common_word_is_enough():
    assert {"koffie"} not in relax("wie zet koffie voor een jarige burgemeester?", [5, 90, 2, 3])


def test_a_verb_alone_is_no_answer():
    assert relax("wie herstelt mijn wasmachine?", [3, 0]) == []


def test_a_verb_that_nobody_wrote_hides_no_rare_thing():
    assert relax("bakfiets lenen", [2, 0]) == [{"bakfiets"}]
