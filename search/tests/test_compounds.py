"""Dutch writes words together: the parts find the whole, and the whole its parts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import get_analyzer
from search.analysis.compounds import LONGEST, SHORTEST_PART, split
from search.models import SearchDocument
from search.tests.documents import publish


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("groenonderhoud", ("groen", "onderhoud")),
        ("gemeenteraad", ("gemeente", "raad")),
        ("verpakkingsmateriaal", ("verpakking", "materiaal")),
        ("kinderopvang", ("kind", "opvang")),
        ("zonnepanelen", ("zon", "paneel")),
        ("eierdoos", ("ei", "doos")),
        ("drinkbussen", ("drink", "bus")),
        ("energiesnoeier", ("energie", "snoeier")),
        ("invoegbedrijf", ("invoeg", "bedrijf")),
        ("maatwerkbedrijf", ("maatwerk", "bedrijf")),
        ("appelpersing", ("appel", "persen")),
        ("ledverlichting", ("led", "verlichting")),
        ("jeugdhuistoog", ("jeugd", "huis", "toog")),
    ],
)
def test_a_compound_is_cut_in_its_words_without_linking_letters(word, parts):
    stem = get_analyzer("nl").stem
    assert [stem(part) for part in split(word)] == [stem(part) for part in parts]


def test_a_word_has_the_same_parts_wherever_it_stands():
    assert split("gemeenteraadsverkiezing")[:2] == split("gemeenteraad")


@pytest.mark.parametrize(
    "word",
    ["koffie", "bedrijf", "natuur", "maatwerk", "tewerkstelling", "voorstel", "vrijwilliger"],
)
def test_a_word_that_only_looks_like_two_stays_whole(word):
    assert split(word) == ()


@pytest.mark.parametrize("word", ["beveren", "waasland", "waasmunster", "zwijndrecht"])
def test_a_place_is_not_cut(word):
    assert split(word) == ()


@settings(max_examples=500, deadline=None)
@given(st.text(st.sampled_from("abdefgiknoprst"), max_size=LONGEST + 5))
def test_any_word_is_whole_or_of_two_parts_at_least(word):
    parts = split(word)
    assert len(parts) != 1
    assert all(len(part) >= SHORTEST_PART - 1 for part in parts)  # eier becomes ei


# In a search


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Groenonderhoud in het park", "groen onderhoud"),
        ("Groenonderhoud in het park", "onderhoud groen"),
        ("Onderhoud van het groen", "groenonderhoud"),
        ("Materiaal voor verpakking", "verpakkingsmateriaal"),
        ("Verpakkingsmateriaal", "verpakking materiaal"),
        ("Zonnepanelen op het dak", "zonnepaneel"),
        ("Maatwerkbedrijven in de streek", "bedrijf"),
        ("E-facturen versturen", "efactuur"),
        ("De kleuteropvang", "opvang van kleuters"),
    ],
)
def test_parts_and_wholes_find_each_other(find, text, query):
    publish(text)
    publish("Iets heel anders", source="test:2")
    assert find(query) == [text]


def test_parts_far_from_each_other_are_not_the_compound(find):
    publish("Onderhoud", f"van de fiets. {'Hier staat nog veel meer tekst. ' * 8} Groen is mooi.")
    assert find("groenonderhoud") == []


def test_the_word_itself_comes_before_its_parts(find):
    publish("Onderhoud van groen")
    publish("Groenonderhoud", source="test:2")
    assert find("groenonderhoud") == ["Groenonderhoud", "Onderhoud van groen"]


def test_the_words_as_asked_come_before_the_word_written_together(find):
    publish("Bedrijf")
    publish("Maatwerkbedrijf", source="test:2")
    assert find("bedrijf") == ["Bedrijf", "Maatwerkbedrijf"]
    assert SearchDocument.objects.count() == 2
