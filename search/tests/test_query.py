"""What people type becomes terms."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import PART, STEM, get_analyzer
from search.query import MAX_LENGTH, MAX_TERMS, Phrase, parse, stem_phrase, tidy

DUTCH = get_analyzer("nl")


def words(query: str) -> list[str]:
    return [term.text for term in parse(query, DUTCH).terms]


def tokens(query: str) -> set[tuple[str, ...]]:
    """What finds the only term of a query."""
    (term,) = parse(query, DUTCH).terms
    return {phrase.tokens for phrase in term.match}


def test_function_words_are_left_out():
    assert words("wat is het maatwerk") == ["maatwerk"]
    assert words("was en strijk") == ["strijk"]


def test_a_verb_in_two_pieces_is_asked_as_one():
    found = parse("wie zamelt er laptops in?", DUTCH).terms[0]
    assert {(STEM + "inzamel",), (STEM + "zamel",)} <= {phrase.tokens for phrase in found.match}
    assert words("wie zamelt er laptops in?") == ["zamelt", "laptops"]


@pytest.mark.parametrize("query", ['zamelt "laptops" in', "zamelt laptops -oude in"])
def test_beside_quotes_or_a_minus_the_words_stay_as_they_were_typed(query):
    assert "zamelt" in words(query)


def test_a_query_of_function_words_alone_keeps_them():
    assert len(words("wat is dat")) == 3


@pytest.mark.parametrize("query", ["77310000-6", "CPV 77310000-6", "77310000-6, 77310000"])
def test_the_check_digit_of_a_cpv_code_is_not_asked_for(query):
    assert words(query)[-1] == "77310000"


@pytest.mark.parametrize("query", ["0477310000-6", "77310000-66", "1-77310000-6"])
def test_another_number_is_asked_as_it_is(query):
    assert "77310000" not in words(query)


def test_a_word_asked_twice_counts_once():
    assert words("koffie koffie") == ["koffie"]


def test_a_word_is_asked_in_all_its_forms_and_as_a_part_of_compounds():
    assert tokens("bedrijven") == {(STEM + "bedrijf",), (PART + "bedrijf",), ("bedrijven",)}


def test_a_compound_is_also_asked_as_its_parts_close_together():
    (term,) = parse("groenonderhoud", DUTCH).terms
    (split,) = [phrase for phrase in term.match if phrase.slop]
    assert split.tokens == (PART + "groen", PART + "onderhoud")


def test_a_hyphenated_word_is_also_asked_written_together():
    assert {(STEM + "sint", STEM + "niklaas"), (STEM + "sintniklaas",)} < tokens("sint-niklaas")


def test_the_form_that_was_typed_is_kept_as_the_best_answer():
    assert parse("Bedrijven", DUTCH).terms[0].exact == ("bedrijven",)


def test_no_guess_is_as_sure_as_the_word_itself():
    (term,) = parse("groenonderhoud", DUTCH).terms
    first, *others = [phrase.quality for phrase in term.match]
    assert all(first > other > 0 for other in others)


def test_words_in_quotes_must_stand_together_as_they_are():
    (term,) = parse('"of gelijkwaardig"', DUTCH).terms
    assert term.required
    assert term.match == (Phrase(("of", "gelijkwaardig")),)


@pytest.mark.parametrize(
    "query",
    ["“of gelijkwaardig”", "„of gelijkwaardig”", "«of gelijkwaardig»", '"of gelijkwaardig'],
)
def test_other_quotes_and_a_forgotten_one_are_quotes(query):
    assert parse(query, DUTCH).terms == parse('"of gelijkwaardig"', DUTCH).terms


def test_quotes_around_nothing_ask_nothing():
    assert words('"" koffie " "') == ["koffie"]


def test_a_minus_excludes_a_word_and_a_phrase():
    parsed = parse('koffie -thee -"groene thee"', DUTCH)
    assert words('koffie -thee -"groene thee"') == ["koffie"]
    assert [term.text for term in parsed.excluded] == ["thee", "groene thee"]


def test_an_excluded_word_excludes_no_compounds():
    (excluded,) = parse("koffie -bedrijf", DUTCH).excluded
    assert {phrase.tokens for phrase in excluded.match} == {(STEM + "bedrijf",), ("bedrijf",)}


@pytest.mark.parametrize("query", ["sint-niklaas", "koffie - thee", "2012-2013"])
def test_a_hyphen_inside_a_word_or_by_itself_excludes_nothing(query):
    assert not parse(query, DUTCH).excluded


def test_only_exclusions_ask_for_nothing():
    parsed = parse("-thee", DUTCH)
    assert (parsed.terms, parsed.excluded) == ((), ())


def test_what_was_typed_comes_back_on_one_line():
    assert tidy("  groen\n\tonderhoud\x00 ") == "groen onderhoud"


def test_a_name_is_a_phrase_of_stems_and_signs_alone_are_no_name():
    assert stem_phrase("beschutte werkplaatsen", DUTCH, 0.5) == Phrase(
        tuple(STEM + stem for stem in DUTCH.analyze("beschutte werkplaats").stems), quality=0.5
    )
    assert stem_phrase("?!", DUTCH, 0.5) is None


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=3 * MAX_LENGTH))
def test_anything_typed_stays_within_bounds(text):
    parsed = parse(text, DUTCH)
    assert len(parsed.text) <= MAX_LENGTH
    assert len(parsed.terms) <= MAX_TERMS
    assert len(parsed.excluded) <= MAX_TERMS


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=120))
def test_no_phrase_is_empty_and_none_is_surer_than_sure(text):
    parsed = parse(text, DUTCH)
    for term in (*parsed.terms, *parsed.excluded):
        assert term.match
        for phrase in term.match:
            assert phrase.tokens
            assert 0 < phrase.quality <= 1


@pytest.mark.parametrize(
    ("query", "is_sentence"),
    [
        ("waar kan ik een bakfiets lenen", True),
        ("bakfietsen lenen?", True),
        ("bakfiets lenen", False),
        ("groen onderhoud in de stad", False),
    ],
)
def test_a_question_is_told_by_its_first_word_or_its_mark(query, is_sentence):
    assert parse(query, DUTCH).is_sentence == is_sentence


def test_a_verb_in_two_pieces_is_a_verb_although_a_noun_is_like_it():
    (term, other) = parse("vraag een premie aan", DUTCH).terms
    assert (term.is_verb, other.is_verb) == (True, False)
