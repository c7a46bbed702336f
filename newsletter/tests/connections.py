"""Two connections to one database at the same moment.

SQLite has one writer at a time, so that there is nothing to see.
"""

import threading
from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from wagtail.models import Locale, Page

from newsletter.models import (
    GrowthCount,
    MailedMinute,
    Mailing,
    Notice,
    Series,
    Subscriber,
    SubscriberImport,
    Suppression,
)

ONLY_WITH_ROW_LOCKS = pytest.mark.skipif(
    not connection.features.has_select_for_update, reason="one writer"
)


@pytest.fixture(name="db")
def committing_db(django_db_setup, django_db_blocker):
    """In place of `db`: other connections see what is made, and it is taken away afterwards."""
    with django_db_blocker.unblock():
        yield
        Mailing.objects.all().delete()
        made = Page.objects.exclude(depth=2, locale__language_code="nl").filter(depth__gt=1)
        while page := made.order_by("-depth").first():  # its translations may go with it
            page.delete()
        own = (SubscriberImport, Subscriber, Series, Suppression, GrowthCount, Notice)
        others = ("search.SearchDocument", "search.SearchChange", "wagtailcore.PageLogEntry")
        tasks = ("django_tasks_database.DBTaskResult",)
        for model in (*own, MailedMinute, *map(apps.get_model, (*others, *tasks))):
            model.objects.all().delete()
        get_user_model().objects.all().delete()
        Locale.objects.exclude(language_code="nl").delete()
        connection.close()


class Other(threading.Thread):
    """What somebody else does on a connection of their own, while we hold ours.

    Attributes:
        waits: whether it waits for a lock that we hold.
    """

    def __init__(self, act: Callable, *args):
        super().__init__(daemon=True)
        self.act, self.args = act, args
        self.answer = self.error = None
        self.waits = False

    def run(self):
        try:
            self.answer = self.act(*self.args)
        except Exception as error:  # noqa: BLE001 - `result` raises it
            self.error = error
        finally:
            connection.close()

    def result(self):
        """What it came to, once it need not wait any more."""
        self.join()
        if self.error:
            raise self.error
        return self.answer


def meanwhile(act: Callable, *args) -> Other:
    """Have somebody else act, until that is done or waits for us."""
    other = Other(act, *args)
    other.start()
    while other.is_alive() and not other.waits:
        other.join(0.01)
        other.waits = _somebody_waits_for_us()
    return other


def _somebody_waits_for_us() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks"
            " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return cursor.fetchone() is not None
