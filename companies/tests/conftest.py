"""What the tests of companies share."""

import pytest

from companies.factories import (
    CompanyActivityFactory,
    CompanyIndexPageFactory,
    CompanyLocationFactory,
    CompanyPageFactory,
)


@pytest.fixture
def company(home):
    """A company with one of everything that it is asked about each year."""
    company = CompanyPageFactory(
        parent=CompanyIndexPageFactory(parent=home, slug="bedrijven"),
        title="Werkplaats",
        email="verkoop@werkplaats.be",
        phone="03 780 52 00",
        contact_role="Verkoop",
    )
    CompanyActivityFactory(company=company, own_words="maaien")
    CompanyLocationFactory(company=company, name="Winkel", opening_hours="ma-vr 9-17")
    return company
