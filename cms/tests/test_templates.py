"""Parts of pages that have a decision in them."""

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from wagtail.models import Locale


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


@pytest.fixture
def translated_home(home):
    """The home page with a live English version."""
    english = Locale.objects.get_or_create(language_code="en")[0]
    translation = home.copy_for_translation(english)
    translation.save_revision().publish()
    return home


def test_every_language_of_a_page_is_named_in_its_head(translated_home, client):
    content = client.get("/").content.decode()
    assert 'hreflang="nl" href="http://localhost/"' in content
    assert 'hreflang="en" href="http://localhost/en/"' in content
    assert 'hreflang="x-default" href="http://localhost/"' in content


def test_a_translation_is_marked_as_its_language(translated_home, client):
    assert '<html lang="en">' in client.get("/en/").content.decode()


def test_a_page_in_one_language_offers_no_choice_of_language(home, client):
    content = client.get("/").content.decode()
    assert "hreflang" not in content


def test_a_page_says_which_address_is_its_own(home, client):
    content = client.get("/?utm_source=brief").content.decode()
    assert '<link rel="canonical" href="http://localhost/">' in content


def test_an_unknown_address_gets_a_page_to_search_from(home, client):
    response = client.get("/bestaat-niet/")
    assert response.status_code == 404
    assert 'id="zoek-404"' in response.content.decode()
