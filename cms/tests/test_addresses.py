"""No page can be put at an address that the site itself uses."""

import pytest
from django.urls import reverse

from home.factories import StandardPageFactory
from home.models import StandardPage

TAKEN = "De site gebruikt dit adres zelf."

pytestmark = pytest.mark.django_db


def written(slug: str) -> dict:
    """The form of a page with nothing but a title and an address."""
    return {
        "title": "Pagina",
        "slug": slug,
        "body-count": 0,
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    }


@pytest.mark.parametrize("slug", ["en", "fr", "nl", "zoeken", "admin"])
@pytest.mark.parametrize("action", [{}, {"action-publish": "1"}], ids=["draft", "publish"])
def test_a_new_page_cannot_have_it(home, admin_client, slug, action):
    add = reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk])
    response = admin_client.post(add, written(slug) | action)
    assert TAKEN in response.content.decode()
    assert not StandardPage.objects.filter(slug=slug).exists()


def test_a_page_without_title_and_address_is_told_so(home, admin_client):
    add = reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk])
    page = written("") | {"title": "", "action-publish": "1"}
    response = admin_client.post(add, page)
    assert response.status_code == 200
    assert response.context["form"].errors.keys() >= {"title"}


def test_further_down_it_is_free(home, admin_client):
    parent = StandardPageFactory(parent=home, slug="over")
    add = reverse("wagtailadmin_pages:add", args=["home", "standardpage", parent.pk])
    admin_client.post(add, written("zoeken"))
    assert StandardPage.objects.filter(slug="zoeken").exists()


def test_a_page_that_has_it_further_down_is_not_moved_up(home, admin_client):
    parent = StandardPageFactory(parent=home, slug="over")
    page = StandardPageFactory(parent=parent, slug="en")
    move = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, home.pk])
    response = admin_client.post(move, follow=True)
    page.refresh_from_db()
    assert TAKEN in response.content.decode()
    assert page.get_parent().pk == parent.pk


def test_nor_is_a_copy_put_there(home, admin_client):
    page = StandardPageFactory(parent=home, slug="over")
    copy = reverse("wagtailadmin_pages:copy", args=[page.pk])
    response = admin_client.post(
        copy, {"new_title": "Kopie", "new_slug": "en", "new_parent_page": home.pk}
    )
    assert TAKEN in response.content.decode()
    assert not StandardPage.objects.filter(slug="en").exists()
