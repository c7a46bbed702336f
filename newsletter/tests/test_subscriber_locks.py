"""Erasing somebody while a list is carried out, on connections of their own.

SQLite has one writer at a time, so that there is nothing to see.
"""

import threading
import time

import pytest
from django.db import connection

from newsletter.factories import SeriesFactory, SubscriptionFactory
from newsletter.models import GrowthCount, Series, Subscriber, SubscriberImport, Suppression
from newsletter.subscribers import importing
from newsletter.subscribers.importing import carry_out
from newsletter.subscribers.leaving import erase

pytestmark = [
    pytest.mark.skipif(not connection.features.has_select_for_update, reason="one writer"),
    pytest.mark.usefixtures("db"),
]


@pytest.fixture(name="db")
def committing_db(django_db_setup, django_db_blocker):
    """In place of `db`: other connections see what is made, and it is taken away afterwards."""
    with django_db_blocker.unblock():
        yield
        for model in (SubscriberImport, Subscriber, Series, Suppression, GrowthCount):
            model.objects.all().delete()
        connection.close()


@pytest.mark.parametrize(
    ("state", "outcome", "left"), [({}, "already", 1), ({"ended": True}, "left", 0)]
)
def test_erasing_during_an_import_waits_and_brings_no_lines_back(
    monkeypatch, state, outcome, left
):
    series = SeriesFactory(slug="sloten")
    erased = SubscriptionFactory(series=series, **state).subscriber
    listed = SubscriberImport.objects.create(
        kind="own", text=f"{erased.email}\npiet@example.be\n", series=series
    )
    compare, failures = importing.plan, []

    def compare_and_let_somebody_erase(list_):
        eraser.start()
        _wait_until_somebody_waits()
        return compare(list_)

    def erase_in_a_thread():
        try:
            erase(erased, say_goodbye=False)
        except Exception as error:  # noqa: BLE001 - the test tells of it
            failures.append(error)
        finally:
            connection.close()

    eraser = threading.Thread(target=erase_in_a_thread)
    monkeypatch.setattr(importing, "plan", compare_and_let_somebody_erase)
    assert carry_out(listed)
    eraser.join()
    assert failures == []
    listed.refresh_from_db()
    assert (listed.text, listed.counts) == ("", {outcome: 1, "subscribed": 1})
    assert [subscriber.email for subscriber in Subscriber.objects.all()] == ["piet@example.be"]
    growth = GrowthCount.objects.get()
    assert (growth.confirmed, growth.left) == (1, left)


def _wait_until_somebody_waits():
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM pg_locks"
                " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone():
                return
        time.sleep(0.02)
    raise AssertionError("Erasing does not wait for the list.")
