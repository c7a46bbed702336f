"""The role of editors and the demo site: made once, and nothing destroyed after."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page

from home.roles import ROLES, setup_roles
from news.models import NewsPage
from users.models import User


def rights() -> dict:
    """Everything that each group may do."""
    return {
        group.name: (
            set(group.permissions.values_list("pk")),
            set(group.page_permissions.values_list("page", "permission")),
            set(group.collection_permissions.values_list("collection", "permission")),
        )
        for group in Group.objects.all()
    }


def test_setting_up_roles_twice_changes_nothing(db):
    setup_roles()
    first = rights()
    setup_roles()
    assert rights() == first


def test_the_groups_that_wagtail_makes_are_gone_unless_somebody_is_in_them(db):
    user = User.objects.create_user("iemand")
    user.groups.add(Group.objects.get(name="Editors"))
    setup_roles()
    names = {role.name for role in ROLES}
    assert set(Group.objects.values_list("name", flat=True)) == {"Editors", *names}


@pytest.mark.parametrize("view", ["wagtailusers_users:index", "wagtailusers_groups:index"])
def test_an_editor_cannot_reach_accounts(view, client, editor_user):
    client.force_login(editor_user)
    assert client.get(reverse(view)).status_code == 302


@pytest.mark.parametrize("view", ["wagtailimages:index", "wagtaildocs:index"])
def test_an_editor_can_reach_images_and_documents(view, client, editor_user):
    client.force_login(editor_user)
    assert client.get(reverse(view)).status_code == 200


@pytest.fixture
def demo(db, capsys):
    call_command("seed_demo")
    return capsys.readouterr().out


def test_the_demo_site_is_built_once_and_keeps_what_editors_changed(demo, client, capsys):
    pages = Page.objects.count()
    news = NewsPage.objects.first()
    news.title = "Door een redacteur veranderd"
    news.save_revision().publish()
    call_command("seed_demo")
    assert capsys.readouterr().out == ""
    assert Page.objects.count() == pages
    assert NewsPage.objects.get(pk=news.pk).title == "Door een redacteur veranderd"
    assert demo.count("wachtwoord") == 3
    response = client.get("/werkdomeinen/regionale-economie/sociale-economie/")
    assert response.status_code == 301
    assert response["Location"].endswith("/sociale-economie/")
    for address in ("/en/companies/wase-werkplaats/", "/fr/actualites/archives-consultables/"):
        assert client.get(address).status_code == 200
