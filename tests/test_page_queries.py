"""What a page costs when the page cache does not have it.

The second request in a generation is counted: the first of all also reads the frame (site,
language, home page, menu, details and footer), which the others then share.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from companies.factories import CompanyIndexPageFactory, CompanyPageFactory
from events.factories import EventIndexPageFactory, EventPageFactory
from helpdesk.factories import GlossaryPageFactory, GlossaryTermFactory
from home.demo.pictures import SCENES, scene_image
from home.factories import StandardPageFactory
from news.factories import NewsIndexPageFactory, NewsPageFactory, ThemeFactory
from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
    RubricFactory,
)
from newsletter.models import NewsletterIssuePage

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
def make_issue(home):
    """Makes an issue with items that take all they have from pages of several kinds, each with
    a picture, or with pictures of their own; in French, about pages with and without a version
    in French."""
    archive = NewsletterIndexPageFactory(parent=home)
    news, agenda = NewsIndexPageFactory(parent=home), EventIndexPageFactory(parent=home)
    french = Locale.objects.create(language_code="fr")
    for page in (home, archive, agenda):
        page.copy_for_translation(french).save_revision().publish()

    def pages(number: int):
        fields = {"image": scene_image(list(SCENES)[number % len(SCENES)])}
        yield NewsPageFactory(parent=news, **fields)
        event = EventPageFactory(parent=agenda, **fields)
        event.copy_for_translation(french).save_revision().publish()
        yield event

    def make(number: int, *, locale=None):
        items = [
            NewsletterItemFactory.build(rubric=RubricFactory(), headline="", body="", page=page)
            for each in range(number)
            for page in pages(each)
        ]
        own = {"headline": "Eigen", "image": scene_image("polder")}
        items += [NewsletterItemFactory.build(**own) for _ in range(number)]
        issue = NewsletterIssuePageFactory(parent=archive, items=items)
        if locale != "fr":
            return issue
        issue.copy_for_translation(french).save_revision().publish()
        return NewsletterIssuePage.objects.get(
            locale=french, translation_key=issue.translation_key
        )

    return make


@pytest.mark.parametrize("locale", ["nl", "fr"])
def test_an_issue_costs_the_same_with_many_items(make_issue, client, locale):
    """The generation; the issue, its items and the rules since; the issues before and after it;
    in French also what is translated. At most 8."""
    few, many = (make_issue(number, locale=locale) for number in (1, 6))
    assert len(asked(client, few.url)) == len(asked(client, many.url)) <= 8


@pytest.mark.parametrize("locale", ["nl", "fr"])
@pytest.mark.parametrize("place", ["", "rss/", "atom/"])
def test_an_archive_costs_the_same_with_many_items(make_issue, client, locale, place):
    url = make_issue(1, locale=locale).get_parent().url + place
    few = asked(client, url)
    make_issue(6, locale=locale)
    assert len(asked(client, url)) == len(few) <= 10


def test_the_front_page_costs_the_same_with_many_items(make_issue, client):
    """One more than below, as this home page has a version in another language."""
    make_issue(1)
    few = asked(client, "/")
    make_issue(6)
    assert len(asked(client, "/")) == len(few) <= 8


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
