"""What the API promises to programs: its description, its headers, and its errors."""

import json
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from newsletter.factories import NewsletterIndexPageFactory, NewsletterIssuePageFactory
from search.api import MAX_PER_PAGE
from search.filters import KINDS
from search.query import MAX_LENGTH
from search.tests.pages import StandardPageFactory
from search.views import PER_PAGE
from search.vocabulary import Synonym, SynonymName

ADDRESSES = ["/api/zoeken/", "/api/zoeken/suggesties/", "/api/zoeken/openapi.json"]
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.fixture
def description(client, db) -> dict:
    return client.get("/api/zoeken/openapi.json").json()


@pytest.fixture
def holds(description):
    """Whether an answer is as the description says."""

    def holds_(answer, name: str) -> bool:
        schema = {**description, "$ref": f"#/components/schemas/{name}"}
        Draft202012Validator(schema, format_checker=FormatChecker()).validate(answer)
        return True

    return holds_


@pytest.fixture
def site(home):
    archive = NewsletterIndexPageFactory(parent=home, slug="nieuwsbrief")
    NewsletterIssuePageFactory(
        parent=archive, title="Koffie", slug="k", date=date(2012, 6, 1), number=3
    )
    synonym = Synonym(preferred="koffie")
    synonym.names = [SynonymName(name="bakje troost", is_former=True)]
    synonym.save()
    query = Query.objects.create(query_string="bakje troost")
    SearchPromotion.objects.create(
        query=query, page=StandardPageFactory(parent=home, title="Thee")
    )


def test_the_description_is_valid(description):
    validate(description)


def test_the_description_knows_all_kinds_and_languages(description):
    parts = description["components"]
    assert set(parts["schemas"]["Type"]["enum"]) == set(KINDS)
    assert parts["parameters"]["taal"]["schema"]["enum"] == list(dict(settings.LANGUAGES))


def test_the_description_tells_how_much_may_be_asked(description):
    asked = description["paths"]["/api/zoeken/"]["get"]["parameters"]
    [per_page] = [one["schema"] for one in asked if one.get("name") == "per_pagina"]
    assert (per_page["default"], per_page["maximum"]) == (PER_PAGE, MAX_PER_PAGE)
    assert f"Na {MAX_LENGTH} tekens" in description["components"]["parameters"]["q"]["description"]


@pytest.mark.parametrize("query", ["", "koffie", "bakje troost", "kofffie", "hoedhaar"])
def test_every_answer_is_as_described(site, client, holds, query):
    assert holds(client.get("/api/zoeken/", {"q": query}).json(), "Answer")
    assert holds(client.get("/api/zoeken/suggesties/", {"q": query}).json(), "Suggestions")


def test_an_answer_tells_other_names_and_what_editors_recommend(site, client):
    answer = client.get("/api/zoeken/?q=bakje troost").json()
    assert answer["explanations"] == [{"asked": "bakje troost", "used": "koffie", "former": True}]
    assert [pick["title"] for pick in answer["promoted"]] == ["Thee"]


def test_a_browser_gets_suggestions_in_its_own_form(site, client, holds):
    response = client.get("/api/zoeken/suggesties/?q=kof&vorm=opensearch")
    assert response["Content-Type"] == "application/x-suggestions+json"
    assert holds(response.json(), "OpenSearchSuggestions")
    assert response.json()[1][0] == "koffie"


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_of_other_sites_may_read(client, db, address):
    for response in (client.get(address), client.head(address), client.options(address)):
        assert response.status_code in {200, 204}
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Link"] == '</api/zoeken/openapi.json>; rel="service-desc"'


def test_no_other_page_of_the_site_opens_itself_to_other_sites(home, client):
    assert "Access-Control-Allow-Origin" not in client.get("/zoeken/?q=koffie")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_only_reading_is_allowed(db, holds, address, method):
    response = getattr(Client(enforce_csrf_checks=True), method)(address)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert holds(response.json(), "Error")


def test_an_unknown_address_is_told_in_json(client, db, holds):
    response = client.get("/api/zoeken/bestaat-niet")
    assert response.status_code == 404
    assert holds(json.loads(response.content), "Error")


def test_an_answer_that_did_not_change_is_not_sent_again(site, client):
    first = client.get("/api/zoeken/?q=koffie")
    assert first["Cache-Control"] == "no-cache"
    again = client.get("/api/zoeken/?q=koffie", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["Access-Control-Allow-Origin"] == "*"


# OpenSearch


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_a_browser_can_add_the_search(client, db, language):
    prefix = "" if language == "nl" else f"/{language}"
    response = client.get(f"{prefix}/zoeken/opensearch.xml")
    assert response["Content-Type"] == "application/opensearchdescription+xml"
    root = ET.fromstring(response.content)  # noqa: S314 - it is our own
    assert root.findtext(f"{OPENSEARCH}Language") == language
    assert len(root.findtext(f"{OPENSEARCH}ShortName")) <= 16
    places = {url.get("rel"): url.get("template") for url in root.iter(f"{OPENSEARCH}Url")}
    results = places["results"].replace("{searchTerms}", "koffie").replace("{startPage?}", "")
    assert results.startswith(f"http://testserver{prefix}/zoeken/?")
    assert client.get(results).status_code == 200
    assert f"taal={language}" in places["suggestions"]
    assert client.get(places["suggestions"]).json()[0] == "{searchTerms}"


def test_every_page_says_where_the_search_is_described(home, client):
    page = client.get("/").content.decode()
    assert '<link rel="search" type="application/opensearchdescription+xml"' in page
