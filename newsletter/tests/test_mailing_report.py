"""A mailing in the admin: how it stands, what one may do, and what became of each mail."""

import csv
import datetime
import io

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from newsletter.admin.mailings.standing import standing_of
from newsletter.factories import (
    DeliveryFactory,
    MailingFactory,
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    SubscriberFactory,
)
from newsletter.models import Delivery, Mailing

pytestmark = pytest.mark.django_db
State = Mailing.State


@pytest.fixture
def mailing(home):
    issue = NewsletterIssuePageFactory(
        parent=NewsletterIndexPageFactory(parent=home), title="Maart"
    )
    return MailingFactory(issue=issue)


@pytest.fixture
def sender(client, editor_user):
    client.force_login(editor_user)
    return editor_user


def put(mailing, state, **fields):
    Mailing.objects.filter(pk=mailing.pk).update(state=state, **fields)
    mailing.refresh_from_db()
    return mailing


def url(mailing):
    return reverse("mailings:report", args=[mailing.pk])


def act(client, mailing, name, **data):
    text = client.post(url(mailing), {"actie": name, **data}, follow=True).content.decode()
    mailing.refresh_from_db()
    return text


@time_machine.travel("2026-03-02T09:00:00Z", tick=False)
@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (540, "2 maart 2026, 10:09. Je kan het nog 9 minuten ongedaan maken."),
        (20, "Je kan het nog 1 minuut ongedaan maken."),
        (7200, "Tot dan kan je het ongedaan maken."),
        (-1, "De eerste mails vertrekken binnen de minuut."),
    ],
)
def test_the_time_to_undo_is_counted_down_in_words(mailing, seconds, words):
    put(mailing, State.SCHEDULED, send_at=timezone.now() + datetime.timedelta(seconds=seconds))
    assert words in standing_of(mailing).sentence


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        (State.SCHEDULED, {"ongedaan"}),
        (State.SENDING, {"pauze", "stop"}),
        (State.PAUSED, {"verder", "stop"}),
        (State.ATTENTION, {"klaar"}),
        (State.DONE, set()),
        (State.CANCELLED, set()),
    ],
)
def test_only_what_makes_sense_has_a_button(client, sender, mailing, state, buttons):
    put(mailing, state)
    page = client.get(url(mailing)).content.decode()
    names = {"ongedaan", "pauze", "verder", "stop", "klaar"}
    assert {name for name in names if f'value="{name}"' in page} == buttons


def test_an_editor_pauses_goes_on_and_stops(client, sender, mailing):
    put(mailing, State.SENDING, prepared_count=0, started_at=timezone.now())
    act(client, mailing, "pauze")
    assert mailing.state == State.PAUSED
    act(client, mailing, "verder")
    assert mailing.state == State.SENDING
    act(client, mailing, "stop")
    assert mailing.state == State.CANCELLED


def test_what_comes_too_late_is_told_and_changes_nothing(client, sender, mailing):
    put(mailing, State.DONE)
    assert "kan" in act(client, mailing, "ongedaan")
    assert mailing.state == State.DONE


@pytest.mark.parametrize("name", ["", "onzin"])
def test_an_unknown_button_changes_nothing(client, sender, mailing, name):
    assert "Kies een van de knoppen." in act(client, mailing, name)
    assert mailing.state == State.SCHEDULED


def test_only_who_is_ticked_gets_an_uncertain_mail_again(client, sender, mailing):
    put(mailing, State.ATTENTION, prepared_count=2)
    ticked, other = (DeliveryFactory(mailing=mailing, state="uncertain") for _number in "12")
    page = client.get(url(mailing)).content.decode()
    assert ticked.subscriber.email in page
    assert other.subscriber.email in page
    act(client, mailing, "onzeker", levering=[str(ticked.pk), "x"])
    states = dict(mailing.deliveries.values_list("pk", "state"))
    assert states == {ticked.pk: Delivery.State.PENDING, other.pk: Delivery.State.UNCERTAIN}


def test_ticking_nobody_sends_nothing_again(client, sender, mailing):
    put(mailing, State.ATTENTION, prepared_count=1)
    DeliveryFactory(mailing=mailing, state="uncertain")
    act(client, mailing, "onzeker")
    assert mailing.deliveries.get().state == Delivery.State.UNCERTAIN
    assert mailing.state == State.ATTENTION


def test_who_was_refused_for_good_is_not_tried_again(client, sender, mailing):
    put(mailing, State.ATTENTION, prepared_count=2)
    DeliveryFactory(mailing=mailing, state="refused", answer_code=550)
    passing = DeliveryFactory(mailing=mailing, state="refused", answer_code=451)
    assert "naar 1 persoon" in client.get(url(mailing)).content.decode()
    act(client, mailing, "geweigerd")
    pending = mailing.deliveries.filter(state=Delivery.State.PENDING)
    assert list(pending) == [passing]


def test_the_report_asks_the_same_of_the_database_for_2_and_for_10_mails(client, sender, mailing):
    put(mailing, State.DONE, prepared_count=10)
    counts = []
    for number in (2, 8):
        for _each in range(number):
            DeliveryFactory(mailing=mailing, state="refused", answer_code=550)
        with CaptureQueriesContext(connection) as queries:
            client.get(url(mailing))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_screen_refreshes_itself_from_numbers(client, sender, mailing):
    put(mailing, State.SENDING, prepared_count=2, started_at=timezone.now())
    DeliveryFactory(mailing=mailing, state="accepted")
    DeliveryFactory(mailing=mailing, state="pending")
    answer = client.get(reverse("mailings:standing", args=[mailing.pk]))
    assert "no-store" in answer["Cache-Control"]
    standing = answer.json()
    assert (standing["state"], standing["percent"], standing["total"]) == ("sending", 50, 2)
    assert standing["counts"]["accepted"] == 1
    page = client.get(url(mailing)).content.decode()
    assert "mailing-progress.js" in page
    assert "Verversen" in page


def test_a_finished_mailing_needs_no_script(client, sender, mailing):
    put(mailing, State.DONE)
    assert "mailing-progress.js" not in client.get(url(mailing)).content.decode()


def test_a_mailing_that_the_mail_server_holds_up_says_why(client, sender, mailing):
    put(mailing, State.SENDING, obstacle="535 5.7.8 Wrong <password>")
    DeliveryFactory(mailing=mailing)
    assert "535 5.7.8 Wrong &lt;password&gt;" in client.get(url(mailing)).content.decode()
    put(mailing, State.DONE)
    assert "535 5.7.8" not in client.get(url(mailing)).content.decode()


def test_a_mailing_whose_sender_is_refused_says_what_the_server_said(client, sender, mailing):
    put(mailing, State.PAUSED, reason=Mailing.Reason.SENDER, obstacle="554 Sender rejected")
    assert "554 Sender rejected" in client.get(url(mailing)).content.decode()
    put(mailing, State.PAUSED, reason=Mailing.Reason.EDITOR)
    assert "554 Sender rejected" not in client.get(url(mailing)).content.decode()


def test_a_mailing_that_nobody_turns_to_says_so(client, sender, mailing):
    long_ago = timezone.now() - datetime.timedelta(hours=1)
    put(mailing, State.SENDING, send_at=long_ago, worked_at=long_ago)
    assert "naar de worker te kijken" in client.get(url(mailing)).content.decode()
    assert "Verzending die je aandacht vraagt" in client.get("/admin/").content.decode()


def test_the_spreadsheet_holds_each_reader_and_no_formula(client, sender, mailing):
    person = SubscriberFactory(email="jan@example.be")
    DeliveryFactory(mailing=mailing, state="accepted", subscriber=person)
    DeliveryFactory(
        mailing=mailing, state="refused", answer="=1+1", answer_code=550, subscriber=None
    )
    answer = client.get(reverse("mailings:people", args=[mailing.pk]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    [names, first, second] = csv.reader(io.StringIO(text))
    assert names[0] == "E-mailadres"
    assert first[0] == "jan@example.be"
    assert (second[0], second[4], second[5]) == ("(gewist)", "550", "'=1+1")


def test_the_list_names_each_mailing_with_its_state(client, sender, mailing):
    page = client.get(reverse("mailings:index")).content.decode()
    assert "Maart" in page
    assert "gepland" in page
    found = client.get(reverse("mailings:index"), {"state": ["done", "paused"]}).content.decode()
    assert url(mailing) not in found


def test_the_dashboard_names_what_is_planned(client, sender, mailing):
    assert "Verzending die gepland of bezig is" in client.get("/admin/").content.decode()
