"""The locations of a company: what an editor must say of one, and which visitors see."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from companies.factories import CompanyLocationFactory, MunicipalityFactory

EMPTY = {"name": "", "municipality": None}


def send(client, company, rows: list[dict], **buttons):
    """Post the editor with these rows, as its scripts do."""
    url = reverse("wagtailadmin_pages:edit", args=[company.pk])
    html = client.get(url).content.decode()
    form = querydict_from_html(html, form_id="page-edit-form").dict() | {"body-count": "0"}
    form["locations-TOTAL_FORMS"] = len(rows)
    for number, row in enumerate(rows):
        fields = {"ORDER": number + 1, "DELETE": "", **row}
        form |= {f"locations-{number}-{name}": value for name, value in fields.items()}
    return client.post(url, form | buttons)


def publish(client, company, rows: list[dict]) -> list[list[str]]:
    """The fields with a mistake per row; nothing when it was published."""
    response = send(client, company, rows, **{"action-publish": "1"})
    if response.status_code == 302:
        return []
    return [list(row.errors) for row in response.context["form"].formsets["locations"].forms]


@pytest.fixture
def empty_company(company):
    company.locations = []
    company.save()
    return company


@pytest.mark.parametrize("row", [{}, {"purpose": "Winkel"}, {"opening_hours": "ma-vr"}])
def test_a_location_that_says_not_where_it_is_is_not_published(admin_client, empty_company, row):
    assert publish(admin_client, empty_company, [{"name": "Zetel"}, row]) == [[], ["name"]]


@pytest.mark.parametrize("field", ["name", "street", "municipality"])
def test_one_of_a_name_a_street_and_a_municipality_is_enough(admin_client, empty_company, field):
    value = MunicipalityFactory().pk if field == "municipality" else "Lamstraat 113"
    assert publish(admin_client, empty_company, [{field: value}]) == []


def test_an_empty_location_that_is_deleted_is_no_mistake(admin_client, empty_company):
    assert publish(admin_client, empty_company, [{"DELETE": "1"}]) == []


def test_a_draft_may_have_a_location_that_is_still_empty(admin_client, empty_company):
    assert send(admin_client, empty_company, [{}]).status_code == 302
    empty_company.refresh_from_db()
    assert empty_company.get_latest_revision_as_object().locations.count() == 1


def test_visitors_see_no_box_for_a_location_that_is_empty(client, company):
    CompanyLocationFactory(company=company, **EMPTY)
    html = BeautifulSoup(client.get(company.url).content, "html.parser")
    section = html.find("section", attrs={"aria-labelledby": "plaatsen"})
    assert [box.strong.text for box in section.find_all(class_="box")] == ["Winkel"]


def test_a_company_with_only_empty_locations_says_nothing_of_where_it_is(client, company):
    company.locations = [CompanyLocationFactory.build(**EMPTY)]
    company.save()
    html = client.get(company.url).content.decode()
    assert 'id="plaatsen"' not in html
    assert "PostalAddress" not in html
