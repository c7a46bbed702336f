"""What an editor may do with a mailing, and when."""

import datetime

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Locale, PageLogEntry

from newsletter.factories import (
    DeliveryFactory,
    MailingFactory,
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    rendered_mail,
)
from newsletter.mailings import planning
from newsletter.mailings.planning import PlanningError
from newsletter.models import Delivery, Mailing

pytestmark = pytest.mark.django_db
State = Mailing.State


@pytest.fixture
def issue(home):
    return NewsletterIssuePageFactory(parent=NewsletterIndexPageFactory(parent=home))


@pytest.fixture
def mailing(issue):
    return MailingFactory(issue=issue)


def put(mailing, state, **fields):
    Mailing.objects.filter(pk=mailing.pk).update(state=state, **fields)
    mailing.refresh_from_db()
    return mailing


# Scheduling


@time_machine.travel("2026-03-02T09:00:00Z", tick=False)
@pytest.mark.parametrize("minutes", [None, 0, 9])
def test_a_mailing_can_be_undone_for_ten_minutes(issue, editor_user, minutes):
    now = timezone.now()
    send_at = None if minutes is None else now + datetime.timedelta(minutes=minutes)
    mailing = planning.schedule(issue, [rendered_mail()], editor_user, send_at)
    assert mailing.send_at == now + datetime.timedelta(minutes=10)
    planning.cancel(mailing, editor_user)
    assert mailing.state == State.CANCELLED


def test_a_mailing_goes_at_the_moment_that_is_chosen(issue, editor_user):
    moment = timezone.now() + datetime.timedelta(days=2)
    assert planning.schedule(issue, [rendered_mail()], editor_user, moment).send_at == moment


def test_a_moment_that_has_passed_is_refused(issue, editor_user):
    yesterday = timezone.now() - datetime.timedelta(days=1)
    with pytest.raises(PlanningError, match="voorbij"):
        planning.schedule(issue, [rendered_mail()], editor_user, yesterday)


def test_the_mail_is_frozen_with_the_checksum_of_what_was_tested(issue, editor_user):
    mail = rendered_mail()
    content = planning.schedule(issue, [mail], editor_user).contents.get()
    assert (content.language, content.subject, content.preview) == (
        "nl",
        mail.subject,
        mail.preview,
    )
    assert (content.html, content.text, content.sha256) == (mail.html, mail.text, mail.sha256)


def test_an_issue_is_sent_once(issue, editor_user):
    planning.schedule(issue, [rendered_mail()], editor_user)
    with pytest.raises(PlanningError, match="al verstuurd"):
        planning.schedule(issue, [rendered_mail()], editor_user)


def test_a_translation_of_an_issue_is_the_same_issue(issue, editor_user):
    french = Locale.objects.create(language_code="fr")
    for page in (issue.get_parent().get_parent(), issue.get_parent()):
        page.specific.copy_for_translation(french)
    translation = issue.copy_for_translation(french)
    planning.schedule(issue, [rendered_mail()], editor_user)
    with pytest.raises(PlanningError, match="al verstuurd"):
        planning.schedule(translation, [rendered_mail("fr")], editor_user)


def test_an_issue_whose_mailing_was_undone_can_be_sent(issue, editor_user):
    planning.cancel(planning.schedule(issue, [rendered_mail()], editor_user), editor_user)
    assert planning.schedule(issue, [rendered_mail()], editor_user).state == State.SCHEDULED


@pytest.mark.parametrize("mails", [[], ["fr"], ["nl", "nl"]])
def test_each_language_has_one_mail_and_that_of_the_issue_is_there(issue, editor_user, mails):
    with pytest.raises(PlanningError, match="elke taal"):
        planning.schedule(issue, [rendered_mail(language) for language in mails], editor_user)


@pytest.mark.parametrize("part", ["html", "text"])
def test_no_mail_goes_without_a_way_out(issue, editor_user, part):
    with pytest.raises(PlanningError, match="uit te schrijven"):
        planning.schedule(issue, [rendered_mail(**{part: "Geen link"})], editor_user)


def test_an_issue_without_a_series_has_no_readers(issue, editor_user):
    issue.series = None
    with pytest.raises(PlanningError, match="reeks"):
        planning.schedule(issue, [rendered_mail()], editor_user)


# On its way

ALLOWED = {
    planning.cancel: {"scheduled", "preparing", "ready", "sending", "paused"},
    planning.pause: {"preparing", "ready", "sending"},
    planning.resume: {"paused"},
    planning.close: {"attention"},
}


@pytest.mark.parametrize("act", ALLOWED)
def test_an_act_in_another_state_is_refused_and_changes_nothing(mailing, editor_user, act):
    for state in set(State.values) - ALLOWED[act]:
        put(mailing, state)
        with pytest.raises(PlanningError, match=str(State(state).label)):
            act(mailing, editor_user)
        assert put(mailing, mailing.state).state == state


@pytest.mark.parametrize("act", ALLOWED)
def test_an_act_is_in_the_history_of_the_issue(mailing, editor_user, act):
    for state in ALLOWED[act]:
        act(put(mailing, state), editor_user)
        entry = PageLogEntry.objects.filter(page=mailing.issue_id).order_by("pk").last()
        assert entry.user == editor_user
        assert entry.action.startswith("newsletter.mailing.")
        assert entry.message


def test_cancelling_gives_no_mail_to_who_has_none_yet(mailing, editor_user):
    states = ["pending", "leased", "deferred", "handing_over", "accepted"]
    rows = {state: DeliveryFactory(mailing=mailing, state=state) for state in states}
    planning.cancel(put(mailing, State.SENDING), editor_user)
    after = {state: Delivery.objects.get(pk=row.pk).state for state, row in rows.items()}
    assert [after[state] for state in states[:3]] == ["skipped"] * 3
    assert [after[state] for state in states[3:]] == ["handing_over", "accepted"]


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, State.PREPARING),
        ({"prepared_count": 3}, State.READY),
        ({"prepared_count": 3, "started_at": timezone.now()}, State.SENDING),
    ],
)
def test_a_mailing_resumes_where_it_stopped(mailing, editor_user, fields, state):
    planning.resume(put(mailing, State.PAUSED, reason="editor", **fields), editor_user)
    assert (mailing.state, mailing.reason) == (state, "")


def test_only_refusals_that_may_be_over_are_tried_again(mailing, editor_user):
    codes = {
        code: DeliveryFactory(mailing=mailing, state="refused", answer_code=code)
        for code in (None, 451, 550)
    }
    assert planning.retry_refused(put(mailing, State.ATTENTION), editor_user) == 2
    assert mailing.state == State.SENDING
    after = {code: Delivery.objects.get(pk=row.pk).state for code, row in codes.items()}
    assert after == {None: "pending", 451: "pending", 550: "refused"}


def test_what_is_uncertain_is_sent_again_per_person_and_when_asked(mailing, editor_user):
    first, second = DeliveryFactory.create_batch(2, mailing=mailing, state="uncertain")
    put(mailing, State.ATTENTION)
    assert planning.resend_uncertain(mailing, editor_user, [first.pk]) == 1
    assert Delivery.objects.get(pk=first.pk).state == "pending"
    assert Delivery.objects.get(pk=second.pk).state == "uncertain"


@pytest.mark.parametrize("act", [planning.retry_refused, planning.resend_uncertain])
def test_sending_again_to_nobody_changes_nothing(mailing, editor_user, act):
    DeliveryFactory(mailing=mailing, state="accepted")
    put(mailing, State.DONE)
    with pytest.raises(PlanningError, match="niemand"):
        act(mailing, editor_user)
    assert Mailing.objects.get().state == State.DONE
