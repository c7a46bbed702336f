"""Two of a kind never have the same word in the address; who tries is told at the field."""

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail.models import Locale

from cms.models import SluggedMixin

pytestmark = pytest.mark.django_db
MODELS = [model for model in apps.get_models() if issubclass(model, SluggedMixin)]
by_name = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


@pytest.fixture
def french(db) -> Locale:
    return Locale.objects.get_or_create(language_code="fr")[0]


def add(client, model, **data):
    data = {"name": "Een", "slug": "een", **data}
    return client.post(reverse(model.snippet_viewset.get_url_name("add")), data)


def test_there_are_such_models():
    assert len(MODELS) == 4


@by_name
def test_a_word_that_is_taken_is_refused_at_its_field(model, home, admin_client):
    assert add(admin_client, model).status_code == 302
    response = add(admin_client, model, name="Twee")
    assert response.status_code == 200
    assert response.context["form"].errors["slug"] == [
        "Dit woord is al in gebruik. Kies een ander."
    ]
    assert model.objects.count() == 1


@by_name
def test_it_may_be_saved_again_with_its_own_word(model, home, admin_client):
    add(admin_client, model)
    (kept,) = model.objects.all()
    url = reverse(model.snippet_viewset.get_url_name("edit"), args=[kept.pk])
    assert admin_client.post(url, {"name": "Nieuw", "slug": "een"}).status_code == 302
    assert model.objects.get().name == "Nieuw"


@by_name
def test_another_language_may_have_the_same_word(model, home, french, admin_client):
    add(admin_client, model)
    url = reverse(model.snippet_viewset.get_url_name("add"))
    assert admin_client.post(f"{url}?locale=fr", {"name": "Une", "slug": "een"}).status_code == 302
    assert set(model.objects.values_list("locale__language_code", flat=True)) == {"nl", "fr"}
