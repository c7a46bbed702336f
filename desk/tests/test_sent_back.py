"""Who opens a page that was sent back reads above it what is asked."""

import pytest
from django.urls import reverse

from home.factories import StandardPageFactory
from home.roles import setup_roles
from users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(home) -> User:
    setup_roles()
    return User.objects.create_superuser("lezer")


@pytest.fixture
def page_after(home, reader, admin_user, admin_client):
    """The editor of a page, after the reader sent it back with these words."""

    def open_(comment: str, is_gone: bool = False) -> str:
        page = StandardPageFactory(parent=home, title="Bijna af", live=False)
        page.save_revision(user=admin_user)
        state = page.get_workflow().start(page, admin_user)
        state.current_task_state.reject(user=reader, comment=comment)
        if is_gone:
            reader.delete()
        response = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert response.status_code == 200
        return response.content.decode()

    return open_


def test_the_words_of_the_reader_are_there(page_after):
    assert "lezer vraagt wijzigingen: Zet er een datum bij." in page_after("Zet er een datum bij.")


def test_a_reader_who_said_nothing_is_named_without_words(page_after):
    page = page_after("")
    assert "lezer vraagt wijzigingen." in page


def test_the_words_stay_when_the_reader_is_gone(page_after):
    page = page_after("Zet er een datum bij.", is_gone=True)
    assert "Een collega vraagt wijzigingen: Zet er een datum bij." in page


def test_a_reader_who_is_gone_and_said_nothing_breaks_nothing(page_after):
    assert "Een collega vraagt wijzigingen." in page_after("", is_gone=True)
