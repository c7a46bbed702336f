"""Excerpts are cut from the original text, safe as HTML, with the matching words marked."""

import re
from html import unescape
from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import TokenLines, Word, get_analyzer
from search.excerpts import excerpt, mark

DUTCH = get_analyzer("nl")


def stems(words: str) -> set[str]:
    return set(DUTCH.analyze(words).stems)


def cut(text: str, words: str) -> str:
    return excerpt(text, TokenLines(str(DUTCH.analyze(text))), stems(words), DUTCH)


def marked(text: str, words: str) -> str:
    return mark(text, TokenLines(str(DUTCH.analyze(text))), stems(words), DUTCH)


def test_every_form_of_the_word_is_marked_as_it_was_written():
    html = marked("Een bedrijf of twee Bedrijven", "bedrijven")
    assert html == "Een <mark>bedrijf</mark> of twee <mark>Bedrijven</mark>"


def test_a_hyphenated_word_is_marked_as_a_whole():
    assert marked("Een e-factuur", "efactuur") == "Een <mark>e-factuur</mark>"


def test_markup_in_a_text_is_shown_and_not_obeyed():
    html = cut("<script>koffie</script> & meer", "koffie")
    assert html == "&lt;script&gt;<mark>koffie</mark>&lt;/script&gt; &amp; meer"


def test_the_excerpt_is_the_stretch_with_most_of_the_words():
    text = f"{'Koffie. ' * 5}{'Niets te zien hier. ' * 60}Koffie met een koekje. {'Slot. ' * 90}"
    html = cut(text, "koffie koekje")
    assert "<mark>koekje</mark>" in html
    assert html.startswith("… ")
    assert html.endswith(" …")


def test_a_text_without_the_words_shows_its_beginning():
    assert cut("Begin bij een perceel.", "koffie") == "Begin bij een perceel."


def all_stems(word: Word) -> set[str]:
    return {*word.stems, *chain.from_iterable(word.parts), *(word.joined or ())[1:]}


@settings(max_examples=200, deadline=None)
@given(st.text("koffie-'s ée.%019 \n", max_size=80), st.text("koffie-'s ée%019 ", max_size=20))
def test_the_tokens_of_the_index_mark_what_the_analysis_marks(text, words):
    html = marked(text, words)
    wanted = stems(words)
    found = [text[word.start : word.end] for word in DUTCH.words(text) if all_stems(word) & wanted]
    assert re.findall("<mark>(.*?)</mark>", unescape(html)) == found
    assert cut(text, words) == html


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=600), st.text(max_size=20))
def test_no_text_makes_an_unclosed_mark(text, words):
    html = cut(text, words)
    assert html.count("<mark>") == html.count("</mark>")
    assert "<" not in html.replace("<mark>", "").replace("</mark>", "")
