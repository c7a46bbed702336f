"""The roles of editors: made once, and nothing destroyed after."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from home.roles import ROLES, setup_roles
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
    Group.objects.create(name="Moderators")
    user = User.objects.create_user("iemand")
    user.groups.add(Group.objects.create(name="Editors"))
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
