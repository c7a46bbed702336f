"""Editors at work, with one login per person."""

import pytest

from tests.e2e.conftest import DESKTOP
from tests.e2e.jobs.clerk import Clerk


@pytest.fixture(scope="session")
def logged_in(office, browser, log_in):
    """What a browser keeps of a login, by the name of the account."""
    kept = {}

    def keep(username):
        if username not in kept:
            context = browser.new_context(viewport=DESKTOP, locale="nl-BE")
            log_in(context.new_page(), office, username)
            kept[username] = context.storage_state()
            context.close()
        return kept[username]

    return keep


@pytest.fixture
def clerk(office, logged_in, open_page):
    """Somebody at the dashboard: `clerk()` may publish, `clerk(office.writer)` may not."""

    def at_work(username=office.username):
        page = open_page(storage_state=logged_in(username))
        page.goto(f"{office.url}/admin/")
        return Clerk(page)

    return at_work
