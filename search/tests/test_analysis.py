"""The analysis is the same for index and query, whatever people write."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import get_analyzer
from search.analysis.folding import clean, fold

DUTCH = get_analyzer("nl")
PLAIN = get_analyzer("fr")


def stems(text: str) -> list[str]:
    return DUTCH.analyze(text).stems.split()


@pytest.mark.parametrize(
    "forms",
    [
        ("bedrijf", "bedrijven"),
        ("sociaal", "sociale"),
        ("nieuwsbrief", "nieuwsbrieven"),
        ("subsidie", "subsidies"),
        ("lid", "leden"),
        ("stad", "steden"),
        ("duurzaam", "duurzame"),
        ("foto", "foto's", "foto\u2019s"),
        ("maatwerkbedrijf", "maatwerkbedrijven"),
        ("café", "cafe", "CAFÉ", "cafe\u0301"),
        ("221.000", "221000"),
        ("30%", "30 procent"),
    ],
)
def test_forms_of_one_word_share_their_stems(forms):
    assert len({tuple(stems(form)) for form in forms}) == 1


@pytest.mark.parametrize("pair", [("gemeente", "gemeenschap"), ("werkplaats", "werkplek")])
def test_different_words_keep_different_stems(pair):
    assert stems(pair[0]) != stems(pair[1])


def test_a_hyphenated_word_is_found_by_its_parts_and_written_together():
    assert DUTCH.analyze("Sint-Gillis-Waas").exact == "sint gillis waas sintgilliswaas"


def test_words_written_together_follow_at_the_end_where_they_break_no_phrase():
    assert DUTCH.analyze("e-facturen sturen").exact == "e facturen sturen efacturen"


def test_an_apostrophe_before_a_word_does_not_matter():
    assert DUTCH.analyze("'t Strijkateljee").exact == DUTCH.analyze("t strijkateljee").exact


def test_a_soft_hyphen_does_not_break_a_word():
    assert stems("maat\u00adwerk") == stems("maatwerk")


def test_a_word_knows_where_it_stands():
    (word,) = DUTCH.words("  Koffie!")
    assert (word.start, word.end, word.exact) == (2, 8, ("koffie",))


def test_another_language_is_folded_but_not_stemmed():
    assert PLAIN.analyze("L'économie sociale").stems == "l economie sociale leconomie"


def test_a_year_stays_as_it_is():
    assert stems("2012") == ["2012"]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_tokens_hold_plain_letters_and_digits_only(text):
    for analyzer in (DUTCH, PLAIN):
        analyzed = analyzer.analyze(text)
        for token in [*analyzed.exact.split(), *analyzed.stems.split()]:
            assert token.isalnum()
            assert token.isascii()
        assert len(analyzed.exact.split()) == len(analyzed.stems.split())


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(clean(text))) == fold(clean(text))


@settings(max_examples=200, deadline=None)
@given(st.from_regex(r"[a-zA-Zà-ÿ]{2,15}( [a-zA-Zà-ÿ]{2,15}){0,5}", fullmatch=True))
def test_a_query_has_the_tokens_that_the_index_has(text):
    assert DUTCH.analyze(text.upper()).exact == DUTCH.analyze(text).exact
