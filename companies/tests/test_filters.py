"""The filters of the guide: today's names, yesterday's names, and nonsense."""

import pytest
from bs4 import BeautifulSoup

from companies.factories import (
    ActivityFactory,
    CompanyActivityFactory,
    CompanyIndexPageFactory,
    CompanyLocationFactory,
    CompanyPageFactory,
    MunicipalityFactory,
)


@pytest.fixture
def guide(home):
    return CompanyIndexPageFactory(parent=home)


@pytest.fixture
def lokeren(db):
    return MunicipalityFactory(
        name="Lokeren", slug="lokeren", former_names="Moerbeke", parts="Eksaarde, Daknam"
    )


def found(client, guide, **parameters) -> list[str]:
    response = client.get(guide.url, parameters)
    assert response.status_code == 200
    return [page.title for page in response.context["page_obj"]]


@pytest.fixture
def cleaner(guide, lokeren):
    company = CompanyPageFactory(parent=guide, title="Mo-Clean", eligibility="yes")
    company.locations = [CompanyLocationFactory.build(municipality=lokeren)]
    company.activity_rows = [
        CompanyActivityFactory.build(
            activity=ActivityFactory(name="Schoonmaak", slug="schoonmaak")
        )
    ]
    company.save()
    CompanyPageFactory(parent=guide, title="Elders", eligibility="ask")
    return company


@pytest.mark.parametrize("name", ["lokeren", "Moerbeke", "EKSAARDE", "daknam"])
def test_old_names_and_parts_lead_to_the_municipality_of_today(name, client, guide, cleaner):
    assert found(client, guide, gemeente=name) == ["Mo-Clean"]


def test_the_page_says_through_which_old_name_it_was_found(client, guide, cleaner):
    html = client.get(guide.url, {"gemeente": "moerbeke"}).content.decode()
    assert "Moerbeke" in html
    assert "Lokeren" in html


@pytest.mark.parametrize(
    "typed", ["9100 Sint-Niklaas", "B-9100 Sint-Niklaas", "st niklaas", "St.-Niklaas"]
)
def test_a_postcode_beside_a_name_and_an_abbreviation_do_not_matter(typed, client, guide):
    place = MunicipalityFactory(name="Sint-Niklaas", slug="sint-niklaas")
    assert client.get(guide.url, {"gemeente": typed}).context["selected_municipality"] == place


@pytest.mark.parametrize("typed", ["Tamise", "9140", "tamise (9140)"])
def test_a_place_also_goes_by_its_french_name_and_its_postcode(typed, client, guide):
    place = MunicipalityFactory(also_known_as="Tamise, 9140")
    response = client.get(guide.url, {"gemeente": typed})
    assert response.context["selected_municipality"] == place
    assert not response.context["old_name"]


def unknown(client, guide, **parameters) -> BeautifulSoup:
    """What the guide says of a place that it does not know."""
    html = BeautifulSoup(client.get(guide.url, parameters).content, "html.parser")
    return html.select_one("[data-in-place] div.panel")


def test_an_unknown_place_finds_nobody(client, guide, cleaner):
    assert found(client, guide, gemeente="Atlantis") == []
    assert "Atlantis" in unknown(client, guide, gemeente="Atlantis").text
    assert "Bedoel je" not in unknown(client, guide, gemeente="Atlantis").text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Tems", "Temse"),
        ("Temsche", "Temse"),
        ("9140 temsse", "Temse"),
        ("Sint-Gilis", "Sint-Gillis-Waas"),
        ("St.-Gillis", "Sint-Gillis-Waas"),
        ("Mellsele", "Melsele"),
    ],
)
def test_a_name_that_looks_like_it_is_offered_with_the_other_choices(typed, meant, client, guide):
    MunicipalityFactory(parts="Melsele")
    MunicipalityFactory(name="Sint-Gillis-Waas", slug="sint-gillis-waas")
    panel = unknown(client, guide, gemeente=typed, activiteit="schoonmaak", pagina="2")
    assert f"Bedoel je {meant}?" in panel.text
    address = panel.a["href"]
    assert "activiteit=schoonmaak" in address
    assert "pagina" not in address
    response = client.get(f"{guide.url}{address}")
    assert response.context["selected_municipality"]


def test_a_postcode_that_nobody_wrote_down_asks_for_the_name(client, guide, cleaner):
    MunicipalityFactory(name="Sint-Niklaas", slug="sint-niklaas", also_known_as="9100")
    text = unknown(client, guide, gemeente="9140").text
    assert "Typ de naam van de gemeente" in text
    assert "Bedoel je" not in text


def test_from_an_unknown_place_to_the_whole_region_the_other_choices_stay(client, guide, cleaner):
    panel = unknown(client, guide, gemeente="Atlantis", activiteit="schoonmaak")
    assert panel.find("a", string="Toon de hele streek")["href"] == "?activiteit=schoonmaak"


def test_a_company_is_found_where_it_comes_to_work(client, guide, cleaner):
    temse = MunicipalityFactory()
    cleaner.working_area = [temse]
    cleaner.save()
    assert found(client, guide, gemeente="temse") == ["Mo-Clean"]


def test_a_company_that_works_everywhere_is_found_everywhere(client, guide, lokeren):
    CompanyPageFactory(parent=guide, title="Overal", works_everywhere=True)
    assert found(client, guide, gemeente="lokeren") == ["Overal"]


def test_filters_narrow_each_other(client, guide, cleaner):
    assert found(client, guide, activiteit="schoonmaak", voorbehouden="ja") == ["Mo-Clean"]
    assert found(client, guide, activiteit="schoonmaak", voorbehouden="nee") == []


@pytest.mark.parametrize(
    ("choice", "titles"),
    [
        ({}, ["Mo-Clean"]),
        ({"gemeente": "temse"}, []),
        ({"activiteit": "strijk"}, []),
        ({"voorbehouden": "nee"}, []),
    ],
)
def test_of_three_filters_each_must_hold(choice, titles, client, guide, cleaner):
    MunicipalityFactory()
    asked = {"gemeente": "lokeren", "activiteit": "schoonmaak", "voorbehouden": "ja"}
    assert found(client, guide, **asked | choice) == titles


def test_a_company_that_fits_in_many_ways_is_listed_once(client, guide, lokeren, cleaner):
    for name in ("Winkel", "Magazijn"):
        CompanyLocationFactory(company=cleaner, name=name, municipality=lokeren)
    cleaner.working_area = [lokeren]
    cleaner.save()
    assert found(client, guide, gemeente="lokeren", activiteit="schoonmaak") == ["Mo-Clean"]


def test_the_map_counts_what_each_choice_of_other_filters_would_find(client, guide, cleaner):
    def counted(**choice) -> str:
        html = BeautifulSoup(client.get(guide.url, choice).content, "html.parser")
        return html.find("a", string="Lokeren").find_next("span").text

    assert "1 bedrijf" in counted(voorbehouden="ja")
    assert "0 bedrijven" in counted(voorbehouden="nee")
    assert "1 bedrijf" in counted(voorbehouden="ja", activiteit="schoonmaak")
    assert "0 bedrijven" in counted(voorbehouden="ja", activiteit="strijk")


@pytest.mark.parametrize("value", ["\x00", "'; DROP TABLE x", "a" * 5000, "😀", "%", "../.."])
@pytest.mark.parametrize("name", ["gemeente", "activiteit", "voorbehouden", "pagina"])
def test_nonsense_is_answered_with_a_page(name, value, client, guide, cleaner):
    assert client.get(guide.url, {name: value}).status_code == 200


@pytest.mark.parametrize("where", ["guide", "front page"])
def test_work_that_only_a_hidden_company_does_is_no_choice(where, client, home, guide, cleaner):
    url = guide.url if where == "guide" else home.url
    assert "Schoonmaak" in client.get(url).content.decode()
    cleaner.unpublish()
    assert "Schoonmaak" not in client.get(url).content.decode()


def card(client, guide, **parameters):
    html = BeautifulSoup(client.get(guide.url, parameters).content, "html.parser")
    return html.find(class_="card")


def test_a_card_says_that_a_company_comes_to_work_in_the_chosen_place(client, guide, cleaner):
    cleaner.working_area = [MunicipalityFactory()]
    cleaner.save()
    places = [place.text for place in card(client, guide, gemeente="temse").select(".meta > span")]
    assert places[0] == "Lokeren"
    assert "Temse" in places[1]


def test_a_card_says_no_more_of_a_company_that_has_a_place_there(client, guide, lokeren, cleaner):
    cleaner.working_area = [lokeren]
    cleaner.save()
    places = [
        place.text for place in card(client, guide, gemeente="lokeren").select(".meta > span")
    ]
    assert places == ["Lokeren"]


def test_a_company_that_works_everywhere_comes_to_work_in_the_chosen_place(client, guide, lokeren):
    CompanyPageFactory(parent=guide, works_everywhere=True)
    [place] = card(client, guide, gemeente="eksaarde").select(".meta > span")
    assert "Lokeren" in place.text


def test_a_card_says_nothing_of_where_they_come_to_work_while_no_place_is_chosen(
    client, guide, cleaner
):
    cleaner.working_area = [MunicipalityFactory()]
    cleaner.save()
    assert "Temse" not in card(client, guide).text


def test_the_result_stands_between_the_form_and_the_map(client, guide, cleaner):
    html = client.get(guide.url, {"gemeente": "moerbeke"}).content.decode()
    marks = ["</form>", "Moerbeke hoort vandaag", "data-announce", "region-map"]
    found = [html.index(mark, html.index("toon-bedrijven")) for mark in marks]
    assert found == sorted(found)


def test_a_chosen_place_can_be_let_go_beside_the_number_of_companies(client, guide, cleaner):
    address = {"gemeente": "lokeren", "activiteit": "schoonmaak"}
    html = BeautifulSoup(client.get(guide.url, address).content, "html.parser")
    [link] = html.find(class_="result-count").find_all("a", string="Toon de hele streek")
    assert link["href"] == "?activiteit=schoonmaak"
    assert not link.find_parent("details")
