"""What subscribers, editors and the site do at the same moment, on connections of their own."""

import pytest
from django.db import connection, transaction

from newsletter.factories import (
    DeliveryFactory,
    MailingFactory,
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    SeriesFactory,
    SubscriberFactory,
    SubscriptionFactory,
)
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
from newsletter.subscribers.leaving import erase, suppress, unsubscribe
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


@pytest.mark.parametrize(
    ("go", "counted"), [(erase, "left"), (lambda person: suppress(person, "bounced"), "bounced")]
)
def test_who_goes_in_two_ways_at_the_same_moment_is_gone_and_counted_once(home, go, counted):
    """A mail program unsubscribes meanwhile, and an issue is on its way."""
    issue = NewsletterIssuePageFactory(parent=NewsletterIndexPageFactory(parent=home))
    mailing = MailingFactory(issue=issue)
    subscriber, others = DeliveryFactory(mailing=mailing).subscriber, []
    same = Subscriber.objects.get()

    def leave_once_the_mail_is_withdrawn(execute, sql, *args):
        answer = execute(sql, *args)
        if sql.startswith('UPDATE "newsletter_delivery"') and not others:
            others.append(meanwhile(unsubscribe, same))
        return answer

    with connection.execute_wrapper(leave_once_the_mail_is_withdrawn):
        go(subscriber)
    assert others[0].result() == []
    assert not Subscriber.objects.mailable(mailing.series).exists()
    growth = GrowthCount.objects.get()
    assert (growth.left + growth.bounced, getattr(growth, counted)) == (1, 1)
