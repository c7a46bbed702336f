"""The dictionary is kept in less memory than it comes in, and says the same."""

import pytest
from simplemma.strategies import DefaultDictionaryFactory

from cms.signals import before_serving
from search.analysis.lexicon import Lemmas, frequencies, lemmas


def test_each_word_has_the_lemma_that_the_dictionary_gives():
    words = DefaultDictionaryFactory(cache_max_size=0).get_dictionary("nl")
    assert dict(lemmas().items()) == dict(words)
    assert all(lemmas().get(word) == base for word, base in words.items())


@pytest.mark.parametrize("word", ["", "a", "zz", "bedrijfx", "bedrij", "\u00bf", "\uffff", "a\tb"])
def test_what_the_dictionary_does_not_list_is_no_word(word):
    assert lemmas().get(word) is None


@pytest.mark.parametrize("number", range(1, 40))
def test_the_first_and_the_last_word_are_found_however_many_there_are(number):
    words = {f"woord{at:02}": f"lemma{at}" for at in range(number)}
    kept = Lemmas({word.encode(): base.encode() for word, base in words.items()})
    assert {word: kept.get(word) for word in words} == words
    assert kept.get("woord") is None
    assert kept.get(f"woord{number:02}") is None


def test_the_words_are_there_before_a_web_server_answers():
    lemmas.cache_clear()
    frequencies.cache_clear()
    before_serving.send(sender=None)
    assert lemmas.cache_info().currsize == frequencies.cache_info().currsize == 1
