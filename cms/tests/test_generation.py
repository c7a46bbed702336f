"""The generation changes with what visitors may see, and with nothing else."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from wagtail.models import Collection, Locale, Page, PageViewRestriction, Site

from cms.models import SiteGeneration, SiteImage, SiteSettings
from cms.page_cache import generation
from cms.page_cache.generation import current
from cms.page_cache.watching import BLIND_APPS, BLIND_MODELS, watch
from companies.factories import MunicipalityFactory
from home.factories import StandardPageFactory
from news.factories import NewsIndexPageFactory, ThemeFactory
from search.log import SearchCount
from users.models import User


@pytest.fixture
def page(home):
    return StandardPageFactory(parent=home, slug="vlas")


def publish(page):
    page.title = "Vlas en linnen"
    page.save_revision().publish()


def move(page):
    section = StandardPageFactory(parent=page.get_parent(), slug="elders")
    page.refresh_from_db()
    page.move(section, pos="last-child")


def update_by_query(page):
    Page.objects.filter(pk=page.pk).update(live=False)


def write_sql(page):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET title = 'Anders' WHERE id = %s", [page.pk])


CHANGES = {
    "a publication": publish,
    "a withdrawal": lambda page: page.unpublish(),
    "a move": move,
    "a deletion": lambda page: page.delete(),
    "a query that updates": update_by_query,
    "a line of SQL": write_sql,
    "a restriction": lambda page: PageViewRestriction.objects.create(
        page=page, restriction_type="login"
    ),
    "a snippet": lambda _: ThemeFactory(),
    "a municipality": lambda _: MunicipalityFactory(),
    "a setting": lambda _: SiteSettings.for_site(Site.objects.get()),
    "a collection": lambda _: Collection.get_first_root_node().add_child(name="Elders"),
    "a language": lambda _: Locale.objects.create(language_code="fr"),
    "an image": lambda _: SiteImage.objects.create(title="Akker", width=1, height=1),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_visitors_may_see_changes_it(name, page):
    before = current()
    CHANGES[name](page)
    assert current() != before


def save_draft(page):
    page.title = "Nog niet klaar"
    page.save_revision()


def lock(page):
    page.locked = True
    page.save()


OTHERS = {
    "a draft": save_draft,
    "a lock": lock,
    "an account": lambda _: User.objects.create_user("iemand"),
    "a search": lambda _: SearchCount.objects.create(
        query="vlas", language="nl", day="2026-11-25"
    ),
    "a save of what was there": lambda page: page.save(),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_nobody_sees_leaves_it(name, page):
    page = page.specific
    page.save()
    before = current()
    OTHERS[name](page)
    assert current() == before


def test_what_is_undone_undoes_it(page):
    before = current()
    with transaction.atomic():
        publish(page)
        assert current() != before
        transaction.set_rollback(True)
    assert current() == before


def test_a_change_after_one_that_was_undone_changes_it(page):
    """On PostgreSQL a transaction remembers that it changed the generation."""
    before = current()
    with transaction.atomic():
        with transaction.atomic():
            publish(page)
            transaction.set_rollback(True)
        write_sql(page)
    assert current() != before


def test_what_was_read_before_the_row_went_is_not_believed(db, monkeypatch):
    assert generation.trusted() == generation.trusted() == current()
    SiteGeneration.objects.all().delete()
    monkeypatch.setattr(generation, "_trusted", (0.0, None))  # as some time later
    assert generation.trusted() is None
    assert generation.trusted() is None


def test_without_a_row_there_is_none(db):
    SiteGeneration.objects.all().delete()
    assert current() is None


def test_a_second_look_at_the_tables_makes_no_trigger_twice(db):
    with connection.cursor() as cursor:
        watch("default")
        watch("default")
        cursor.execute(
            {
                "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
                " AND tbl_name = 'wagtailcore_page' AND name LIKE 'site_generation_%'",
                "postgresql": "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"
                " AND tgrelid = 'wagtailcore_page'::regclass"
                " AND tgname LIKE 'site_generation_%'",
            }[connection.vendor]
        )
        assert cursor.fetchone() == (3,)


def test_every_blind_model_exists():
    for label, names in BLIND_MODELS.items():
        models = {model.__name__ for model in apps.get_app_config(label).get_models(True)}
        assert names <= models
    assert {config.label for config in apps.get_app_configs()} >= BLIND_APPS


def test_on_postgresql_a_change_waits_until_every_process_knows(
    page, monkeypatch, django_capture_on_commit_callbacks
):
    waited = []
    connection.run_on_commit.clear()  # what the fixture left
    monkeypatch.setattr(generation.time, "sleep", waited.append)
    with django_capture_on_commit_callbacks(execute=True):
        publish(page)
    expected = {generation.TRUSTED_SECONDS} if connection.vendor == "postgresql" else set()
    assert set(waited) == expected


def test_a_process_believes_what_it_read_for_a_hundredth_of_a_second(page, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(generation.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(generation, "_trusted", (0.0, None))
    before = generation.trusted()
    publish(page)
    is_known_at_once = generation.trusted() != before
    assert is_known_at_once == (connection.vendor == "sqlite")
    clock[0] += generation.TRUSTED_SECONDS
    assert generation.trusted() == current() != before


def test_a_list_page_shows_a_new_child_at_once(home, client):
    index = NewsIndexPageFactory(parent=home)
    client.get(index.url)
    client.get("/")
    index.title = "Berichten"
    index.show_in_menus = True
    index.save_revision().publish()
    assert "Berichten" in client.get("/").content.decode()
