"""Workers and editors who act at the same moment, on connections of their own.

SQLite has one writer at a time, so that there is nothing to see.
"""

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale

from home.models import HomePage
from newsletter.factories import (
    DeliveryFactory,
    MailingFactory,
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    SubscriptionFactory,
    rendered_mail,
)
from newsletter.mailings import leases, limits, planning, preparing
from newsletter.mailings.finishing import finish
from newsletter.mailings.planning import PlanningError
from newsletter.mailings.preparing import prepare
from newsletter.models import MailedMinute, Mailing, Series, Subscriber
from newsletter.models.delivery import DeliveryQuerySet
from newsletter.tests.beside import beside, wait_until_somebody_waits
from search.models import SearchChange

pytestmark = [
    pytest.mark.skipif(not connection.features.has_select_for_update, reason="one writer"),
    pytest.mark.usefixtures("db"),
]
State = Mailing.State


@pytest.fixture(name="db")
def committing_db(django_db_setup, django_db_blocker):
    """In place of `db`: other connections see what is made, and it is taken away afterwards."""
    with django_db_blocker.unblock():
        yield
        for model in (Mailing, MailedMinute, DBTaskResult, Subscriber):
            model.objects.all().delete()
        home, *translations = HomePage.objects.order_by("pk")
        for page in [*translations, *home.get_children()]:
            page.delete()
        Locale.objects.exclude(pk=home.locale_id).delete()
        Series.objects.all().delete()
        SearchChange.objects.all().delete()
        connection.close()


@pytest.fixture
def issue():
    parent = NewsletterIndexPageFactory(parent=HomePage.objects.get())
    return NewsletterIssuePageFactory(parent=parent)


@pytest.fixture
def mailing(issue):
    return MailingFactory(issue=issue)


@pytest.fixture
def claimed(mailing):
    """Four deliveries that a worker took, in pairs."""
    Mailing.objects.update(state=State.SENDING)
    DeliveryFactory.create_batch(4, mailing=mailing)
    taken = leases.claim(mailing, "x")
    return taken[:2], taken[2:]


def state_of(mailing):
    return Mailing.objects.get(pk=mailing.pk).state


def test_two_workers_that_take_at_once_take_others_and_wait_for_nobody(mailing, monkeypatch):
    Mailing.objects.update(state=State.SENDING)
    deliveries = DeliveryFactory.create_batch(4, mailing=mailing)
    monkeypatch.setattr(leases, "BATCH", 2)
    with transaction.atomic():
        first = leases.claim(mailing, "x")
        second = beside(lambda: leases.claim(mailing, "y")).result(timeout=5)
    taken = [one.pk for one in [*first, *second]]
    assert sorted(taken) == [delivery.pk for delivery in deliveries]


def test_who_cancels_while_a_mailing_is_prepared_waits_and_nothing_is_sent(mailing, monkeypatch):
    """Or the worker would call it ready when somebody has just stopped it."""
    SubscriptionFactory(series=mailing.series)
    insert, cancelling = preparing._insert, []

    def insert_and_let_somebody_cancel(*args):
        insert(*args)
        other = Mailing.objects.get(pk=mailing.pk)
        cancelling.append(beside(lambda: planning.cancel(other, None)))
        wait_until_somebody_waits()

    monkeypatch.setattr(preparing, "_insert", insert_and_let_somebody_cancel)
    Mailing.objects.update(state=State.PREPARING)
    assert prepare(mailing)
    cancelling[0].result(timeout=5)
    assert state_of(mailing) == State.CANCELLED
    assert mailing.deliveries.get().state == "skipped"


def test_who_cancels_while_a_mailing_ends_waits_and_comes_too_late(mailing, monkeypatch):
    """Or a mailing that somebody stopped would count as done after all."""
    DeliveryFactory(mailing=mailing, state="accepted")
    Mailing.objects.update(state=State.SENDING, prepared_count=1)
    refused, cancelling = DeliveryQuerySet.refused_in_passing, []

    def look_and_let_somebody_cancel(deliveries):
        other = Mailing.objects.get(pk=mailing.pk)
        cancelling.append(beside(lambda: planning.cancel(other, None)))
        wait_until_somebody_waits()
        return refused(deliveries)

    monkeypatch.setattr(DeliveryQuerySet, "refused_in_passing", look_and_let_somebody_cancel)
    finish(mailing)
    with pytest.raises(PlanningError):
        cancelling[0].result(timeout=5)
    assert state_of(mailing) == State.DONE


def test_of_two_editors_who_send_an_issue_and_its_translation_one_is_refused(issue, monkeypatch):
    english = issue.copy_for_translation(
        Locale.objects.create(language_code="en"), copy_parents=True
    )
    wake, scheduling = planning.wake, []

    def wake_and_let_the_other_schedule(*args):
        if not scheduling:
            mails = [rendered_mail("en")]
            scheduling.append(beside(lambda: planning.schedule(english, mails, None)))
            wait_until_somebody_waits()
        wake(*args)

    monkeypatch.setattr(planning, "wake", wake_and_let_the_other_schedule)
    planning.schedule(issue, [rendered_mail()], None)
    with pytest.raises(PlanningError):
        scheduling[0].result(timeout=5)
    assert Mailing.objects.get().issue == issue


def test_two_workers_that_ask_at_once_share_what_a_minute_leaves(claimed, settings, monkeypatch):
    settings.MAILS_PER_MINUTE = 3
    minute = limits._this_minute()
    monkeypatch.setattr(limits, "_this_minute", lambda: minute)
    mine, theirs = claimed
    limits.grant([])  # the minute is known already, as it is for all but the first
    with transaction.atomic():
        MailedMinute.objects.select_for_update().get()  # as a worker that is about to count
        asking = beside(lambda: limits.grant(theirs))
        wait_until_somebody_waits()
        granted, _full = limits.grant(mine)
    granted_to_other, _full = asking.result(timeout=5)
    assert (len(granted), len(granted_to_other)) == (2, 1)
