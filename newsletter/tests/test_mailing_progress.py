"""The numbers of a mailing."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from newsletter.factories import (
    DeliveryFactory,
    MailingFactory,
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
)
from newsletter.mailings.progress import progress_of
from newsletter.models import Delivery, Mailing

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def mailing(home):
    issue = NewsletterIssuePageFactory(parent=NewsletterIndexPageFactory(parent=home))
    return MailingFactory(issue=issue)


def test_a_mailing_that_is_not_prepared_has_no_numbers(mailing):
    progress = progress_of(mailing)
    assert (progress.total, progress.percent, progress.per_minute) == (0, 0, 0)
    assert progress.expected is progress.ends_at is None
    assert not progress.adds_up


def test_every_state_is_counted_in_one_query(mailing, django_assert_num_queries):
    """One query: the deliveries grouped by state."""
    for number, state in enumerate(Delivery.State.values, start=1):
        DeliveryFactory.create_batch(number, mailing=mailing, state=state)
    with django_assert_num_queries(1):
        progress = progress_of(mailing)
    assert progress.counts == {
        state: number for number, state in enumerate(Delivery.State.values, start=1)
    }
    assert progress.total == progress.waiting + progress.settled == 45


@time_machine.travel(NOW, tick=False)
def test_the_end_follows_from_the_speed_of_the_last_minutes(mailing):
    mailing.state, mailing.started_at = Mailing.State.SENDING, NOW - 60 * MINUTE
    DeliveryFactory.create_batch(
        3, mailing=mailing, state="accepted", settled_at=NOW - 30 * MINUTE
    )
    DeliveryFactory.create_batch(5, mailing=mailing, state="accepted", settled_at=NOW - MINUTE)
    DeliveryFactory.create_batch(4, mailing=mailing)
    progress = progress_of(mailing)
    assert progress.per_minute == 1
    assert progress.ends_at == NOW + 4 * MINUTE


def test_a_mailing_that_just_started_has_the_speed_of_its_own_time(mailing):
    mailing.started_at = timezone.now() - 2 * MINUTE
    DeliveryFactory.create_batch(4, mailing=mailing, state="accepted", settled_at=timezone.now())
    assert progress_of(mailing).per_minute == pytest.approx(2, rel=0.01)


@pytest.mark.parametrize("state", Mailing.State.values)
def test_a_mailing_is_stuck_when_no_worker_turns_to_it(mailing, state):
    long_ago = timezone.now() - 11 * MINUTE
    mailing.state, mailing.send_at = state, long_ago
    assert progress_of(mailing).is_stuck == (state in Mailing.AT_WORK)
    mailing.worked_at = timezone.now() - 9 * MINUTE
    assert not progress_of(mailing).is_stuck
