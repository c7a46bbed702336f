"""The map of the region and the list beside it."""

import re

import pytest

from companies.factories import (
    CompanyIndexPageFactory,
    CompanyLocationFactory,
    CompanyPageFactory,
    MunicipalityFactory,
)
from companies.models import CompanyPage, Municipality
from companies.region_map import region_map
from home.demo.content import load

pytestmark = pytest.mark.django_db


@pytest.fixture
def temse():
    return MunicipalityFactory(name="Temse", slug="temse")


@pytest.fixture
def lokeren():
    return MunicipalityFactory(name="Lokeren", slug="lokeren")


def test_every_municipality_of_the_demo_site_has_a_shape():
    rows = load("municipalities")["municipality"]
    places = [Municipality(pk=n, name=row["name"], slug=row["slug"]) for n, row in enumerate(rows)]
    drawn = region_map(places, {})
    assert [area.municipality.slug for area in drawn.areas] == [row["slug"] for row in rows]


def test_shapes_and_names_stay_inside_the_drawing():
    rows = load("municipalities")["municipality"]
    places = [Municipality(pk=n, name=row["name"], slug=row["slug"]) for n, row in enumerate(rows)]
    drawn = region_map(places, {})
    for area in drawn.areas:
        numbers = [int(number) for number in re.findall(r"\d+", area.path)]
        assert max(numbers[::2]) <= drawn.width
        assert max(numbers[1::2]) <= drawn.height
        assert all(0 < label.x < drawn.width for label in area.labels)
        assert all(0 < label.y < drawn.height for label in area.labels)


def test_a_municipality_without_a_shape_is_left_out(temse):
    unknown = MunicipalityFactory(name="Elders", slug="elders")
    assert [area.municipality for area in region_map([temse, unknown], {}).areas] == [temse]


def test_the_count_is_what_the_filter_finds(home, temse, lokeren):
    guide = CompanyIndexPageFactory(parent=home)
    in_temse = CompanyPageFactory(parent=guide, slug="a")
    in_temse.locations = [CompanyLocationFactory.build(municipality=temse)]
    in_temse.working_area = [temse, lokeren]
    in_temse.save()
    CompanyPageFactory(parent=guide, slug="b", works_everywhere=True)
    CompanyPageFactory(parent=guide, slug="c")
    companies = CompanyPage.objects.all()
    counts = companies.per_municipality([temse, lokeren])
    for place in (temse, lokeren):
        assert counts[place.pk] == companies.working_in(place).distinct().count() == 2


def test_the_guide_lists_each_municipality_with_its_companies(home, client, temse):
    guide = CompanyIndexPageFactory(parent=home)
    CompanyPageFactory(parent=guide, works_everywhere=True)
    html = client.get(guide.url).content.decode()
    assert re.search(r'href="\?gemeente=temse"[^>]*>Temse</a>\s*<span[^>]*>\s*1 bedrijf', html)


def test_the_map_keeps_the_other_filters(home, client, temse):
    guide = CompanyIndexPageFactory(parent=home)
    html = client.get(guide.url, {"voorbehouden": "ja", "pagina": "1"}).content.decode()
    assert "?voorbehouden=ja&amp;gemeente=temse" in html


def test_the_chosen_municipality_stands_out(home, client, temse, lokeren):
    guide = CompanyIndexPageFactory(parent=home)
    html = client.get(guide.url, {"gemeente": "temse"}).content.decode()
    assert html.count("region-map__area--selected") == 1
    assert re.search(r'aria-current="true">Temse<', html)


def test_the_map_of_the_home_page_leads_to_the_guide(home, client, temse):
    guide = CompanyIndexPageFactory(parent=home)
    html = client.get(home.url).content.decode()
    assert f'href="{guide.url}?gemeente=temse"' in html


@pytest.mark.parametrize("choice", [{}, {"gemeente": "temse"}, {"voorbehouden": "ja"}])
def test_the_map_opens_only_for_who_asks_for_it(home, client, temse, choice):
    guide = CompanyIndexPageFactory(parent=home)
    html = client.get(guide.url, choice).content.decode()
    assert '<details class="disclosure">' in html


def test_the_map_has_another_name_for_each_choice(home, client, temse):
    """By its name the script knows that a reader had it open, and it would hide the result."""
    guide = CompanyIndexPageFactory(parent=home)
    names = [
        re.search(r"Kies op de kaart[^<]*", client.get(guide.url, choice).content.decode())[0]
        for choice in ({}, {"gemeente": "temse"})
    ]
    assert names[0] != names[1]
