"""A rebuild while editors go on, on a connection of its own as a command has."""

import random
import threading
from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.models import Page, PageViewRestriction

from cms.frame import visible_pages
from home.models import HomePage
from search.results import Search
from search.tests.committing import committing_db, in_a_thread  # noqa: F401 - `db`
from search.tests.pages import StandardPageFactory

pytestmark = pytest.mark.usefixtures("db")
EDITS = 40


def publish(page):
    page.title = f"Egel {random.random()}"  # noqa: S311 - only another one
    page.save_revision().publish()


def hide(page):
    page.unpublish()


def restrict(page):
    PageViewRestriction.objects.get_or_create(page=page, restriction_type="login")


def free(page):
    for restriction in PageViewRestriction.objects.filter(page=page):
        restriction.delete()


def found() -> set[str]:
    return {hit.document.title for hit in Search("egel", "nl")[0:50]}


def public() -> set[str]:
    return set(visible_pages().filter(title__startswith="Egel").values_list("title", flat=True))


def test_what_is_hidden_during_a_rebuild_is_found_no_more_and_the_rest_is():
    home, chosen = HomePage.objects.get(), random.Random(5)  # noqa: S311 - to repeat it
    pages = [
        StandardPageFactory(parent=home, title=f"Egel {number}", slug=f"egel-{number}")
        for number in range(8)
    ]
    is_over, rebuilds = threading.Event(), []

    def rebuild():
        while not is_over.is_set():
            call_command("rebuild_search", stdout=StringIO())
            rebuilds.append(1)

    thread = in_a_thread(rebuild)
    try:
        for _ in range(EDITS):
            page = Page.objects.get(pk=chosen.choice(pages).pk).specific
            chosen.choice([publish, hide, restrict, free])(page)
            assert found() <= public()
    finally:
        is_over.set()
        thread.join()
    assert rebuilds
    assert found() == public()
    call_command("check_search", stdout=StringIO())
