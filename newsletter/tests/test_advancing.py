"""What wakes a worker, what it does in a turn, and what others see of it."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale

from newsletter.factories import (
    DeliveryFactory,
    MailingFactory,
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    SubscriberFactory,
    SubscriptionFactory,
    rendered_mail,
)
from newsletter.mailings import leases, limits, planning
from newsletter.mailings.advancing import advance, advance_task, next_turn
from newsletter.mailings.preparing import prepare
from newsletter.models import Delivery, MailedMinute, Mailing, NewsletterIssuePage, Suppression
from newsletter.subscribers.addresses import hash_address
from newsletter.subscribers.leaving import erase
from newsletter.subscribers.own_data import own_data, own_rows

pytestmark = pytest.mark.django_db
State = Mailing.State
LONG_AGO = datetime.timedelta(hours=1)


@pytest.fixture
def issue(home):
    parent = NewsletterIndexPageFactory(parent=home)
    return NewsletterIssuePageFactory(parent=parent, live=False, title="Zomer")


@pytest.fixture
def mailing(issue):
    return MailingFactory(issue=issue)


def tasks():
    return DBTaskResult.objects.filter(task_path=advance_task.module_path)


# Waking


def test_scheduling_sets_a_task_for_that_moment(issue, editor_user):
    mailing = planning.schedule(issue, [rendered_mail()], editor_user)
    assert tasks().get().run_after == mailing.send_at


def test_the_round_of_the_worker_wakes_what_is_due_once(mailing, issue):
    call_command("wake_mailings")
    call_command("wake_mailings")
    assert tasks().count() == 1


@pytest.mark.parametrize("state", [State.PAUSED, State.DONE, State.ATTENTION, State.CANCELLED])
def test_nobody_is_woken_for_a_mailing_that_rests(mailing, state):
    Mailing.objects.update(state=state)
    call_command("wake_mailings")
    assert not tasks().exists()


def test_a_mailing_that_is_not_due_is_left_alone(mailing):
    Mailing.objects.update(send_at=timezone.now() + LONG_AGO)
    call_command("wake_mailings")
    assert not tasks().exists()
    advance_task.call(mailing.pk)
    assert Mailing.objects.get().state == State.SCHEDULED


def test_a_task_that_leaves_work_sets_the_next_one(mailing, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    SubscriptionFactory(series=mailing.series)
    advance_task.call(mailing.pk)
    assert tasks().get().run_after == mailing.deliveries.get().next_attempt_at


def test_while_nothing_is_due_no_worker_turns_to_a_mailing(mailing):
    """A mail that waits for two hours would keep every worker awake all that time."""
    later = timezone.now() + datetime.timedelta(hours=2)
    Mailing.objects.update(state=State.SENDING)
    DeliveryFactory(mailing=mailing, state="deferred", next_attempt_at=later)
    advance_task.call(mailing.pk)
    assert not tasks().filter(run_after__lte=timezone.now()).exists()
    assert tasks().get().run_after == later


def test_while_mails_are_due_another_worker_takes_part(mailing, monkeypatch):
    Mailing.objects.update(state=State.SENDING)
    DeliveryFactory(mailing=mailing)
    monkeypatch.setattr("newsletter.mailings.advancing.advance", lambda _: None)
    advance_task.call(mailing.pk)
    assert tasks().filter(run_after__lte=timezone.now()).exists()


def test_a_task_that_comes_too_late_does_nothing(mailing, mailoutbox):
    Mailing.objects.update(state=State.CANCELLED)
    advance_task.call(mailing.pk)
    advance_task.call(mailing.pk + 1)
    assert not mailoutbox


# Preparing


def test_preparing_twice_adds_only_who_is_missing(mailing, mailoutbox):
    Mailing.objects.update(state=State.PREPARING)
    SubscriptionFactory.create_batch(3, series=mailing.series)
    assert prepare(mailing)
    Mailing.objects.update(state=State.PREPARING)
    SubscriptionFactory(series=mailing.series)
    before = set(mailing.deliveries.values_list("token", flat=True))
    assert prepare(mailing)
    after = set(mailing.deliveries.values_list("token", flat=True))
    assert before < after
    assert len(after) == Mailing.objects.get().prepared_count == 4
    assert all(len(token) == 20 for token in after)


def test_only_who_may_be_mailed_is_prepared(mailing):
    Mailing.objects.update(state=State.PREPARING)
    SubscriptionFactory(series=mailing.series, pending=True)
    SubscriptionFactory(series=mailing.series, ended=True)
    gone = SubscriptionFactory(series=mailing.series).subscriber
    Suppression.objects.create(address_hash=hash_address(gone.email), reason="bounced")
    SubscriberFactory()
    reader = SubscriptionFactory(series=mailing.series).subscriber
    assert prepare(mailing)
    assert mailing.deliveries.get().subscriber == reader


def test_who_reads_another_language_gets_that_mail_or_else_that_of_the_issue(issue, editor_user):
    mails = [rendered_mail(), rendered_mail("fr", subject="Nouvelles")]
    mailing = planning.schedule(issue, mails, editor_user)
    for language in ("nl", "fr", "en"):
        SubscriptionFactory(series=issue.series, subscriber__language=language)
    Mailing.objects.update(state=State.PREPARING)
    assert prepare(mailing)
    rows = mailing.deliveries.values_list("subscriber__language", "content__language")
    assert dict(rows) == {"nl": "nl", "fr": "fr", "en": "nl"}


def test_who_may_have_an_issue_by_a_mailing_that_was_stopped_is_not_prepared(mailing, issue):
    rows = {state: DeliveryFactory(mailing=mailing, state=state) for state in Delivery.State}
    Mailing.objects.update(state=State.CANCELLED)
    again = MailingFactory(issue=issue, state=State.PREPARING)
    assert prepare(again)
    prepared = set(again.deliveries.values_list("subscriber", flat=True))
    left_out = {state for state, row in rows.items() if row.subscriber_id not in prepared}
    assert left_out == {"handing_over", "accepted", "uncertain", "bounced"}


def test_who_got_an_issue_is_prepared_for_the_next_one(mailing, issue, editor_user):
    reader = DeliveryFactory(mailing=mailing, state="accepted").subscriber
    Mailing.objects.update(state=State.DONE)
    later = NewsletterIssuePageFactory(parent=issue.get_parent())
    following = planning.schedule(later, [rendered_mail()], editor_user)
    Mailing.objects.filter(pk=following.pk).update(state=State.PREPARING)
    assert prepare(following)
    assert following.deliveries.get().subscriber == reader


def test_a_mailing_that_was_paused_is_not_prepared(mailing):
    Mailing.objects.update(state=State.PAUSED)
    assert not prepare(mailing)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("state", [State.SCHEDULED, State.READY])
def test_a_worker_that_read_a_mailing_before_it_was_cancelled_sends_and_publishes_nothing(
    mailing, editor_user, mailoutbox, state
):
    SubscriptionFactory(series=mailing.series)
    Mailing.objects.update(state=state)
    read_before = Mailing.objects.get()
    planning.cancel(mailing, editor_user)
    advance(read_before)
    assert Mailing.objects.get().state == State.CANCELLED
    assert not NewsletterIssuePage.objects.get().live
    assert not mailoutbox


# Sending, archive and search


def test_the_issue_is_in_the_archive_and_in_search_when_the_first_mail_goes(
    mailing, mailoutbox, client
):
    SubscriptionFactory(series=mailing.series)
    advance(mailing)
    assert len(mailoutbox) == 1
    assert NewsletterIssuePage.objects.get().live
    assert client.get("/nieuwsbrief/zomer/").status_code == 200
    assert "Zomer" in client.get("/zoeken/?q=zomer").content.decode()


def test_what_was_changed_after_scheduling_stays_a_draft(issue, editor_user):
    issue.save_revision()
    mailing = planning.schedule(issue, [rendered_mail()], editor_user)
    issue.title = "Later"
    issue.save_revision()
    Mailing.objects.update(send_at=timezone.now())
    mailing.refresh_from_db()
    advance(mailing)
    page = NewsletterIssuePage.objects.get()
    assert (page.live, page.title, page.has_unpublished_changes) == (True, "Zomer", True)


@pytest.mark.parametrize("when", ["scheduled before", "set afterwards", "no draft"])
def test_the_page_is_there_when_its_mail_goes_whatever_its_schedule_says(issue, when, client):
    later = timezone.now() + datetime.timedelta(days=2)
    if when == "scheduled before":
        issue.go_live_at = later
        issue.save_revision().publish()
    elif when == "set afterwards":
        issue.save_revision()
    mailing = MailingFactory(issue=issue)
    issue.refresh_from_db()
    issue.go_live_at = later
    if when == "set afterwards":
        issue.save_revision().publish()
    elif when == "no draft":
        issue.save()
    advance(mailing)
    page = NewsletterIssuePage.objects.get()
    assert (page.live, page.go_live_at) == (True, None)
    assert not page.revisions.exclude(approved_go_live_at=None).exists()
    call_command("publish_scheduled")
    assert client.get("/nieuwsbrief/zomer/").status_code == 200


def test_a_page_that_expired_before_its_mail_went_is_there_again_and_stays(issue, client):
    issue.expire_at = timezone.now() - LONG_AGO
    issue.save_revision()
    advance(MailingFactory(issue=issue))
    call_command("publish_scheduled")
    assert client.get("/nieuwsbrief/zomer/").status_code == 200


def test_a_translation_that_is_sent_is_there_as_well(issue, editor_user):
    french = Locale.objects.create(language_code="fr")
    issue.get_parent().specific.copy_for_translation(french, copy_parents=True)
    translation = issue.copy_for_translation(french)
    translation.go_live_at = timezone.now() + datetime.timedelta(days=2)
    translation.save_revision().publish()
    mails = [rendered_mail(), rendered_mail("fr", subject="Nouvelles")]
    mailing = planning.schedule(issue, mails, editor_user)
    Mailing.objects.update(send_at=timezone.now())
    advance(mailing)
    assert NewsletterIssuePage.objects.get(pk=translation.pk).live


def test_the_moments_of_a_page_that_do_no_harm_stay(issue):
    now = timezone.now().replace(microsecond=0)
    issue.go_live_at = now - LONG_AGO
    issue.expire_at = now + datetime.timedelta(days=90)
    issue.save_revision()
    advance(MailingFactory(issue=issue))
    page = NewsletterIssuePage.objects.get()
    assert (page.go_live_at, page.expire_at) == (issue.go_live_at, issue.expire_at)


def test_the_sum_must_be_right_before_a_mailing_is_done(mailing, mailoutbox):
    SubscriptionFactory.create_batch(2, series=mailing.series)
    Mailing.objects.update(state=State.SENDING, prepared_count=3)
    mailing.refresh_from_db()
    DeliveryFactory.create_batch(2, mailing=mailing)
    advance(mailing)
    mailing.refresh_from_db()
    assert (mailing.state, mailing.reason) == (State.ATTENTION, "sum")


# What a dead worker leaves


def test_what_a_dead_worker_took_waits_again_and_what_it_handed_over_is_uncertain(mailing):
    past = timezone.now() - LONG_AGO
    owned = {"mailing": mailing, "lease_owner": "x", "leased_until": past}
    taken = DeliveryFactory(state="leased", **owned)
    handing = DeliveryFactory(state="handing_over", **owned)
    busy = DeliveryFactory(state="leased", **{**owned, "leased_until": timezone.now() + LONG_AGO})
    leases.recover()
    states = {row.pk: row.state for row in Delivery.objects.all()}
    assert states == {taken.pk: "pending", handing.pk: "uncertain", busy.pk: "leased"}


def test_a_worker_that_was_only_slow_still_writes_down_what_it_saw(mailing):
    delivery = DeliveryFactory(mailing=mailing, state="uncertain", lease_owner="x")
    leases.settle("y", {delivery.pk: leases.Outcome("accepted")})
    assert Delivery.objects.get().state == "uncertain"
    leases.settle("x", {delivery.pk: leases.Outcome("accepted")})
    assert Delivery.objects.get().state == "accepted"


def test_a_worker_whose_lease_ended_hands_nothing_over(mailing):
    Mailing.objects.update(state=State.SENDING)
    DeliveryFactory(mailing=mailing)
    first = leases.claim(mailing, "x")
    Delivery.objects.update(leased_until=timezone.now() - LONG_AGO)
    assert leases.mark(mailing, "x", first) == set()
    leases.recover()
    second = leases.claim(mailing, "y")
    assert leases.mark(mailing, "x", first) == set()
    assert leases.mark(mailing, "y", second) == {second[0].pk}


def test_a_worker_gives_back_nothing_that_another_took_in_the_meantime(mailing):
    Mailing.objects.update(state=State.SENDING)
    DeliveryFactory(mailing=mailing)
    (first,) = leases.claim(mailing, "x")
    Delivery.objects.update(leased_until=timezone.now() - LONG_AGO)
    leases.recover()
    second = leases.claim(mailing, "y")
    leases.release("x", [first.pk])
    assert leases.mark(mailing, "y", second) == {first.pk}


def test_a_worker_gives_back_nothing_that_counts_as_uncertain_by_now(mailing):
    Mailing.objects.update(state=State.SENDING)
    DeliveryFactory(mailing=mailing)
    claimed = leases.claim(mailing, "x")
    leases.mark(mailing, "x", claimed)
    Delivery.objects.update(leased_until=timezone.now() - LONG_AGO)
    leases.recover()
    leases.release("x", [claimed[0].pk])
    assert Delivery.objects.get().state == "uncertain"


def test_a_mail_that_a_server_puts_off_waits_longer_each_time_and_is_given_up_at_last(mailing):
    Mailing.objects.update(state=State.SENDING)
    delivery = DeliveryFactory(mailing=mailing)
    moment = timezone.now()

    def is_put_off_at(moment):
        with time_machine.travel(moment, tick=False):
            claimed = leases.claim(mailing, "x")
            leases.settle("x", {one.pk: leases.failed(one, 451, "Later") for one in claimed})
        return bool(claimed)

    for minutes in (2, 10, 30, 120, 360):
        assert is_put_off_at(moment)
        moment += datetime.timedelta(minutes=minutes)
        assert not is_put_off_at(moment - datetime.timedelta(seconds=1))
        assert next_turn(mailing) == moment
    assert is_put_off_at(moment)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("refused", 6)


def test_nothing_of_a_cancelled_mailing_waits_for_ever(mailing):
    """A worker gives back, or puts off, what it had in hand when an editor cancelled."""
    for state in ("pending", "deferred", "leased", "handing_over", "accepted"):
        DeliveryFactory(mailing=mailing, state=state)
    Mailing.objects.update(state=State.CANCELLED)
    call_command("wake_mailings")
    states = Delivery.objects.order_by("pk").values_list("state", "skip_reason")
    skipped = ("skipped", "cancelled")
    assert list(states) == [skipped] * 3 + [("handing_over", ""), ("accepted", "")]


def test_two_workers_never_take_the_same(mailing):
    Mailing.objects.update(state=State.SENDING)
    DeliveryFactory.create_batch(3, mailing=mailing)
    assert len(leases.claim(mailing, "x")) == 3
    assert leases.claim(mailing, "y") == []


# Limits


def test_a_limit_holds_over_all_workers_and_the_rest_waits_a_minute(mailing, settings, mailoutbox):
    settings.MAILS_PER_MINUTE = 13
    SubscriptionFactory.create_batch(30, series=mailing.series)
    advance(mailing)
    assert len(mailoutbox) == 13
    advance(mailing)
    assert len(mailoutbox) == 13
    waiting = mailing.deliveries.filter(state="pending")
    assert waiting.filter(next_attempt_at=limits.next_minute()).exists()
    MailedMinute.objects.update(minute=timezone.now() - LONG_AGO)
    Delivery.objects.update(next_attempt_at=timezone.now())
    advance(mailing)
    assert len(mailoutbox) == 26


def turns(mailing) -> int:
    """How often a worker turns to a mailing at this moment, if time stands still."""
    count = 0
    while (moment := next_turn(mailing)) and moment <= timezone.now() and count < 50:
        advance(mailing)
        count += 1
    return count


def test_who_is_over_the_limit_costs_no_turn_until_the_next_minute(mailing, settings, mailoutbox):
    """However many they are; nobody is missed, and nobody mailed twice."""
    settings.MAILS_PER_MINUTE = 60
    SubscriptionFactory.create_batch(210, series=mailing.series)
    advance(mailing, seconds=0)  # prepares
    start = timezone.now().replace(second=1) + datetime.timedelta(minutes=1)
    for minute, sent in enumerate([60, 120, 180, 210]):
        with time_machine.travel(start + datetime.timedelta(minutes=minute), tick=False):
            with CaptureQueriesContext(connection) as queries:
                assert turns(mailing) == 1
            assert len(queries) < 200
            assert len(mailoutbox) == sent
            assert next_turn(mailing) == (limits.next_minute() if sent < 210 else None)
    assert len({mail.to[0] for mail in mailoutbox}) == 210
    assert Mailing.objects.get().state == State.DONE


def test_who_is_over_the_limit_of_a_domain_costs_no_turns_either(mailing, settings, mailoutbox):
    settings.MAILS_PER_DOMAIN_PER_MINUTE = 20
    for number in range(110):
        domain = "gmail.example" if number % 11 else "example.be"
        SubscriptionFactory(series=mailing.series, subscriber__email=f"lezer{number}@{domain}")
    advance(mailing, seconds=0)  # prepares
    start = timezone.now().replace(second=1) + datetime.timedelta(minutes=1)
    for minute, sent in enumerate([30, 50, 70, 90, 110]):
        with time_machine.travel(start + datetime.timedelta(minutes=minute), tick=False):
            assert turns(mailing) <= 2
            assert len(mailoutbox) == sent
    assert len({mail.to[0] for mail in mailoutbox}) == 110
    assert Mailing.objects.get().state == State.DONE


def test_a_limit_of_one_domain_leaves_the_others_alone(mailing, settings, mailoutbox):
    settings.MAILS_PER_DOMAIN_PER_MINUTE = 2
    for number in range(5):
        for domain in ("gmail.example", "example.be"):
            SubscriptionFactory(series=mailing.series, subscriber__email=f"lezer{number}@{domain}")
    advance(mailing)
    domains = sorted(mail.to[0].partition("@")[2] for mail in mailoutbox)
    assert domains == ["example.be"] * 2 + ["gmail.example"] * 2


# What others see


def test_a_stuck_mailing_is_named_to_machines(mailing, client, settings):
    settings.METRICS_TOKEN = "geheim"
    assert client.get("/readyz").json()["checks"]["mailings"] == "ok"
    Mailing.objects.update(send_at=timezone.now() - LONG_AGO)
    assert client.get("/readyz").json()["checks"]["mailings"].startswith("stuck")
    DeliveryFactory(mailing=mailing)
    text = client.get("/metrics", HTTP_AUTHORIZATION="Bearer geheim").content.decode()
    assert "site_mailings_stuck 1.0" in text
    assert "site_mails_waiting 1.0" in text


@pytest.mark.parametrize("reason", Mailing.Reason.values)
def test_a_mailing_that_the_site_paused_is_named_to_machines(mailing, client, reason):
    Mailing.objects.update(state=State.PAUSED, reason=reason)
    said = client.get("/readyz").json()["checks"]["mailings"]
    assert said == (f"paused: {mailing.pk}" if reason in {"refusals", "sender"} else "ok")


def test_a_person_who_is_erased_leaves_a_number_and_no_words(mailing):
    delivery = DeliveryFactory(
        mailing=mailing, state="refused", answer="550 <lezer@example.be> unknown"
    )
    erase(delivery.subscriber, say_goodbye=False)
    delivery.refresh_from_db()
    assert (delivery.subscriber, delivery.answer, delivery.state) == (None, "", "refused")


def test_own_data_lists_the_mailings(mailing):
    delivery = DeliveryFactory(mailing=mailing, state="accepted", settled_at=timezone.now())
    (row,) = own_data(delivery.subscriber)["mailings"]
    assert (row["subject"], row["state"]) == (delivery.content.subject, "accepted")
    assert any(delivery.content.subject in row for row in own_rows(delivery.subscriber))
