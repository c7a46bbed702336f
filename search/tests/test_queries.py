"""What a search costs does not depend on what it finds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.results import Search
from search.tests.pages import StandardPageFactory

pytestmark = pytest.mark.usefixtures("alone")

# In a transaction that writes and searches, as tests are, PostgreSQL cannot tell what it
# wrote since, so that all of that is compared.
OWN_CHANGES = 1 if connection.vendor == "postgresql" else 0


def cost(client, address: str) -> int:
    client.get(address)  # fills the caches of the site and its settings
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


@pytest.fixture
def pages(home):
    def make(number: int) -> None:
        for i in range(number):
            StandardPageFactory(parent=home, title=f"Koffie {i}", slug=f"koffie-{i}")

    return make


def test_two_hits_cost_the_queries_that_twenty_do(client, home, pages):
    """3 for the page and for the API: what changed, the documents, and the generation of the
    site, by which the rest is known: other names, what is private, what editors recommend, and
    the frame of the page."""
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
    assert costs[0] == costs[1] == (3 + OWN_CHANGES, 3 + OWN_CHANGES)


def test_more_words_and_filters_cost_no_more_queries(client, pages):
    pages(3)
    few = cost(client, "/api/zoeken/?q=koffie")
    many = cost(client, "/api/zoeken/?q=koffie+met+melk+en+suiker+nul&type=pagina&jaar=2012")
    assert many <= few


def test_what_changed_is_copied_by_the_first_search_and_asked_by_each(pages):
    pages(1)
    costs = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            Search("koffie", "nl")
        costs.append(len(queries))
    assert costs[0] > costs[1] == costs[2]


def test_nothing_found_stops_after_the_other_names(pages, django_assert_num_queries):
    pages(1)
    Search("koffie", "nl").count()
    with django_assert_num_queries(2 + OWN_CHANGES):
        assert Search("hoedhaar", "nl").count() == 0


def test_nothing_asked_costs_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        search = Search("", "nl")
        assert (search.count(), search.total, search.promoted) == (0, 0, [])
