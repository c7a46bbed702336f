"""Workers and editors who turn to one mailing at the same moment, on connections of their own."""

import datetime
from collections import Counter

import pytest
import time_machine
from django.db import OperationalError, connection, transaction
from django.db.backends.signals import connection_created
from django.utils import timezone
from wagtail.models import Locale

from newsletter.factories import (
    DeliveryFactory,
    MailingFactory,
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    SubscriptionFactory,
    rendered_mail,
)
from newsletter.mailings import leases, limits, planning, sending
from newsletter.mailings.advancing import advance
from newsletter.mailings.finishing import finish
from newsletter.mailings.planning import PlanningError
from newsletter.mailings.preparing import prepare
from newsletter.mailings.sending import Sender
from newsletter.models import Delivery, Mailing, Subscriber
from newsletter.subscribers.joining import confirm
from newsletter.tests.connections import (
    ONLY_WITH_ROW_LOCKS,
    committing_db,  # noqa: F401 - in place of `db`
    meanwhile,
)

pytestmark = [ONLY_WITH_ROW_LOCKS, pytest.mark.usefixtures("db")]
State = Mailing.State
LONG_AGO = datetime.timedelta(hours=1)


@pytest.fixture
def issue(home):
    return NewsletterIssuePageFactory(parent=NewsletterIndexPageFactory(parent=home))


@pytest.fixture
def mailing(issue):
    return MailingFactory(issue=issue, state=State.SENDING)


# Scheduling


def test_an_issue_and_its_translation_that_are_scheduled_together_are_sent_once(
    issue, editor_user
):
    french = Locale.objects.create(language_code="fr")
    for page in (issue.get_parent().get_parent(), issue.get_parent()):
        page.specific.copy_for_translation(french)
    translation = issue.copy_for_translation(french)
    with transaction.atomic():
        planning.schedule(issue, [rendered_mail()], editor_user)
        other = meanwhile(planning.schedule, translation, [rendered_mail("fr")], editor_user)
    with pytest.raises(PlanningError, match="al verstuurd"):
        other.result()
    assert Mailing.objects.get().issue == issue


# Preparing and finishing


def test_a_mailing_that_is_cancelled_while_a_worker_turns_to_it_is_not_prepared(
    mailing, editor_user
):
    SubscriptionFactory(series=mailing.series)
    Mailing.objects.update(state=State.PREPARING)
    with transaction.atomic():
        planning.cancel(mailing, editor_user)
        worker = meanwhile(prepare, mailing)
    assert worker.result() is False
    assert Mailing.objects.get().state == State.CANCELLED
    assert not Delivery.objects.exists()


def test_who_confirms_while_a_mailing_is_prepared_is_in_it(mailing):
    SubscriptionFactory(series=mailing.series)
    late = SubscriptionFactory(series=mailing.series, pending=True).subscriber
    Mailing.objects.update(state=State.PREPARING)
    others = []

    def confirm_once_all_are_there(execute, sql, *args):
        answer = execute(sql, *args)
        if sql.startswith("INSERT INTO") and not others:
            others.append(meanwhile(confirm, late))
        return answer

    with connection.execute_wrapper(confirm_once_all_are_there):
        assert not prepare(mailing)
    others[0].result()
    assert prepare(mailing)
    assert mailing.deliveries.filter(subscriber=late).exists()
    assert Mailing.objects.get().prepared_count == 2


def test_a_mailing_that_is_cancelled_while_a_worker_ends_it_stays_cancelled(mailing, editor_user):
    Mailing.objects.update(prepared_count=1)
    DeliveryFactory(mailing=mailing, state="accepted")
    with transaction.atomic():
        planning.cancel(mailing, editor_user)
        worker = meanwhile(finish, mailing)
    worker.result()
    assert Mailing.objects.get().state == State.CANCELLED


# Taking


@pytest.mark.parametrize("state", ["pending", "deferred"])
def test_two_workers_take_at_the_same_moment_and_never_the_same(mailing, monkeypatch, state):
    monkeypatch.setattr(leases, "BATCH", 2)
    DeliveryFactory.create_batch(3, mailing=mailing, state=state)
    with transaction.atomic():
        first = leases.claim(mailing, "x")
        second = meanwhile(leases.claim, mailing, "y")
        assert not second.waits
    taken = [one.pk for one in (*first, *second.result())]
    assert sorted(taken) == list(Delivery.objects.values_list("pk", flat=True))


def test_two_workers_that_look_for_a_dead_one_do_not_wait_for_each_other(mailing):
    past = timezone.now() - LONG_AGO
    DeliveryFactory(mailing=mailing, state="leased", lease_owner="x", leased_until=past)
    with transaction.atomic():
        leases.recover()
        other = meanwhile(leases.recover)
        assert not other.waits
    other.result()
    assert Delivery.objects.get().state == "pending"


# Limits


def test_two_workers_that_ask_at_the_same_moment_stay_within_the_limit(mailing, settings):
    settings.MAILS_PER_MINUTE = 5
    DeliveryFactory.create_batch(6, mailing=mailing)
    batch, others = leases.claim(mailing, "x"), []

    def ask_before_the_first_counts(execute, sql, *args):
        if sql.startswith("UPDATE") and not others:
            others.append(meanwhile(limits.grant, batch[3:]))
        return execute(sql, *args)

    with time_machine.travel(timezone.now(), tick=False):
        limits.grant([])  # others were here in this minute
        with connection.execute_wrapper(ask_before_the_first_counts):
            first, _full = limits.grant(batch[:3])
        second, full = others[0].result()
    assert (len(first), len(second), full) == (3, 2, {limits.EVERYBODY})


@pytest.mark.parametrize("domain", [limits.EVERYBODY, "example.be"])
def test_who_puts_off_the_others_waits_for_nobody(mailing, domain):
    """Not for a worker that has one of them in hand, nor for a reader who changes something."""
    busy, free = DeliveryFactory.create_batch(2, mailing=mailing)
    until = timezone.now() + LONG_AGO
    with transaction.atomic():
        Delivery.objects.select_for_update().get(pk=busy.pk)
        Subscriber.objects.select_for_update().get(pk=free.subscriber_id)
        other = meanwhile(Sender(mailing)._put_off, domain, until)
        assert not other.waits
    other.result()
    assert mailing.deliveries.filter(next_attempt_at=until).get() == free


# A database that restarts


@pytest.mark.parametrize("tries", [0, 2])
def test_what_is_known_of_a_group_outlives_a_restart_of_the_database(
    mailing, mailoutbox, monkeypatch, tries
):
    """Who got the mail does not get it again, nor has an editor to ask; the others still do."""
    monkeypatch.setattr(sending, "_RESCUE_SECONDS", 0)
    DeliveryFactory.create_batch(12, mailing=mailing)
    Mailing.objects.update(prepared_count=12)
    sender, failures = Sender(mailing), iter(range(tries))
    hand_over = sender.courier.hand_over

    def refuse_at_first(**_kwargs):
        if next(failures, None) is not None:
            raise OperationalError("the database system is starting up")

    def restart_after_the_third(parcel):
        answer = hand_over(parcel)
        if len(mailoutbox) == 3:
            _break_the_connection()
            connection_created.connect(refuse_at_first)
        return answer

    sender.courier.hand_over = restart_after_the_third
    try:
        with pytest.raises(OperationalError):
            sender.send(float("inf"))
    finally:
        connection_created.disconnect(refuse_at_first)
    states = Counter(mailing.deliveries.values_list("state", flat=True))
    assert states == {"accepted": 10, "leased": 2}
    Delivery.objects.exclude(leased_until=None).update(leased_until=timezone.now() - LONG_AGO)
    advance(mailing)
    assert len(mailoutbox) == len({mail.to[0] for mail in mailoutbox}) == 12
    assert Mailing.objects.get().state == State.DONE


def _break_the_connection():
    ours, other = connection.connection.info.backend_pid, connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [ours])
    other.close()
