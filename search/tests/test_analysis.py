"""The analysis is the same for index and query, whatever people write."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import BETWEEN, PART, SAME_PLACE, STEM, get_analyzer
from search.analysis.dutch import DutchAnalyzer
from search.analysis.folding import clean, fold
from search.analysis.plain import PlainAnalyzer

DUTCH = get_analyzer("nl")
FRENCH = get_analyzer("fr")
_ENDINGS = [f"{letter}{end}" for letter in "bdfgklmnprst" for end in ("eren", "ingen", "heden")]


def stems(text: str) -> tuple[str, ...]:
    return DUTCH.analyze(text).stems


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
        ("groen", "groene"),
        ("klein", "kleine"),
        ("hoog", "hoge", "hoger", "hogere"),
        ("grijs", "grijze"),
        ("vlaams", "vlaamse"),
        ("europees", "europese"),
        ("schaap", "schapen"),
        ("lam", "lammeren"),
        ("glas", "glazen"),
        ("artikel", "art"),
        ("Sint-Niklaas", "St-Niklaas"),
        ("zoeken", "gezocht"),
        ("breken", "gebroken"),
        ("zetten", "gezet"),
        ("melden", "gemeld", "gemelde"),
        ("gebruiken", "gebruikt"),
        ("opnemen", "opgenomen"),
        ("inschrijven", "ingeschreven"),
        ("foto", "foto's", "foto\u2019s"),
        ("maatwerkbedrijf", "maatwerkbedrijven"),
        ("café", "cafe", "CAFÉ", "cafe\u0301"),
        ("lekken", "lekkend", "lekkende"),
        ("drempelbedrag", "drempelbedragen"),
        ("gevelvlag", "gevelvlaggen"),
        ("werkzoekende", "werkzoekenden"),
        ("werkend", "werkende"),
        ("appelpersing", "appelpersingen"),
        ("duurzaamheidsdoelstelling", "duurzaamheidsdoelstellingen"),
        ("begeleiding", "begeleiden", "begeleidt"),
        ("vergelijking", "vergelijken", "vergelijkt"),
        ("221.000", "221000"),
        ("30%", "30 procent"),
    ],
)
def test_forms_of_one_word_share_their_stems(forms):
    assert len({stems(form) for form in forms}) == 1


@pytest.fixture
def often_another_thread():
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("often_another_thread")
@pytest.mark.parametrize("make", [DutchAnalyzer, lambda: PlainAnalyzer("fr")])
def test_words_have_the_same_stems_when_several_threads_ask(make):
    words = [f"{start}{end}" for start in ("vlas", "linn", "zorg") for end in _ENDINGS]
    alone = [make().stem(word) for word in words]
    together = make()
    with ThreadPoolExecutor(4) as threads:
        for stems_of_one in threads.map(lambda _n: [together.stem(w) for w in words], range(4)):
            assert stems_of_one == alone


@pytest.mark.parametrize(
    "pair",
    [
        ("gemeente", "gemeenschap"),
        ("werkplaats", "werkplek"),
        ("gemeente", "menen"),
        ("gedicht", "dicht"),
        ("gezicht", "zicht"),
        ("zone", "zoon"),
        ("aarde", "aard"),
        ("weekend", "week"),
        ("begeleiding", "beleid"),
        ("school", "schuilen"),
        ("pers", "per"),
        ("persen", "per"),
    ],
)
def test_different_words_keep_different_stems(pair):
    assert stems(pair[0]) != stems(pair[1])


@pytest.mark.parametrize("text", ["221 000", "221\u00a0000", "221\u202f000"])
def test_a_number_with_spaces_is_itself_and_its_pieces(text):
    analyzed = DUTCH.analyze(text)
    assert analyzed.exact == ("221", "000")
    assert "221000" in analyzed.parts[1]


@pytest.mark.parametrize("text", ["03 780 52 00", "in 2020 100 fietsen", "100 200 300 400 500"])
def test_numbers_that_only_stand_side_by_side_are_not_one(text):
    assert all(len(parts) == 1 for parts in DUTCH.analyze(text).parts)


def in_two_pieces(text: str) -> list[str]:
    words = list(DUTCH.words(text))
    return [verb.infinitive for verb in DUTCH.separated_verbs(text, words)]


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Een atelier zamelt de laptops in, en wist ze.", "inzamelen"),
        ("Haal uw fiets op bij het station", "ophalen"),
        ("Schrijf je in voor de vorming", "inschrijven"),
        ("hoe vraag ik een toelage aan?", "aanvragen"),
        ("om oude gsm's in te zamelen", "inzamelen"),
        ("Neem in dat geval contact met ons op.", "opnemen"),
        ("Een ploeg van tien gaat door met vegen.", "doorgaan"),
    ],
)
def test_a_verb_in_two_pieces_is_known(text, verb):
    assert in_two_pieces(text) == [verb]


@pytest.mark.parametrize(
    "text",
    [
        "De fiets staat in de stad aan de haven",
        "U krijgt korting op alles",
        "We werken in en om de stad",
        "Hij haalt brood. De koffie is op.",
        "Er is geld om te kopen",
        "We helpen door te werken",
        "We maken op die manier minder afval",
        "We werken in (het oude) Temse",
        "We werken in 'De Kringwinkel'",
        "Regels voor wie werkt",
        "Padden en kikkers veilig over de weg?",
        "Help de padden over de weg.",
    ],
)
def test_a_preposition_is_no_piece_of_a_verb(text):
    assert not in_two_pieces(text)


def test_a_verb_in_two_pieces_stands_in_the_index_as_one():
    parts = DUTCH.analyze("Wij zamelen laptops in.").parts
    assert set(stems("inzamelen")) <= set(parts[1])


@pytest.mark.parametrize("word", ["herstelt", "opgehaald", "lenen", "gezocht", "maakte"])
def test_a_form_of_a_verb_is_known_as_one(word):
    assert DUTCH.is_verb(word)


@pytest.mark.parametrize("word", ["fiets", "ramen", "sleutels", "school", "examen", "kijk"])
def test_a_noun_is_no_verb_although_there_is_one_like_it(word):
    assert not DUTCH.is_verb(word)


@pytest.mark.parametrize(
    ("written", "verb"), [("inscannen", "scannen"), ("weggeven", "geven"), ("opgehaald", "halen")]
)
def test_a_verb_with_a_word_before_it_has_a_simple_one_in_it(written, verb):
    assert DUTCH.simple_verb(written) == stems(verb)[0]


@pytest.mark.parametrize("word", ["verkopen", "bekijken", "werken", "opening"])
def test_other_words_have_no_simple_verb_in_them(word):
    assert DUTCH.simple_verb(word) is None


def test_the_exact_form_has_its_own_accents_folded_and_nothing_else():
    assert DUTCH.analyze("Cafés, bedrijven!").exact == ("cafes", "bedrijven")


def test_a_hyphenated_word_is_its_parts_and_also_written_together():
    analyzed = DUTCH.analyze("Sint-Gillis-Waas")
    assert analyzed.exact == ("sint", "gillis", "waas")
    assert "sintgilliswaas" in analyzed.parts[-1]


def test_words_written_together_take_no_place_and_break_no_phrase():
    assert DUTCH.analyze("e-facturen sturen").exact == ("e", "facturen", "sturen")


def test_a_compound_has_its_parts_and_a_simple_word_itself():
    analyzed = DUTCH.analyze("groenonderhoud koffie")
    assert analyzed.parts == (("groen", "onderhoud"), ("koffie",))


def test_a_part_is_the_stem_of_the_word_that_it_is():
    assert DUTCH.analyze("drinkbussen").parts[0] == (*stems("drink"), *stems("bus"))


def test_texts_are_apart_so_that_no_phrase_runs_from_one_into_the_next():
    assert DUTCH.analyze("koffie", "thee").exact == ("koffie", BETWEEN, "thee")


def test_an_apostrophe_before_a_word_does_not_matter():
    assert DUTCH.analyze("'t Strijkateljee").exact == DUTCH.analyze("t strijkateljee").exact


def test_a_soft_hyphen_does_not_break_a_word():
    assert stems("maat\u00adwerk") == stems("maatwerk")


def test_a_word_knows_where_it_stands():
    (word,) = DUTCH.words("  Koffie!")
    assert (word.start, word.end, word.exact) == (2, 8, ("koffie",))


def test_french_and_english_have_their_own_stems_and_no_compounds():
    assert FRENCH.analyze("L'économie sociale").exact == ("l", "economie", "sociale")
    assert FRENCH.analyze("sociale").stems == FRENCH.analyze("sociales").stems
    assert get_analyzer("en-gb").analyze("jobs").stems == get_analyzer("en").analyze("job").stems


def test_a_language_without_a_stemmer_is_folded_only():
    assert get_analyzer("da").analyze("Økonomi").stems == ("okonomi",)


def test_a_year_stays_as_it_is():
    assert stems("2012") == ("2012",)


@pytest.mark.parametrize(("written", "right"), [("fotos", "foto's"), ("collegas", "collega's")])
def test_a_plural_without_its_apostrophe_is_that_plural(written, right):
    assert stems(written) == stems(right)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("overheid", "over"),
        ("gezondheid", "zon"),
        ("gebouw", "bouw"),
        ("vorming", "vorm"),
        ("parking", "parken"),
        ("taks", "tak"),
        ("streek", "strijken"),
        ("slopen", "sluipen"),
    ],
)
def test_what_the_stemmer_would_make_of_it_is_not_taken_for_another_word(word, other):
    assert stems(word) != stems(other)


def test_existing_words_are_known_and_slips_are_not():
    assert all(map(DUTCH.is_word, ["koffie", "bedrijven"]))
    assert not any(map(DUTCH.is_word, ["kofffie", "bedrijfven"]))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_tokens_hold_plain_letters_and_digits_and_the_lines_run_in_step(text):
    for analyzer in (DUTCH, FRENCH):
        analyzed = analyzer.analyze(text)
        parts = [part for parts in analyzed.parts for part in parts]
        for token in [*analyzed.exact, *analyzed.stems, *parts]:
            assert token.isalnum()
            assert token.isascii()
        assert len(analyzed.exact) == len(analyzed.stems) == len(analyzed.parts)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_the_lines_of_an_index_are_told_apart_by_their_first_character(text):
    exact, stems, parts = str(DUTCH.analyze(text)).split("\n")
    assert all(token[0].isalnum() for token in exact.split())
    assert all(token[0] == STEM for token in stems.split())
    assert all(token[0] == PART for token in parts.split() if token != SAME_PLACE)
    places = len(parts.split()) - 2 * parts.split().count(SAME_PLACE)
    assert places == len(exact.split()) == len(stems.split())


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(clean(text))) == fold(clean(text))


@settings(max_examples=200, deadline=None)
@given(st.from_regex(r"[a-zA-Zà-ÿ]{2,15}( [a-zA-Zà-ÿ]{2,15}){0,5}", fullmatch=True))
def test_a_query_has_the_tokens_that_the_index_has(text):
    assert DUTCH.analyze(text.upper()).exact == DUTCH.analyze(text).exact
