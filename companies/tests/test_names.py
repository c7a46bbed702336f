"""How names with a hyphen stand on a line."""

import pytest
from bs4 import BeautifulSoup

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


def test_the_hyphen_of_a_name_stays_what_people_type(client, home):
    company = CompanyPageFactory(
        parent=CompanyIndexPageFactory(parent=home), title="Mo-Cyclette", slug="mo-cyclette"
    )
    for url in (company.url, company.get_parent().url):
        html = BeautifulSoup(client.get(url).content, "html.parser")
        assert html.find("main").find(class_="unbroken").text == "Mo-Cyclette"
        assert "unbroken" not in str(html.find("head"))
