"""A word that the index does not know is taken for the nearest that it does."""

import pytest

from search.analysis import get_analyzer
from search.results import Search
from search.spelling import correct, nearest
from search.tests.documents import document, publish

DUTCH = get_analyzer("nl")


@pytest.fixture
def meant(store, index):
    """What each word is taken for, in an index with these words."""
    text = "koffie subsidie maatwerkbedrijf interwaas interwaas strijkatelier werkplaats thee"
    index(document("Titel", text), document("Interwaas"))

    def correct_(word: str) -> str | None:
        return correct(word, store, DUTCH)

    return correct_


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("kofffie", "koffie"),
        ("kofie", "koffie"),
        ("kofife", "koffie"),
        ("subsiedie", "subsidie"),
        ("xsubsidie", "subsidie"),
        ("usbsidie", "subsidie"),
        ("maatwrkbedijf", "maatwerkbedrijf"),
        ("interwaaas", "interwaas"),
        ("strijkattelier", "strijkatelier"),
        ("werkplats", "werkplaats"),  # could be read as werk, plats
    ],
)
def test_a_slip_is_put_right(meant, typed, word):
    assert meant(typed) == word


@pytest.mark.parametrize("word", ["olifant", "tekst", "vacature"])
def test_a_word_that_exists_is_no_mistake(meant, word):
    assert meant(word) is None


@pytest.mark.parametrize("word", ["hoe", "tee", "x", "2012", "b2b4c6", "qqqqqqqqqq", "é"])
def test_what_is_short_or_no_word_or_like_nothing_is_left_alone(meant, word):
    assert meant(word) is None


def test_a_long_possible_compound_may_have_two_slips(store, index):
    index(document("Kerststronken"))
    assert correct("kerstronken", store, DUTCH) == "kerststronken"


def test_a_possible_compound_of_which_more_than_one_letter_differs_is_left_alone(meant):
    assert meant("werkpaats") == "werkplaats"
    assert meant("werkkaart") is None


def test_of_equal_words_the_one_that_more_documents_hold_is_meant(store, index):
    index(document("Interwaas"), document("Een", "interwaas"), document("Interlaas"))
    assert correct("interxaas", store, DUTCH) == "interwaas"


def test_a_word_that_stands_nowhere_any_more_is_not_meant(store, index):
    index(document("Koffie"), document("Koffer"))
    store.replace([1], [])
    assert correct("koffei", store, DUTCH) == "koffer"


def test_words_that_look_alike_can_be_offered_to_who_found_nothing(store, index):
    index(document("Maatwerkbedrijf", "koffie"))
    assert nearest("maatwerkbedr", store, 3) == ["maatwerkbedrijf"]
    assert nearest("maatwerkbedr", store, 0) == []
    assert nearest("xylofoon", store, 3) == []


# In a search


def test_a_slip_finds_what_was_meant_and_says_so(find):
    publish("Koffie met subsidie")
    assert find("kofffie subsiedie") == ["Koffie met subsidie"]
    correction = Search("kofffie subsiedie", "nl").correction
    assert correction.text == "koffie subsidie"
    assert correction.html == "<mark>koffie</mark> <mark>subsidie</mark>"


def test_only_the_wrong_word_changes(db):
    publish("Koffie met subsidie")
    assert Search("Koffie <b> subsiedie", "nl").correction.html == (
        "Koffie &lt;b&gt; <mark>subsidie</mark>"
    )


def test_what_is_asked_literally_is_not_corrected(db):
    publish("Koffie")
    search = Search("kofffie", "nl", literal=True)
    assert (search.correction, search.count()) == (None, 0)


def test_a_slip_that_reads_as_an_odd_compound_is_corrected_though_its_parts_are_found(db):
    publish("Werkplaats")
    publish("Aan het werk", "Op het plat dak", source="test:2")
    assert Search("werkplats", "nl").correction.text == "werkplaats"


def test_what_is_in_quotes_is_not_corrected(db):
    publish("Koffie")
    assert Search('"kofffie"', "nl").correction is None


def test_a_word_that_is_found_is_not_corrected(find):
    publish("Kofffie")
    publish("Koffie", "Koffie", source="test:2")
    assert find("kofffie") == ["Kofffie"]
    assert Search("kofffie", "nl").correction is None


def test_a_word_of_another_language_is_not_meant(db):
    publish("Koffie", language="fr")
    assert Search("kofffie", "nl").correction is None


def test_a_word_that_only_another_language_holds_is_no_slip_of_itself(db):
    """“Did you mean catering? That is what we looked for.”, to who asked for catering."""
    publish("Cateringg", language="nl")
    publish("Catering", language="fr", source="test:2")
    assert Search("cateringg", "fr").correction.text == "catering"
    assert Search("catering", "fr").correction is None


def test_a_word_without_its_accents_is_found(find):
    publish("Geëxecuteerd in Temse")
    assert find("geexecuteerd") == ["Geëxecuteerd in Temse"]


def test_a_slip_in_a_word_with_accents_is_put_right(find):
    publish("Geëxecuteerd in Temse")
    assert find("geëxecuteedr") == ["Geëxecuteerd in Temse"]


def test_a_word_that_exists_with_accents_is_no_mistake(db):
    publish("Parlementaire vragen")
    assert Search("parlementariër", "nl").correction is None


def test_the_letters_of_a_wrong_word_stay_elsewhere(db):
    """In another word, and in what stands for a quotation mark in HTML."""
    publish("Koffie quota")
    correction = Search("kofffie kofffiezzz", "nl").correction
    assert correction.text == "koffie kofffiezzz"
    assert correction.html == "<mark>koffie</mark> kofffiezzz"
    correction = Search('"koffie" quot', "nl").correction
    assert correction.text == '"koffie" quota'
    assert correction.html == "&quot;koffie&quot; <mark>quota</mark>"
