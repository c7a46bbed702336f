"""Each node's file holds what the database holds, whatever happens to either."""

import datetime
import threading
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from search import stores
from search.models import SearchChange, SearchDocument
from search.stores import following, get_store
from search.stores.fts5 import FTS5Store
from search.tests.committing import committing_db, in_a_thread  # noqa: F401 - `db`
from search.tests.documents import publish

pytestmark = pytest.mark.usefixtures("db")


def stored() -> set[str]:
    """The titles in the file, as a search would find it."""
    return set(get_store().documents().values())


def bypass_the_log(title: str) -> None:
    """Publish something of which no node hears."""
    publish(title)
    SearchChange.objects.order_by("-pk").first().delete()


# Changes


def test_a_rebuild_takes_back_what_was_told_before_it():
    """After a restore those numbers are of another server, and always later than here."""
    SearchChange.objects.create(source="test:1", transaction=10**15)
    call_command("rebuild_search", verbosity=0, stdout=StringIO())
    assert [change.source for change in SearchChange.objects.all()] == [""]


def test_what_is_published_and_deleted_is_so_in_the_next_search():
    document = publish("Koffie")
    assert stored() == {"Koffie"}
    publish("Thee", source="test:2")
    assert stored() == {"Koffie", "Thee"}
    document.delete()
    assert stored() == {"Thee"}


def test_a_search_without_changes_asks_one_query(alone, django_assert_num_queries):
    publish("Koffie")
    stored()
    with django_assert_num_queries(1):
        stored()


def test_a_change_that_is_rolled_back_never_reaches_the_file():
    stored()
    with transaction.atomic():
        publish("Koffie")
        assert stored() == set()
        transaction.set_rollback(True)
    assert stored() == set()


def test_a_change_reaches_the_file_after_the_transaction_that_also_searched():
    with transaction.atomic():
        publish("Koffie")
        stored()
    assert stored() == {"Koffie"}


def test_a_second_node_holds_the_same(settings, tmp_path):
    publish("Koffie")
    first = get_store().documents()
    settings.SEARCH_INDEX_DIR = tmp_path / "another"
    assert get_store().documents() == first


def test_very_many_changes_are_found_by_comparing_everything(monkeypatch):
    monkeypatch.setattr(following, "MOST_SOURCES", 2)
    stored()
    for number in range(4):
        publish(f"Koffie {number}", source=f"test:{number}")
    asked = []
    monkeypatch.setattr(following, "_copy", lambda _store, sources: asked.append(sources))
    stored()
    assert asked == [None]


def test_more_changes_than_sqlite_takes_values_are_no_problem():
    stored()
    SearchChange.objects.bulk_create(
        [SearchChange(source=f"test:{number}") for number in range(33_000)]
    )
    publish("Koffie")
    assert stored() == {"Koffie"}


# The database goes back, or forgets


def test_changes_of_the_last_days_are_kept_and_always_the_newest():
    now = timezone.now()
    for days in (30, 8, 6, 0):
        change = SearchChange.objects.create(source=f"test:{days}")
        SearchChange.objects.filter(pk=change.pk).update(
            created_at=now - datetime.timedelta(days=days)
        )
    call_command("prune_search_changes", stdout=StringIO())
    assert list(SearchChange.objects.order_by("pk").values_list("source", flat=True)) == [
        "test:6",
        "test:0",
    ]
    SearchChange.objects.update(created_at=now - datetime.timedelta(days=99))
    call_command("prune_search_changes", stdout=StringIO())
    assert SearchChange.objects.get().source == "test:0"


def test_a_node_that_looked_too_long_ago_compares_everything(alone):
    publish("Koffie")
    stored()
    bypass_the_log("Thee")
    publish("Melk", source="test:2")
    assert stored() == {"Koffie", "Melk"}
    long_ago = (timezone.now() - following.KEPT).timestamp()
    get_store().connection.execute("UPDATE state SET checked_at = ?", [long_ago])
    assert stored() == {"Koffie", "Thee", "Melk"}


def test_a_file_from_after_a_backup_of_the_database_is_compared_with_all_of_it():
    publish("Koffie")
    stored()
    get_store().reached(2**60)
    bypass_the_log("Thee")
    assert stored() == {"Koffie", "Thee"}


def test_a_process_that_starts_compares_everything_once(monkeypatch, alone):
    publish("Koffie")
    stored()
    bypass_the_log("Thee")
    monkeypatch.setattr(stores, "_stores", {})
    assert stored() == {"Koffie", "Thee"}
    bypass_the_log("Melk")
    assert stored() == {"Koffie", "Thee"}


def test_a_rebuild_on_one_node_makes_all_nodes_compare_everything():
    stored()
    bypass_the_log("Thee")
    assert stored() == set()
    SearchChange.objects.create(source="")
    assert stored() == {"Thee"}


if connection.vendor == "postgresql":

    def test_two_transactions_are_seen_in_whatever_order_they_end():
        wrote, may_end = threading.Event(), threading.Event()

        def first():
            with transaction.atomic():
                publish("Eerst begonnen")
                wrote.set()
                may_end.wait(10)

        thread = in_a_thread(first)
        wrote.wait(10)
        publish("Eerst klaar", source="test:2")
        assert stored() == {"Eerst klaar"}
        may_end.set()
        thread.join()
        assert stored() == {"Eerst klaar", "Eerst begonnen"}

    def test_what_another_has_not_committed_yet_is_not_in_the_file():
        wrote, may_end = threading.Event(), threading.Event()

        def undo():
            with transaction.atomic():
                publish("Koffie")
                wrote.set()
                may_end.wait(10)
                transaction.set_rollback(True)

        thread = in_a_thread(undo)
        wrote.wait(10)
        assert stored() == set()
        may_end.set()
        thread.join()
        assert stored() == set()

    def test_many_who_search_while_others_publish_end_up_with_everything():
        def work(number):
            def publish_and_search():
                for i in range(5):
                    publish(f"Koffie {number} {i}", source=f"test:{number}")
                    stored()

            return publish_and_search

        threads = [in_a_thread(work(number)) for number in range(6)]
        for thread in threads:
            thread.join()
        assert len(stored()) == 30
        assert get_store().documents() == dict(SearchDocument.objects.values_list("pk", "digest"))
        assert get_store().problems() == []


def test_who_finds_no_lock_goes_on_with_what_there_is(monkeypatch):
    monkeypatch.setattr("search.stores.files.BUSY_SECONDS", 0.01)
    publish("Koffie")
    stored()
    with FTS5Store(get_store().path).lock():
        assert stored() == {"Koffie"}
        publish("Thee", source="test:2")
        assert stored() == {"Koffie"}
    assert stored() == {"Koffie", "Thee"}
