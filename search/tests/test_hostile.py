"""Whatever is typed, searching answers."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import Page

from search.tests.pages import StandardPageFactory

pytestmark = pytest.mark.usefixtures("unlimited")

HOSTILE = [
    "\x00",
    "koffie\x00thee",
    '"',
    '""',
    "'",
    '"koffie',
    "' OR 1=1 --",
    "'; DROP TABLE search_searchdocument; --",
    "koffie AND",
    "NOT koffie",
    "NEAR(koffie thee, 5)",
    "title : koffie",
    "{title keywords} : koffie",
    "- {title} : koffie",
    "NEAR(koffie thee",
    'koffie" OR "thee',
    '"koffie" + "thee" *',
    "fulltext MATCH 'koffie'",
    "rank:bm25(10) koffie",
    "_koffie =koffie #koffie |koffie",
    "_ = # |",
    "koffie*",
    "^koffie",
    "koffie + thee",
    "koffie & thee | ! ( <-> :*",
    "koffie:A",
    "-",
    "--",
    '-"',
    "- - - koffie",
    "%s %d %(x)s %",
    "\\",
    "\\' \\\"",
    "(((((",
    ")" * 400,
    "{{ 7*7 }} {% now %}",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "\ud800",
    "\udfff koffie \ud83d",
    "\u200b\u200d\ufeff",
    "e" + "\u0301" * 300,
    "👩‍👩‍👧‍👦 🏳️‍🌈",
    "ﷺ" * 100,
    "ß" * 300,
    "İstanbul ǅ ﬁn ½ ² Ⅷ",
    "日本語の検索",
    "שלום עליכם",
    "\u202ekoffie",
    "\u2066koffie\u2069 \u061c",
    "مرحبا بالعالم koffie",
    "1e309",
    "9" * 400,
    "0x41 NaN Infinity -0",
    "1.000.000.000.000",
    "NULL None undefined true",
    "koffie " * 5000,
    " ".join(f"woord{i}" for i in range(5000)),
    " ".join(f"-woord{i}" for i in range(5000)),
    '"a" ' * 2000,
    "-" * 5000,
    "koffie " + '-"' * 2000,
    "a-" * 2000,
    "a'" * 2000,
    "x" * 100_000,
    "koffie thee " * 8_500,
    "groenonderhoud" * 7_000,
    "👩" * 25_000,
]
ANYTHING = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(codec=None), max_size=120),
    st.text(st.sampled_from("koffie thee\"'-*()&|!:{}^%_\\\x00é\ud800 "), max_size=60),
    st.lists(st.sampled_from(HOSTILE), max_size=3).map(" ".join),
)
NAMES = "type jaar reeks rubriek gemeente binnen sorteer letterlijk taal pagina per_pagina"
PARAMETERS = st.dictionaries(st.sampled_from(NAMES.split()), ANYTHING, max_size=3)
# Several strings in one example, for Hypothesis takes longer than a search. With
# HOSTILE_STRINGS=5000 the suite tries more of them than a developer waits for.
BATCH = 10
EXAMPLES = int(os.environ.get("HOSTILE_STRINGS", "300")) // BATCH
API_EXAMPLES, PAGE_EXAMPLES = EXAMPLES * 9 // 10, EXAMPLES // 10


class Hostile(TestCase):
    """Hostile strings with hostile filter values, on the database in use."""

    @classmethod
    def setUpTestData(cls):
        root = Page.objects.get(depth=2).specific
        for i in range(12):
            StandardPageFactory(
                parent=root,
                title=f"Koffie en thee {i}",
                slug=f"koffie-{i}",
            )

    def answer(self, path: str, queries: list[str], parameters: dict) -> None:
        for query in queries:
            # As a server decodes it: a lone surrogate cannot come through UTF-8.
            sent = {
                name: value.encode("utf-8", "replace").decode()
                for name, value in {**parameters, "q": query}.items()
            }
            assert self.client.get(path, sent).status_code == 200

    @settings(max_examples=API_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(ANYTHING, min_size=BATCH, max_size=BATCH), PARAMETERS)
    def test_the_api_answers_anything(self, queries, parameters):
        self.answer("/api/zoeken/", queries, parameters)

    @settings(max_examples=PAGE_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(ANYTHING, min_size=BATCH, max_size=BATCH), PARAMETERS)
    def test_the_page_answers_anything(self, queries, parameters):
        self.answer("/zoeken/", queries, parameters)


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_each_known_attack_is_answered(client, home, query):
    StandardPageFactory(parent=home, title="Koffie")
    for path in ("/zoeken/", "/api/zoeken/", "/api/zoeken/suggesties/"):
        assert client.get(path, {"q": query.encode("utf-8", "replace")}).status_code == 200


@pytest.mark.parametrize(
    "raw", ["q=%ff%fe%00", "q=%ED%A0%80&jaar=%00", "q", "q=a&q=b", "=%&&=", "%00=1"]
)
def test_bytes_that_are_no_text_are_answered(client, home, raw):
    for path in ("/zoeken/", "/api/zoeken/", "/api/zoeken/suggesties/"):
        assert client.get(path, QUERY_STRING=raw).status_code == 200
