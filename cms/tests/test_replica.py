"""Readers get pages from a copy of the database only while nobody can tell the difference."""

import copy
import os

import pytest
from django.db import OperationalError, connection, connections
from django.urls import reverse

from cms import replica
from cms.models import SiteGeneration
from cms.page_cache import generation
from cms.page_cache.memory import ENVIRON_KEY
from home.models import HomePage
from tests import migrated
from users.models import User

pytestmark = pytest.mark.django_db(databases=["default", "replica"])


@pytest.fixture(scope="module", autouse=True)
def second_database(tmp_path_factory, django_db_setup, django_db_blocker):
    """A real second database that nothing keeps in step: a test decides what it has."""
    details = copy.deepcopy(connection.settings_dict)
    name = f"{details['NAME']}_replica"
    if connection.vendor == "sqlite":
        details["NAME"] = tmp_path_factory.mktemp("replica") / "replica.sqlite3"
        migrated.copy_file(details["NAME"])
    else:
        details["NAME"] = name
        template = migrated.postgresql_template(os.environ["DATABASE_URL"])
        _on_server(f'DROP DATABASE IF EXISTS "{name}"')
        _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    connections.settings["replica"] = details
    yield
    connections["replica"].close()
    del connections["replica"], connections.settings["replica"]
    if connection.vendor == "postgresql":
        _on_server(f'DROP DATABASE "{name}"')


def _on_server(sql):
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(sql)


@pytest.fixture(autouse=True)
def both(second_database, home, settings, monkeypatch):
    """The site with a replica that has another title, so that a page tells where it was read."""
    settings.DATABASE_ROUTERS = ["cms.replica.Router"]
    settings.MIDDLEWARE = ["cms.replica.read_from_replica", *settings.MIDDLEWARE]
    monkeypatch.setattr(replica, "_away_until", 0.0)
    monkeypatch.setattr("cms.page_cache.memory._shelf", ("", {}))
    HomePage.objects.using("replica").update(title="Uit de kopie")
    HomePage.objects.using("default").update(title="Uit het origineel")
    catch_up()


def catch_up():
    rows = [SiteGeneration(token=row.token) for row in SiteGeneration.objects.all()]
    SiteGeneration.objects.using("replica").all().delete()
    SiteGeneration.objects.using("replica").bulk_create(rows)


def read(client, path="/") -> str:
    """The page as the page cache asks for it."""
    return client.get(path, **{ENVIRON_KEY: generation.current()}).content.decode()


def test_a_page_for_everybody_is_read_from_a_replica_that_is_as_new(client):
    assert "Uit de kopie" in read(client)


def test_a_replica_that_lags_is_not_read(client):
    HomePage.objects.using("default").update(title="Net gepubliceerd")
    assert "Net gepubliceerd" in read(client)


def test_a_replica_that_counts_no_changes_is_not_read(client):
    SiteGeneration.objects.using("replica").all().delete()
    assert "Uit het origineel" in read(client)


def test_nothing_is_read_from_it_while_the_site_is_being_migrated(client):
    for alias in ("default", "replica"):
        SiteGeneration.objects.using(alias).all().delete()
    assert "Uit het origineel" in read(client)


def test_what_the_page_cache_does_not_ask_for_comes_from_the_original(client):
    assert "Uit het origineel" in client.get("/").content.decode()


def test_editors_read_from_the_original(client, editor_user):
    client.force_login(editor_user)
    assert "Uit de kopie" not in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.fixture
def away(monkeypatch):
    original, asked = generation.current, []

    def current(using="default"):
        if using == "replica":
            asked.append(using)
            raise OperationalError("gone")
        return original(using)

    monkeypatch.setattr(generation, "current", current)
    return asked


def test_without_the_replica_the_original_answers_and_nobody_waits_for_it_again(client, away):
    for _ in range(3):
        assert "Uit het origineel" in read(client)
    assert len(away) == 1


class _Answer:
    def __init__(self, status_code):
        self.status_code = status_code


def test_a_page_that_fails_on_the_replica_is_made_again_from_the_original(rf):
    """A replica that is there breaks off queries too, when they keep it from following."""
    answers = []

    def get_response(request):
        answers.append(HomePage.objects.all().db)
        return _Answer(500 if answers == ["replica"] else 200)

    request = rf.get("/", **{ENVIRON_KEY: generation.current()})
    assert replica.read_from_replica(get_response)(request).status_code == 200
    assert answers == ["replica", "default"]


def test_a_page_that_fails_on_the_original_is_not_made_twice(rf, away):
    answers = []

    def get_response(request):
        answers.append(HomePage.objects.all().db)
        return _Answer(500)

    replica.read_from_replica(get_response)(rf.get("/", **{ENVIRON_KEY: generation.current()}))
    assert answers == ["default"]


@pytest.fixture
def where(rf):
    """In which database a request would read, after it did something."""

    def ask(model, first=lambda: None):
        found = []

        def get_response(request):
            first()
            found.append(model.objects.all().db)
            return _Answer(200)

        request = rf.get("/", **{ENVIRON_KEY: generation.current()})
        replica.read_from_replica(get_response)(request)
        return found[0]

    return ask


def test_what_the_generation_does_not_watch_is_read_from_the_original(where):
    assert where(HomePage) == "replica"
    assert where(User) == "default"


def test_the_search_index_is_followed_in_the_original(where):
    from search.models import SearchDocument

    assert where(SearchDocument) == "default"


def test_a_request_reads_what_it_wrote_itself(where):
    def write():
        User.objects.create_user("iemand")

    assert where(HomePage, write) == "default"


def test_an_object_of_the_replica_is_read_on_in_the_original_by_another_request(client):
    read(client)
    page = HomePage.objects.using("replica").get()
    assert page.get_children().db == "default"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda: None, "ok"),
        (lambda: HomePage.objects.using("default").update(title="Nieuwer"), "behind"),
    ],
    ids=["as new", "lagging"],
)
def test_readyz_says_how_the_replica_is(change, expected):
    change()
    assert replica.state() == expected


def test_readyz_says_that_the_replica_is_away(away):
    assert replica.state() == "unreachable"


def test_the_replica_is_not_migrated(settings):
    router = replica.Router()
    assert router.allow_migrate("default", "cms")
    assert not router.allow_migrate("replica", "cms")
