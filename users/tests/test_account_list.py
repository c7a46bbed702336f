"""The list of accounts."""

from django.contrib.auth.models import Group
from django.urls import reverse

from home.roles import ADMINISTRATORS, EDITORS, WRITERS
from users.models import User


def test_the_list_of_accounts_says_what_each_person_may_do(client, db):
    names = (ADMINISTRATORS, WRITERS, EDITORS)
    groups = [Group.objects.get(name=name) for name in names]
    administrator = User.objects.create_user("an", first_name="An")
    administrator.groups.add(groups[0])
    User.objects.create_user("bo").groups.add(*groups[1:])
    User.objects.create_superuser("cis")
    client.force_login(administrator)
    html = client.get(reverse("wagtailusers_users:index")).content.decode()
    table = html.partition("<tbody>")[2]
    assert ADMINISTRATORS in table
    assert f"{EDITORS}, {WRITERS}" in table or f"{WRITERS}, {EDITORS}" in table
    assert "mag alles" in table
