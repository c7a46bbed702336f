"""What a search costs does not depend on what it finds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.results import Search
from search.tests.pages import StandardPageFactory


def cost(client, address: str) -> int:
    client.get(address)  # fills the caches of the site and its settings
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address)
    return len(queries)


@pytest.fixture
def pages(home):
    def make(number: int) -> None:
        for i in range(number):
            StandardPageFactory(parent=home, title=f"Koffie {i}", slug=f"koffie-{i}")

    return make


def test_two_hits_cost_the_queries_that_twenty_do(client, home, pages):
    """With 2 hits and with 20, on both databases: 5 for the API (word counts, facets, the
    page of hits, what is private, the documents), and 13 for the page, of which 8 are the
    frame of the site (site, menu, settings, footer)."""
    costs = []
    for number in (2, 20):
        home.get_children().delete()
        home.refresh_from_db()
        pages(number)
        costs.append(
            (
                cost(client, "/api/zoeken/?q=koffie&per_pagina=50"),
                cost(client, "/zoeken/?q=koffie"),
            )
        )
    assert costs[0] == costs[1]
    assert costs[0][0] == 5


def test_more_words_and_filters_cost_no_more_queries(client, pages):
    pages(3)
    few = cost(client, "/api/zoeken/?q=koffie")
    many = cost(client, "/api/zoeken/?q=koffie+met+melk+en+suiker+nul&type=pagina&jaar=2012")
    assert many <= few


def test_nothing_found_stops_after_the_word_counts(pages, django_assert_num_queries):
    pages(1)
    with django_assert_num_queries(1):
        assert Search("hoedhaar", "nl").count() == 0


def test_nothing_asked_costs_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Search("", "nl")[0:10] == []
