"""Whatever is typed, searching answers, and soon."""

import time

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import Page

from search.tests.pages import StandardPageFactory

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
    "title_exact : koffie",
    "{body_exact} : koffie",
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
    "1e309",
    "9" * 400,
    "0x41 NaN Infinity -0",
    "1.000.000.000.000",
    "NULL None undefined true",
    "koffie " * 5000,
    " ".join(f"woord{i}" for i in range(5000)),
    " ".join(f"-woord{i}" for i in range(5000)),
    '"a" ' * 2000,
    "a-" * 2000,
    "a'" * 2000,
    "x" * 100_000,
]
ANYTHING = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(codec=None), max_size=120),
    st.text(st.sampled_from("koffie thee\"'-*()&|!:{}^%_\\\x00é\ud800 "), max_size=60),
    st.lists(st.sampled_from(HOSTILE), max_size=3).map(" ".join),
)
PARAMETERS = st.dictionaries(
    st.sampled_from(["type", "jaar", "reeks", "rubriek", "taal", "pagina", "per_pagina"]),
    ANYTHING,
    max_size=3,
)
EXAMPLES = 1000  # of each test below: 2,000 in all
SLOWEST = 2.0  # seconds of this process for one request


class Hostile(TestCase):
    """2,000 strings with hostile filter values, on the database in use."""

    @classmethod
    def setUpTestData(cls):
        root = Page.objects.get(depth=2).specific
        for i in range(12):
            StandardPageFactory(
                parent=root,
                title=f"Koffie en thee {i}",
                slug=f"koffie-{i}",
            )

    def answer(self, path: str, query: str, parameters: dict) -> None:
        # As a server decodes it: a lone surrogate cannot come through UTF-8.
        sent = {
            name: value.encode("utf-8", "replace").decode()
            for name, value in {**parameters, "q": query}.items()
        }
        start = time.process_time()
        response = Client().get(path, sent)
        assert response.status_code == 200
        assert time.process_time() - start < SLOWEST

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(ANYTHING, PARAMETERS)
    def test_the_api_answers_anything(self, query, parameters):
        self.answer("/api/zoeken/", query, parameters)

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(ANYTHING, PARAMETERS)
    def test_the_page_answers_anything(self, query, parameters):
        self.answer("/zoeken/", query, parameters)


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_each_known_attack_is_answered(client, home, query):
    StandardPageFactory(parent=home, title="Koffie")
    for path in ("/zoeken/", "/api/zoeken/"):
        assert client.get(path, {"q": query.encode("utf-8", "replace")}).status_code == 200


@pytest.mark.parametrize(
    "raw", ["q=%ff%fe%00", "q=%ED%A0%80&jaar=%00", "q", "q=a&q=b", "=%&&=", "%00=1"]
)
def test_bytes_that_are_no_text_are_answered(client, home, raw):
    for path in ("/zoeken/", "/api/zoeken/"):
        assert client.get(path, QUERY_STRING=raw).status_code == 200
