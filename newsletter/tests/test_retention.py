"""Forgetting in time, and mail that must not be lost."""

import datetime
import smtplib
from unittest import mock

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone

from newsletter.factories import SeriesFactory, SubscriptionFactory
from newsletter.models import (
    GrowthCount,
    Notice,
    Subscriber,
    SubscriberImport,
    Subscription,
    Suppression,
)
from newsletter.subscribers import growth
from newsletter.subscribers.joining import request_subscription
from newsletter.subscribers.leaving import suppress, suppress_address, unsubscribe
from newsletter.subscribers.links import confirm_url
from newsletter.subscribers.notices import notify, send_notices
from newsletter.subscribers.retention import forget_former

pytestmark = pytest.mark.django_db


def days(number):
    return time_machine.travel(timezone.now() + datetime.timedelta(days=number), tick=False)


def prune():
    call_command("prune_subscribers", verbosity=0)


def test_what_nobody_confirms_is_erased_after_fourteen_days():
    request_subscription("jan@example.be", [SeriesFactory()], "nl")
    with days(13):
        prune()
        assert Subscriber.objects.exists()
    with days(15):
        prune()
    assert not Subscriber.objects.exists()
    assert not Suppression.objects.exists()


def test_a_second_mail_with_a_link_gives_another_fourteen_days(client, settings):
    settings.SITE_URL = ""
    series = SeriesFactory()
    request_subscription("jan@example.be", [series], "nl")
    with days(13):
        request_subscription("jan@example.be", [series], "nl")
        url = confirm_url(Subscriber.objects.get().pk)
    with days(26):
        prune()
        assert "Ja, schrijf me in" in client.get(url).content.decode()
    with days(28):
        prune()
    assert not Subscriber.objects.exists()


def test_a_request_without_a_mail_gives_no_more_days():
    series = SeriesFactory()
    request_subscription("jan@example.be", [series], "nl")
    with days(0.9):
        request_subscription("jan@example.be", [series], "nl")
    with days(14.5):
        prune()
    assert not Subscriber.objects.exists()


def test_an_active_subscriber_who_asks_for_another_series_stays():
    subscription = SubscriptionFactory()
    other = SeriesFactory(slug="andere")
    request_subscription(subscription.subscriber.email, [other], "nl")
    with days(1000):
        prune()
    assert list(Subscription.objects.all()) == [subscription]


def test_who_left_and_did_not_confirm_a_new_request_stays_who_left():
    subscription = SubscriptionFactory(ended=True)
    request_subscription(subscription.subscriber.email, [subscription.series], "nl")
    with days(15):
        prune()
    subscription.refresh_from_db()
    assert (subscription.state, subscription.end_reason) == ("ended", "unsubscribed")


def test_who_must_not_be_mailed_and_did_not_confirm_becomes_who_left_when_that_began():
    subscription = SubscriptionFactory()
    suppress_address(subscription.subscriber.email, Suppression.Reason.UNSUBSCRIBED)
    request_subscription(subscription.subscriber.email, [subscription.series], "nl")
    with days(15):
        prune()
    subscription.refresh_from_db()
    assert (subscription.state, subscription.end_reason) == ("ended", "unsubscribed")
    assert subscription.ended_at == Suppression.objects.get().created_at


def test_who_left_long_ago_is_forgotten_but_for_the_hash(settings):
    settings.SUBSCRIBER_RETENTION_DAYS = 100
    SubscriptionFactory(ended=True)
    with days(99):
        prune()
        assert Subscriber.objects.exists()
    with days(101):
        prune()
    assert not Subscriber.objects.exists()
    assert Suppression.objects.get().reason == Suppression.Reason.UNSUBSCRIBED


@pytest.mark.parametrize("state", [{}, {"pending": True}, {"ended": True}])
def test_who_left_one_series_long_ago_is_kept_for_another(settings, state):
    settings.SUBSCRIBER_RETENTION_DAYS = 100
    reader = SubscriptionFactory(ended=True).subscriber
    with days(101):
        SubscriptionFactory(subscriber=reader, series=SeriesFactory(slug="andere"), **state)
        prune()
    assert Subscription.objects.filter(subscriber=reader).count() == 2


def test_who_left_two_series_long_ago_is_one_person_who_is_forgotten(settings):
    settings.SUBSCRIBER_RETENTION_DAYS = 100
    reader = SubscriptionFactory(ended=True).subscriber
    SubscriptionFactory(subscriber=reader, series=SeriesFactory(slug="andere"), ended=True)
    with days(101):
        assert forget_former() == 1
    assert not Subscriber.objects.exists()


def test_a_list_that_nobody_carried_out_is_gone_the_next_day():
    SubscriberImport.objects.create(kind="own", text="jan@example.be")
    done = SubscriberImport.objects.create(kind="own", applied_at=timezone.now())
    with days(2):
        prune()
    assert list(SubscriberImport.objects.all()) == [done]


def test_no_lines_stay_of_a_list_that_was_carried_out():
    done = SubscriberImport.objects.create(
        kind="own", text="jan@example.be", applied_at=timezone.now()
    )
    prune()
    done.refresh_from_db()
    assert done.text == ""


def test_a_bounce_ends_and_suppresses_without_a_mail():
    subscription = SubscriptionFactory()
    for _ in range(2):
        suppress(subscription.subscriber, Suppression.Reason.BOUNCED)
    subscription.refresh_from_db()
    assert (subscription.state, subscription.end_reason) == ("ended", "bounced")
    assert not Notice.objects.exists()
    count = GrowthCount.objects.get()
    assert (count.confirmed, count.left, count.bounced) == (0, 0, 1)


def test_the_growth_shows_months_in_which_nothing_happened():
    unsubscribe(SubscriptionFactory().subscriber)
    rows = growth.months(12)
    assert len(rows) == 12
    assert [row.left for row in rows] == [0] * 11 + [1]
    assert rows[-1].month == timezone.localdate().replace(day=1)


def test_a_mail_server_that_is_away_loses_no_mail():
    notify(SubscriptionFactory().subscriber, Notice.Kind.PREFERENCES)
    with mock.patch(
        "django.core.mail.EmailMultiAlternatives.send",
        side_effect=smtplib.SMTPServerDisconnected,
    ):
        assert send_notices() == 0
    assert send_notices() == 0  # not at once
    with days(0.1):
        call_command("send_notices", verbosity=0)
    assert len(mail.outbox) == 1
    assert not Notice.objects.exists()


def test_two_processes_that_read_the_same_mail_send_it_once(monkeypatch):
    notify(SubscriptionFactory().subscriber, Notice.Kind.PREFERENCES)
    read_by_both, sent_by_other = list(Notice.objects.all()), []
    send = EmailBackend.send_messages

    def send_while_the_other_comes(backend, messages):
        if not sent_by_other:
            sent_by_other.append("nothing yet")
            sent_by_other[0] = send_notices()
        return send(backend, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_while_the_other_comes)
    with mock.patch("newsletter.subscribers.notices.due_notices", return_value=read_by_both):
        assert send_notices() == 1
    assert sent_by_other == [0]
    assert len(mail.outbox) == 1
