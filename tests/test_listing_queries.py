"""A list of twenty costs as many queries as a list of two, on every listing page.

The figures: news 5, agenda 5, practice cases 6, archive 5, guide 10; at most 10. Three are
those of every section: the generation of the site, the page in the tree and its own row. The
rest are the cards, their images' renditions and what else stands on them, and on lists
that depend on the time their count. What is the same until the site changes (the frame,
filters, counts) is read once per generation. The home page has the same test in home/tests.
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
from helpdesk.models import PracticeCasePage
from home.demo.pictures import scene_image
from news.factories import NewsIndexPageFactory, NewsPageFactory
from news.models import NewsPage
from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
    RubricFactory,
)
from newsletter.models import NewsletterIssuePage

FEW, MANY, MOST = 2, 20, 10


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
    assert queries(client, parent.url) == few <= MOST


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL chooses by the numbers of rows"
)
@pytest.mark.parametrize("model", [NewsPage, NewsletterIssuePage, PracticeCasePage])
def test_a_list_is_read_in_the_order_of_its_index_not_sorted(model, home):
    listed = model.objects.child_of(home).visible().newest_first().for_listing()
    assert "TEMP B-TREE" not in listed[:12].explain()
