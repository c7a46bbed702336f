"""The news list: order, filters and feeds."""

import datetime

import pytest

from news.factories import NewsIndexPageFactory, NewsPageFactory, ThemeFactory


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
