"""The flat lists of pages, for people with and without a place to put a page."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from news.factories import NewsIndexPageFactory, NewsPageFactory, ThemeFactory
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


def news(client, **filters) -> set[str]:
    """The titles that stay in the list of news with these filters."""
    response = client.get("/admin/nieuwsberichten/", filters)
    return {page.title for page in response.context["object_list"]}


def test_what_went_live_as_planned_is_not_planned_any_more(home, admin_client):
    now = timezone.now()
    past, coming = now - timedelta(days=300), now + timedelta(days=9)
    index = NewsIndexPageFactory(parent=home)
    NewsPageFactory(parent=index, title="Was gepland", go_live_at=past)
    NewsPageFactory(parent=index, title="Komt nog", go_live_at=coming, live=False)
    NewsPageFactory(parent=index, title="Verdwijnt", go_live_at=past, expire_at=coming)
    assert news(admin_client, state="scheduled") == {"Komt nog", "Verdwijnt"}


def test_a_theme_can_be_chosen_once_and_not_in_each_language(home, french, admin_client):
    theme = ThemeFactory(name="Wetgeving", slug="wetgeving")
    ThemeFactory(name="Législation", slug="wetgeving", locale=french)
    page = NewsPageFactory(parent=NewsIndexPageFactory(parent=home), title="Over de wet")
    page.themes = [theme]
    page.save()
    response = admin_client.get("/admin/nieuwsberichten/")
    assert list(response.context["filters"].form.fields["themes"].queryset) == [theme]
    assert news(admin_client, themes=theme.pk) == {"Over de wet"}
