"""A Dutch page, and French beside it."""

import pytest
from wagtail.models import Locale

from home.factories import StandardPageFactory


@pytest.fixture
def french(db):
    return Locale.objects.create(language_code="fr")


@pytest.fixture
def french_home(home, french):
    translation = home.copy_for_translation(french)
    translation.save_revision().publish()
    return translation


@pytest.fixture
def page(home):
    return StandardPageFactory(parent=home, title="De regels", slug="regels", summary="Kort.")


@pytest.fixture
def editor(admin_client):
    return admin_client
