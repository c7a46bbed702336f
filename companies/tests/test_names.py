"""How names with a hyphen stand on a line."""

import pytest
from bs4 import BeautifulSoup

from cms.names import sort_name
from companies.factories import CompanyIndexPageFactory, CompanyPageFactory
from companies.templatetags.company_tags import unbroken


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Mo-Cyclette", '<span class="unbroken">Mo-Cyclette</span>'),
        ("Fietsen bij Mo-Cyclette", 'Fietsen bij <span class="unbroken">Mo-Cyclette</span>'),
        ("Sint-Gillis-Waas", '<span class="unbroken">Sint-Gillis-Waas</span>'),
        ("Den Azalee", "Den Azalee"),
        ("Zele - Temse", "Zele - Temse"),
        ("<b>&-<i>", '<span class="unbroken">&lt;b&gt;&amp;-&lt;i&gt;</span>'),
        ("", ""),
    ],
)
def test_a_name_with_a_hyphen_stays_in_one_piece(name, shown):
    assert unbroken(name) == shown


IN_ORDER = ["Alderande", "de Klokke", "De Variant", "Den Azalee", "Mo-Clean", "'t Strijkateljee"]
IN_ORDER += ["\u2019t Werkhuis", "“Zacht”"]


def test_a_list_of_companies_is_sorted_by_what_they_are_called_without_article(client, home):
    guide = CompanyIndexPageFactory(parent=home)
    for number, title in enumerate(reversed(IN_ORDER)):
        CompanyPageFactory(parent=guide, title=title, slug=f"bedrijf-{number}")
    found = client.get(guide.url).context["page_obj"]
    assert [company.title for company in found] == sorted(IN_ORDER, key=sort_name) == IN_ORDER


def test_the_hyphen_of_a_name_stays_what_people_type(client, home):
    company = CompanyPageFactory(
        parent=CompanyIndexPageFactory(parent=home), title="Mo-Cyclette", slug="mo-cyclette"
    )
    for url in (company.url, company.get_parent().url):
        html = BeautifulSoup(client.get(url).content, "html.parser")
        assert html.find("main").find(class_="unbroken").text == "Mo-Cyclette"
        assert "unbroken" not in str(html.find("head"))
