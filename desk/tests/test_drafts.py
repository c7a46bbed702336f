"""What counts as a draft on the dashboard and in its report: work that nobody else moves on."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import Page

from desk.queries import drafts
from home.factories import StandardPageFactory
from home.roles import setup_roles
from users.models import User

pytestmark = pytest.mark.django_db
LATER = timezone.now() + datetime.timedelta(days=9)


@pytest.fixture
def chief(home) -> User:
    setup_roles()
    return User.objects.create_superuser("beheerder")


@pytest.fixture
def draft(home, chief) -> Page:
    page = StandardPageFactory(parent=home, title="Bijna af", live=False)
    page.save_revision(user=chief)
    return page


def test_a_page_that_was_never_published_is_a_draft(draft, chief):
    assert [page.pk for page in drafts(chief)] == [draft.pk]


def test_a_page_that_goes_live_by_itself_is_none(draft, chief):
    draft.go_live_at = LATER
    draft.save_revision(user=chief).publish(user=chief)
    assert list(drafts(chief)) == []


def test_a_page_with_a_moment_that_nobody_planned_is_one(draft, chief):
    draft.go_live_at = LATER
    draft.save()
    draft.save_revision(user=chief)
    assert [page.pk for page in drafts(chief)] == [draft.pk]


def test_a_page_that_waits_for_its_reader_is_none(draft, chief):
    draft.get_workflow().start(draft, chief)
    assert list(drafts(chief)) == []


def test_a_page_that_its_reader_sent_back_is_one(draft, chief):
    state = draft.get_workflow().start(draft, chief)
    state.current_task_state.reject(user=chief, comment="Zet er een datum bij.")
    assert [page.pk for page in drafts(chief)] == [draft.pk]
