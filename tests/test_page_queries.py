"""What a page costs when the page cache does not have it.

The second request in a generation is counted: the first of all also reads the frame (site,
language, home page, menu, details and footer), which the others then share.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from companies.factories import CompanyIndexPageFactory, CompanyPageFactory
from events.factories import EventIndexPageFactory, EventPageFactory
from helpdesk.factories import GlossaryPageFactory, GlossaryTermFactory
from home.demo.pictures import scene_image
from home.factories import StandardPageFactory
from news.factories import NewsIndexPageFactory, NewsPageFactory, ThemeFactory
from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
    RubricFactory,
)

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP)", re.IGNORECASE)


def asked(client, url: str) -> list[str]:
    """The SQL of a request, once the frame was read and the renditions exist."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


@pytest.fixture
def article(home):
    """A news item with everything that one can have."""
    parent, image = NewsIndexPageFactory(parent=home), scene_image("polder")
    guide = CompanyIndexPageFactory(parent=home)
    linked = StandardPageFactory(parent=home, slug="uitleg")
    page = NewsPageFactory(
        parent=parent,
        slug="alles",
        image=image,
        body=[
            ("heading", "Een titel"),
            ("text", f'<p>Zie <a linktype="page" id="{linked.pk}">de uitleg</a>.</p>'),
            ("image", {"image": image, "caption": ""}),
            ("call_to_action", {"title": "Zoek", "text": "", "label": "Zoek", "page": guide}),
            ("related_pages", {"title": "", "pages": [linked, guide]}),
        ],
    )
    page.themes = [ThemeFactory()]
    page.companies = [CompanyPageFactory(parent=guide)]
    page.save()
    return page


def test_an_article_costs_seven_queries(article, client):
    """The generation; the page with its image; the pages of the button and of the related
    pages (2); the images of the body; its themes and its companies. At most 8."""
    assert len(asked(client, article.url)) == 7


@pytest.fixture
def full_home(home):
    """A front page on which everything stands, with pictures."""
    image = scene_image("polder")
    series = NewsletterIndexPageFactory(parent=home)
    page = StandardPageFactory(parent=home, slug="uitgelicht")
    items = [NewsletterItemFactory.build(rubric=RubricFactory(), page=page) for _ in range(3)]
    NewsletterIssuePageFactory(parent=series, image=image, items=items)
    agenda = EventIndexPageFactory(parent=home)
    news = NewsIndexPageFactory(parent=home)
    for number in range(4):
        EventPageFactory(parent=agenda, slug=f"activiteit-{number}", image=image)
        NewsPageFactory(parent=news, slug=f"bericht-{number}", image=image)
    home.refresh_from_db()
    return home


def test_the_front_page_costs_seven_queries(full_home, client):
    """The generation; the latest issue, its items and the rules since; the events; the news and
    the renditions of its images. At most 7."""
    assert len(asked(client, "/")) == 7


def test_a_glossary_costs_the_same_with_many_links(home, client):
    """The generation, the page in the tree and its own row, and its terms, which the page and
    its structured data each ask."""
    linked = StandardPageFactory(parent=home, slug="uitleg")
    page = GlossaryPageFactory(parent=home)
    link = f'<p><a linktype="page" id="{linked.pk}">uitleg</a></p>'
    costs = []
    for _ in range(2):
        for number in range(3):
            GlossaryTermFactory(page=page, term=f"Woord {number}", explanation=link)
        costs.append(len(asked(client, page.url)))
    assert costs[0] == costs[1] <= 5


def test_no_page_writes_when_it_is_read(full_home, client):
    pages = full_home.get_descendants(inclusive=True).live()
    for url in [*(page.url for page in pages), "/zoeken/?q=vlas", "/sitemap.xml", "/robots.txt"]:
        assert not [sql for sql in asked(client, url) if WRITES.match(sql)], url


def test_a_new_site_without_details_writes_nothing_either(home, client):
    with CaptureQueriesContext(connection) as captured:
        client.get("/")
    assert not [query for query in captured.captured_queries if WRITES.match(query["sql"])]
