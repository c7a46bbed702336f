"""A list of twenty costs as many queries as a list of two, on every listing page.

The figures on SQLite: news 25, agenda 23, guide 29, practice cases 23, archive 27. About
fifteen of these are the frame of every page: the site, its page and locale, menu,
breadcrumbs, footer, languages and restrictions. The rest: the count and the cards, their
images with renditions, and the filters (years and themes; activities and municipalities;
series). The figures may fall; what the test forbids is that they grow with the list. The
home page has the same test beside it, in home/tests.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import SiteImage
from companies.factories import (
    ActivityFactory,
    CompanyActivityFactory,
    CompanyIndexPageFactory,
    CompanyLocationFactory,
    CompanyPageFactory,
    MunicipalityFactory,
)
from events.factories import EventIndexPageFactory, EventPageFactory
from helpdesk.factories import PracticeCasePageFactory, PracticeIndexPageFactory
from home.demo.pictures import scene_image
from news.factories import NewsIndexPageFactory, NewsPageFactory
from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
    RubricFactory,
)

FEW, MANY = 2, 20


def company(parent, number: int, image: SiteImage):
    page = CompanyPageFactory(parent=parent, slug=f"bedrijf-{number}", image=image)
    activity, place = ActivityFactory(), MunicipalityFactory()
    page.activity_rows = [CompanyActivityFactory.build(activity=activity)]
    page.locations = [CompanyLocationFactory.build(municipality=place)]
    page.save()


def issue(parent, number: int, image: SiteImage):
    rubric = RubricFactory()
    items = [
        NewsletterItemFactory.build(rubric=rubric, headline=f"Bericht {number}.{order}")
        for order in range(2)
    ]
    NewsletterIssuePageFactory(parent=parent, slug=f"nummer-{number}", image=image, items=items)


def simple(factory):
    def make(parent, number: int, image: SiteImage):
        factory(parent=parent, slug=f"pagina-{number}", image=image)

    return make


LISTS = {
    "news": (NewsIndexPageFactory, simple(NewsPageFactory)),
    "agenda": (EventIndexPageFactory, simple(EventPageFactory)),
    "guide": (CompanyIndexPageFactory, company),
    "practice cases": (PracticeIndexPageFactory, simple(PracticeCasePageFactory)),
    "archive": (NewsletterIndexPageFactory, issue),
}


def queries(client, url: str) -> int:
    """How many queries the page costs once its renditions exist."""
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", LISTS)
def test_a_longer_list_costs_no_more_queries(name, home, client):
    index_factory, make = LISTS[name]
    parent, image = index_factory(parent=home), scene_image("polder")
    for number in range(FEW):
        make(parent, number, image)
    few = queries(client, parent.url)
    for number in range(FEW, MANY):
        parent.refresh_from_db()
        make(parent, number, image)
    assert queries(client, parent.url) == few
