"""A database in which a test really commits, so that other connections see it."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from wagtail.models import Page

from search.models import SearchChange, SearchDocument


@pytest.fixture(name="db")
def committing_db(django_db_setup, django_db_blocker):
    """Takes the place of `db` in the modules that import it.

    Tests with `transaction=True` empty all tables at their end, also those that the
    migrations filled; this takes away what the tests of the search make.
    """
    with django_db_blocker.unblock():
        yield
        for page in Page.objects.filter(depth__gt=2).order_by("-depth"):
            Page.objects.get(pk=page.pk).delete()
        SearchDocument.objects.all().delete()
        SearchChange.objects.all().delete()
        connection.close()


def in_a_thread(work: Callable[[], None]) -> threading.Thread:
    """Work with a connection of its own, as another process has."""

    def run():
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread
