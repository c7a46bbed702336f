"""Parts of pages that have a decision in them."""

from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from cms.templatetags.story_tags import headings


def render_pagination(query, number=2):
    request = RequestFactory().get(f"/nieuws/?{query}")
    page_obj = Paginator(range(30), 10).get_page(number)
    return render_to_string("components/pagination.html", {"page_obj": page_obj}, request)


@pytest.mark.django_db
def test_the_next_page_keeps_the_filters():
    assert 'href="?jaar=2025&amp;pagina=3"' in render_pagination("jaar=2025&pagina=2")


@pytest.mark.django_db
def test_markup_in_the_query_string_stays_text():
    assert "<script>" not in render_pagination("jaar=<script>")


@pytest.mark.django_db
def test_one_page_of_results_needs_no_pagination():
    request = RequestFactory().get("/nieuws/")
    page_obj = Paginator(range(3), 10).get_page(1)
    content = render_to_string("components/pagination.html", {"page_obj": page_obj}, request)
    assert not content.strip()


def test_the_error_page_needs_no_database_and_no_request():
    assert "<h1" in render_to_string("500.html")


def test_only_headings_divide_a_body():
    body = [
        SimpleNamespace(block_type="heading", value="Eerst"),
        SimpleNamespace(block_type="text", value="Lap tekst"),
    ]
    assert headings(body) == ["Eerst"]


def test_an_empty_body_has_no_headings():
    assert headings(None) == []
