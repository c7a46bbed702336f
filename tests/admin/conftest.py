"""The admin of one small site, which is made once for each file of tests."""

from copy import deepcopy

import pytest

from home.models import HomePage
from home.naming import name_in_dutch
from tests.admin.world import World, build_world
from tests.standing import kept


@pytest.fixture(scope="module")
def standing_world(django_db_setup, django_db_blocker, tmp_path_factory):
    with kept(tmp_path_factory.mktemp("admin"), django_db_blocker) as own:
        home = HomePage.objects.get()
        home.title = home.draft_title = "Startpagina"
        name_in_dutch()
        yield build_world(home), own


@pytest.fixture
def world(standing_world, db, settings) -> World:
    """One of each thing, and one person per role; what a test does to it is undone."""
    world, own = standing_world
    settings.MEDIA_ROOT = own["MEDIA_ROOT"]
    return deepcopy(world)
