"""What people type becomes terms, and few hits make the search less strict."""

from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import get_analyzer
from search.query import MAX_LENGTH, MAX_TERMS, Phrase, parse
from search.relaxing import relaxed, weights

DUTCH = get_analyzer("nl")


def words(query: str) -> list[str]:
    return [" ".join(term.match[0].tokens) for term in parse(query, DUTCH).terms]


def test_function_words_are_left_out():
    assert words("wat is het maatwerk") == ["maatwerk"]


def test_a_query_of_function_words_alone_keeps_them():
    assert len(words("wat is dat")) == 3


def test_a_word_asked_twice_counts_once():
    assert words("koffie Koffie") == ["koffie"]


def test_words_in_quotes_must_stand_together():
    (term,) = parse('"of gelijkwaardig"', DUTCH).terms
    assert term.required
    assert term.match == (Phrase("exact", ("of", "gelijkwaardig")),)


def test_typographic_quotes_are_quotes():
    assert parse("“of gelijkwaardig”", DUTCH).terms == parse('"of gelijkwaardig"', DUTCH).terms


def test_a_quote_without_an_end_runs_to_the_end():
    assert parse('"of gelijkwaardig', DUTCH).terms == parse('"of gelijkwaardig"', DUTCH).terms


def test_a_minus_excludes_a_word_and_a_phrase():
    parsed = parse('koffie -thee -"groene thee"', DUTCH)
    assert len(parsed.terms) == 1
    assert len(parsed.excluded) == 2


def test_a_hyphen_inside_a_word_excludes_nothing():
    assert not parse("sint-niklaas", DUTCH).excluded


def test_only_exclusions_ask_for_nothing():
    parsed = parse("-thee", DUTCH)
    assert (parsed.terms, parsed.excluded) == ((), ())


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=3 * MAX_LENGTH))
def test_anything_typed_stays_within_bounds(text):
    parsed = parse(text, DUTCH)
    assert len(parsed.text) <= MAX_LENGTH
    assert len(parsed.terms) <= MAX_TERMS
    assert len(parsed.excluded) <= MAX_TERMS


def relax(query: str, counts: list[int], total: int = 200) -> list[list[str]]:
    terms = parse(query, DUTCH).terms
    by_term = dict(zip(terms, counts, strict=True))
    subsets = relaxed(terms, by_term, weights(by_term, total))
    return [[term.boost[0].tokens[0] for term in subset] for subset in subsets]


def test_one_word_is_never_relaxed():
    assert relax("koffie", [3]) == []


def test_of_three_words_one_may_be_missing():
    subsets = relax("koffie thee melk", [3, 4, 5])
    assert ["koffie", "thee"] in subsets
    assert ["koffie", "melk"] in subsets


def test_of_two_words_the_rare_one_is_enough():
    assert relax("koffie thee", [2, 90]) == [["koffie"]]


def test_words_that_nobody_wrote_count_as_asked():
    assert relax("identiteitskaart verloren aangifte", [0, 4, 0]) == []


def test_a_phrase_in_quotes_is_never_left_out():
    terms = parse('"groene thee" koffie melk', DUTCH).terms
    counts = dict.fromkeys(terms, 3)
    for subset in relaxed(terms, counts, weights(counts, 200)):
        assert any(term.required for term in subset)
