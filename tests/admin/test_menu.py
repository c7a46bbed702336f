"""The menu of the admin."""

import pytest
from wagtail.admin.menu import admin_menu

from users.models import User

pytestmark = pytest.mark.django_db


def test_no_entry_of_the_menu_opens_with_another(rf, home):
    """The script of the menu opens what begins like the name of the entry one clicked on."""
    request = rf.get("/admin/")
    request.user = User.objects.create_superuser("beheerder")
    names = [item.name for item in admin_menu.menu_items_for_request(request)]
    assert [(a, b) for a in names for b in names if a != b and b.startswith(a)] == []
