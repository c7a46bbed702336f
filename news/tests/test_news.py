"""The news list: order, filters and feeds."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from cms.frame import chosen
from cms.templatetags.cms_tags import chosen as chosen_tag
from companies.factories import CompanyIndexPageFactory, CompanyPageFactory
from news.factories import NewsIndexPageFactory, NewsPageFactory, ThemeFactory
from news.models import NewsPage


@pytest.fixture
def news_list(home):
    return NewsIndexPageFactory(parent=home)


@pytest.fixture
def items(news_list):
    old = NewsPageFactory(parent=news_list, title="Oud", date=datetime.date(2019, 2, 1))
    new = NewsPageFactory(parent=news_list, title="Nieuw", date=datetime.date(2025, 2, 1))
    new.themes = [ThemeFactory()]
    new.save()
    NewsPageFactory(parent=news_list, title="Klad", live=False)
    return old, new


def titles(client, news_list, **parameters):
    response = client.get(news_list.url, parameters)
    assert response.status_code == 200
    return [page.title for page in response.context["page_obj"]]


def test_the_newest_stands_first_and_drafts_nowhere(client, news_list, items):
    assert titles(client, news_list) == ["Nieuw", "Oud"]


def test_a_year_shows_the_news_of_that_year(client, news_list, items):
    assert titles(client, news_list, jaar="2019") == ["Oud"]


def test_a_theme_shows_its_news(client, news_list, items):
    assert titles(client, news_list, thema="wetgeving") == ["Nieuw"]


@pytest.mark.parametrize("value", ["\x00", "²⁰²⁵", "99999999999", "-1", "jaar", ""])
@pytest.mark.parametrize("name", ["jaar", "thema", "pagina"])
def test_nonsense_is_answered_with_a_page(name, value, client, news_list, items):
    assert client.get(news_list.url, {name: value}).status_code == 200


@pytest.mark.parametrize("feed", ["rss/", "atom/"])
def test_feeds_hold_what_is_public(feed, client, news_list, items):
    text = client.get(f"{news_list.url}{feed}").content.decode()
    assert "Nieuw" in text
    assert "Klad" not in text


# What an item chose


@pytest.fixture
def item(items):
    """The item with one theme, as the database has it."""
    return NewsPage.objects.get(pk=items[1].pk)


def test_a_draft_shows_the_themes_that_were_chosen_in_it(item, items):
    first, second = (
        ThemeFactory(name="Klein", slug="klein"),
        ThemeFactory(name="Groot", slug="groot"),
    )
    item.themes = [first, second]
    draft = item.save_revision().as_object()
    assert set(chosen(draft, "themes")) == {first, second}
    assert [theme.slug for theme in chosen(NewsPage.objects.get(pk=item.pk), "themes")] == [
        "wetgeving"
    ]


def test_an_item_with_two_themes_of_one_name_is_listed_once(news_list):
    """Each in its own language: both have the same address."""
    item = NewsPageFactory(parent=news_list)
    french = Locale.objects.create(language_code="fr")
    item.themes = [ThemeFactory(slug="wet"), ThemeFactory(slug="wet", locale=french)]
    item.save()
    assert NewsPage.objects.with_theme("wet").count() == 1


@pytest.mark.parametrize("is_draft", [True, False])
def test_themes_come_by_name(item, is_draft):
    item.themes = [ThemeFactory(name=name, slug=name) for name in ("zorg", "Wet", "aankoop")]
    item.save()
    page = item.save_revision().as_object() if is_draft else NewsPage.objects.get(pk=item.pk)
    assert [theme.name for theme in chosen_tag(page, "themes")] == ["aankoop", "Wet", "zorg"]


def test_an_item_leads_to_its_theme_and_to_companies_that_anybody_may_read(client, home, item):
    guide = CompanyIndexPageFactory(parent=home)
    shown = CompanyPageFactory(parent=guide, title="Groenbedrijf", slug="groenbedrijf")
    draft = CompanyPageFactory(parent=guide, title="Nog niet", slug="nog-niet", live=False)
    item.companies = [shown, draft]
    item.save()
    html = client.get(item.url).content.decode()
    assert "?thema=wetgeving" in html
    assert shown.url in html
    assert "Nog niet" not in html


def test_more_themes_and_companies_cost_no_more_queries(client, home, item):
    """The generation, the section, the item, its themes and its companies; and each theme and
    company once per generation."""
    guide = CompanyIndexPageFactory(parent=home)
    companies = [CompanyPageFactory(parent=guide, slug=f"bedrijf-{n}") for n in range(4)]
    counts = []
    for number in (1, 4):
        item.companies = companies[:number]
        item.save()
        client.get(item.url)
        with CaptureQueriesContext(connection) as captured:
            client.get(item.url)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8
