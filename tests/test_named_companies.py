"""The companies that a news item, an event or a case names."""

import pytest

from companies.factories import CompanyIndexPageFactory, CompanyPageFactory
from events.factories import EventIndexPageFactory, EventPageFactory
from helpdesk.factories import PracticeCasePageFactory, PracticeIndexPageFactory
from news.factories import NewsIndexPageFactory, NewsPageFactory

PAGES = {
    "news": (NewsIndexPageFactory, NewsPageFactory, "Bedrijven op deze pagina"),
    "event": (EventIndexPageFactory, EventPageFactory, "Bedrijven op deze pagina"),
    "case": (PracticeIndexPageFactory, PracticeCasePageFactory, "Uitgevoerd door"),
}


@pytest.mark.parametrize("kind", PAGES)
def test_no_heading_stands_above_companies_that_are_all_hidden(kind, home, client):
    index, factory, heading = PAGES[kind]
    company = CompanyPageFactory(parent=CompanyIndexPageFactory(parent=home), title="Vlasserij")
    page = factory(parent=index(parent=home))
    page.companies = [company]
    page.save()
    assert heading in client.get(page.url).content.decode()
    company.unpublish()
    assert heading not in client.get(page.url).content.decode()
