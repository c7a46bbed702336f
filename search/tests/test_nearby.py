"""Who found nothing is offered queries that do find something."""

import pytest

from search.results import Search
from search.tests.documents import publish

pytestmark = pytest.mark.django_db


def offered(query: str, language: str = "nl") -> list[str]:
    return Search(query, language).nearest


def test_the_word_that_nothing_holds_is_replaced_within_the_query():
    publish("Kerkhof in Temse")
    assert offered("kerkhof temsche") == ["kerkhof temse", "kerkhof"]


def test_a_word_like_nothing_is_left_out():
    publish("Kerkhof in Temse")
    assert offered("kerkhof zzzzqq temse") == ["kerkhof temse"]


def test_words_that_are_known_but_find_nothing_together_are_each_replaced():
    publish("Koffie", "Met thee.")
    publish("Koffer", source="test:2")
    assert offered("koffie -thee") == ["koffer -thee"]


def test_what_is_left_of_a_query_is_offered_only_when_it_says_something():
    publish("Naar de bakker", "Open in het dorp.")
    assert offered("vliegticket naar Spanje") == []
    assert offered("zzzzqq in het dorp") == ["in het dorp"]


def test_a_word_that_only_another_language_holds_is_not_offered():
    publish("Maatwerkbedrijf", language="fr")
    assert offered("maatwerkbedr") == []


def test_what_was_asked_is_not_offered_again():
    publish("Traiteur", language="fr")
    assert offered("traiteur") == []


def test_nothing_is_offered_for_a_query_without_words():
    assert offered("?!") == []
