"""What subscribers, editors and the site do at the same moment, on connections of their own."""

import pytest
from django.db import transaction

from newsletter.factories import SeriesFactory, SubscriberFactory, SubscriptionFactory
from newsletter.models import (
    ConsentEvent,
    GrowthCount,
    Notice,
    Subscriber,
    SubscriberImport,
    Suppression,
)
from newsletter.subscribers import importing
from newsletter.subscribers.importing import carry_out
from newsletter.subscribers.joining import confirm, request_subscription
from newsletter.subscribers.leaving import erase, unsubscribe
from newsletter.tests.connections import (
    ONLY_WITH_ROW_LOCKS,
    committing_db,  # noqa: F401 - in place of `db`
    meanwhile,
)

pytestmark = [ONLY_WITH_ROW_LOCKS, pytest.mark.usefixtures("db")]


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
    compare, erasers = importing.plan, []

    def compare_and_let_somebody_erase(list_):
        erasers.append(meanwhile(erase, erased, Suppression.Reason.ERASED, False))
        return compare(list_)

    monkeypatch.setattr(importing, "plan", compare_and_let_somebody_erase)
    assert carry_out(listed)
    (eraser,) = erasers
    assert eraser.waits
    eraser.result()
    listed.refresh_from_db()
    assert (listed.text, listed.counts) == ("", {outcome: 1, "subscribed": 1})
    assert [subscriber.email for subscriber in Subscriber.objects.all()] == ["piet@example.be"]
    growth = GrowthCount.objects.get()
    assert (growth.confirmed, growth.left) == (1, left)


def test_two_requests_for_one_address_at_the_same_moment_give_one_mail():
    subscriber, series = SubscriberFactory(), SeriesFactory(slug="sloten")
    with transaction.atomic():
        request_subscription(subscriber.email, [series], "nl")
        other = meanwhile(request_subscription, subscriber.email, [series], "nl")
    other.result()
    assert Notice.objects.get().kind == Notice.Kind.CONFIRM
    assert ConsentEvent.objects.get().action == ConsentEvent.Action.REQUESTED


@pytest.mark.parametrize(
    ("press", "state", "kind"),
    [(confirm, {"pending": True}, "welcome"), (unsubscribe, {}, "goodbye")],
)
def test_a_double_click_does_one_thing_also_when_two_processes_get_it(press, state, kind):
    subscriber = SubscriptionFactory(**state).subscriber
    with transaction.atomic():
        assert len(press(subscriber)) == 1
        second = meanwhile(press, subscriber)
    assert second.result() == []
    assert Notice.objects.get().kind == kind
    assert ConsentEvent.objects.count() == 1
    growth = GrowthCount.objects.get()
    assert growth.confirmed + growth.left == 1


def test_a_double_click_on_erasing_says_goodbye_and_counts_once():
    subscriber = SubscriptionFactory().subscriber
    same = Subscriber.objects.get()
    with transaction.atomic():
        erase(subscriber)
        second = meanwhile(erase, same)
    second.result()
    assert Notice.objects.get().kind == Notice.Kind.ERASED
    assert GrowthCount.objects.get().left == 1
