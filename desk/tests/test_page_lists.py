"""The flat lists of pages, for people with and without a place to put a page."""

import pytest
from django.contrib.auth.models import Group

from news.factories import NewsIndexPageFactory
from users.models import User

ADD = "/admin/nieuwsberichten/choose_parent/"


@pytest.fixture
def news_list(home, client):
    """The list of news as somebody of this group sees it."""
    NewsIndexPageFactory(parent=home)

    def of(group: str) -> str:
        user = User.objects.create_user(group.lower())
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        return client.get("/admin/nieuwsberichten/").content.decode()

    return of


def test_who_may_add_a_page_gets_the_button(news_list):
    assert ADD in news_list("Redacteurs")


@pytest.mark.parametrize("group", ["Vertalers", "Helpdesk"])
def test_who_has_no_place_for_a_page_gets_no_button(news_list, group):
    assert ADD not in news_list(group)


def test_an_empty_list_says_so(news_list):
    assert "Er zijn geen nieuwsberichten om te tonen." in news_list("Redacteurs")
