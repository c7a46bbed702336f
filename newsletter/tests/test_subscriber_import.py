"""Lists of addresses: nothing is lost, and nobody who left comes back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

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
    Delivery,
    GrowthCount,
    Notice,
    Subscriber,
    SubscriberImport,
    Subscription,
    Suppression,
)
from newsletter.subscribers import importing
from newsletter.subscribers.importing import carry_out, plan
from newsletter.subscribers.joining import request_subscription
from newsletter.subscribers.leaving import erase, unsubscribe
from newsletter.subscribers.lists import UnreadableListError, decode, read_rows

Kind = SubscriberImport.Kind
MAILCHIMP = (
    "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,LANGUAGE\n"
    '"Jan@Example.be","Jan","Peeters, zoon",2,"2024-03-01 09:00:00","2024-03-01 09:05:00",fr\n'
    "piet@example.be,Piet,,2,,,\n"
)


@pytest.fixture
def series(db):
    return SeriesFactory()


def listed(text, series, kind=Kind.OWN, **kwargs):
    return SubscriberImport.objects.create(
        kind=kind, name="lijst.csv", text=text, series=series, evidence="Op papier.", **kwargs
    )


def outcomes(listed_):
    return [planned.outcome for planned in plan(listed_)]


# Reading


@pytest.mark.parametrize(
    "text",
    [
        "E-mailadres;Naam\njan@example.be;Jan\n",
        "Naam,Email Address\nJan,JAN@example.be\n",
        "naam\temail\nJan\t<jan@example.be>\n",
        "jan@example.be",
        "Jan;jan@example.be\n",
        'email\n"jan@example.be"\n\n   \n',
        "email\r\njan@example.be\r\n",
    ],
)
def test_a_list_is_read_however_it_was_saved(text):
    assert [row.address for row in read_rows(decode(text.encode()))] == ["jan@example.be"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_list_is_read_in_the_encoding_of_any_spreadsheet(encoding):
    text = decode("naam;email\nZoë;zoe@example.be\n".encode(encoding))
    assert "Zoë" in text
    assert [row.address for row in read_rows(text)] == ["zoe@example.be"]


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"naam;plaats\nJan;Temse\n", b"\x89PNG\0\1\2", b'"']
)
def test_what_is_no_list_is_said(data):
    with pytest.raises(UnreadableListError):
        list(read_rows(decode(data)))


def test_every_line_has_its_number_also_when_it_is_wrong():
    rows = list(read_rows("email\njan@example.be\ngeen adres\n\n,\npiet@example.be\n"))
    assert [(row.number, row.is_valid) for row in rows] == [(2, True), (3, False), (6, True)]


def test_our_own_export_can_be_read_again():
    assert [row.address for row in read_rows("email\n'=jan@example.be\n")] == ["=jan@example.be"]


# A quotation mark too many makes one line of all that follow: nobody is left out in silence


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('email;naam\na@example.be;A\nb@example.be;"B\nc@example.be;C\nd@example.be;D\n', 3),
        ('email;naam\na@example.be;"A\nb@example.be;"B"\nc@example.be;C\n', 2),
        ('naam;email\n"A;a@example.be\n"B";b@example.be\n', 2),
        ('naam;email;plaats\nA;a@example.be;"Temse\n"B";b@example.be;Beveren\n', 2),
        ('email\n"a@example.be\nb@example.be\n', 2),
        ('email;naam\n;"niemand\nb@example.be;B\n', 2),
        ('email\n\n\n"a@example.be\n\nb@example.be\n', 4),
        ('email;"naam\na@example.be;A\nb@example.be;B\n', 1),
        ('a@example.be;"A\nb@example.be;B\n', 1),
        ('email;naam\na@example.be;"A\n' + "b@example.be;B\n" * 80_000, 2),
    ],
    ids=[
        "never closed",
        "closed by the next quotation mark",
        "before the address",
        "after the address",
        "at the address",
        "of who has no address",
        "after empty lines",
        "in the line of names",
        "without a line of names",
        "more than csv holds in a cell",
    ],
)
def test_a_line_that_swallows_people_is_refused_with_its_number(text, line):
    with pytest.raises(UnreadableListError) as refusal:
        list(read_rows(text))
    assert refusal.value.line == line


@pytest.mark.parametrize(
    "text",
    [
        'email,notities\na@example.be,"belt\nliever\n\nniet"\nb@example.be,\n',
        'adres thuis;email\n"Dorp 1\n9140 Temse";a@example.be\nDorp 2;b@example.be\n',
        'email;"naam\nvan wie"\na@example.be;A\nb@example.be;B\n',
        'email;naam\n"a@example.be\n";A\nb@example.be;B\n',
        'email;naam\na@example.be;de "grote" A\nb@example.be;"B\n',
    ],
    ids=["note", "postal address", "name of a column", "after the address", "last line"],
)
def test_a_cell_of_several_lines_that_hides_nobody_is_read(text):
    rows = list(read_rows(text))
    assert [row.address for row in rows if row.is_valid] == ["a@example.be", "b@example.be"]


def test_a_list_that_lost_a_line_while_it_waited_is_carried_out_whole_or_not(series):
    """The line of who is erased meanwhile goes, and with it maybe the end of a cell."""
    listed_ = listed('plaats;email\n"Dorp 1\nA;a@example.be\nB;b@example.be\n', series)
    with pytest.raises(UnreadableListError):
        carry_out(listed_)
    assert not Subscriber.objects.exists()


# What happens


def test_a_preview_changes_nothing(series):
    listed_ = listed(MAILCHIMP, series)
    assert outcomes(listed_) == ["subscribed", "subscribed"]
    assert not Subscriber.objects.exists()


def test_mailchimps_subscribed_become_subscribers_with_their_evidence(series):
    assert carry_out(listed(MAILCHIMP, series, Kind.MAILCHIMP_SUBSCRIBED))
    assert {(s.email, s.language) for s in Subscriber.objects.mailable(series)} == {
        ("jan@example.be", "fr"),
        ("piet@example.be", "nl"),
    }
    event = ConsentEvent.objects.get(subscriber__email="jan@example.be")
    assert event.action == ConsentEvent.Action.IMPORTED
    assert "Op papier." in event.evidence
    assert "CONFIRM_TIME: 2024-03-01 09:05:00" in event.evidence
    assert GrowthCount.objects.get().confirmed == 2
    assert not Notice.objects.exists()


def test_the_lines_are_forgotten_and_the_counts_stay(series):
    listed_ = listed(MAILCHIMP + "geen adres\nJAN@example.be\n", series)
    carry_out(listed_)
    listed_.refresh_from_db()
    assert listed_.text == ""
    assert listed_.counts == {"subscribed": 2, "twice": 1, "invalid": 1}


def test_a_list_is_carried_out_once(series):
    listed_ = listed(MAILCHIMP, series)
    assert carry_out(listed_)
    assert not carry_out(listed_)
    assert ConsentEvent.objects.count() == 2


def test_nobody_who_left_comes_back_by_a_list(series):
    left = SubscriptionFactory(series=series, ended=True).subscriber
    erased = SubscriptionFactory(series=series).subscriber
    address = erased.email
    erase(erased, say_goodbye=False)
    listed_ = listed(f"email\n{left.email}\n{address.upper()}\n", series)
    assert outcomes(listed_) == ["left", "suppressed"]
    carry_out(listed_)
    assert not Subscriber.objects.mailable(series).exists()
    assert not Subscriber.objects.filter(email=address).exists()


def test_who_is_a_subscriber_stays_one_as_it_was(series):
    subscription = SubscriptionFactory(series=series)
    listed_ = listed(f"email\n{subscription.subscriber.email}\n", series)
    assert outcomes(listed_) == ["already"]
    carry_out(listed_)
    assert Subscription.objects.get().activated_at == subscription.activated_at


def test_who_asked_and_who_has_another_series_become_subscribers(series):
    waits = SubscriptionFactory(series=series, pending=True).subscriber
    other = SubscriptionFactory(series=SeriesFactory(slug="andere")).subscriber
    carry_out(listed(f"email\n{waits.email}\n{other.email}\n", series))
    assert set(Subscriber.objects.mailable(series)) == {waits, other}


def test_who_signs_up_while_a_list_is_carried_out_is_one_subscriber(series, monkeypatch):
    compare = importing.plan

    def compare_just_before_she_signs_up(listed_):
        planned = list(compare(listed_))
        SubscriberFactory(email="jan@example.be")
        return planned

    monkeypatch.setattr(importing, "plan", compare_just_before_she_signs_up)
    assert carry_out(listed("jan@example.be\npiet@example.be", series))
    assert Subscription.objects.filter(state=Subscription.State.ACTIVE).count() == 2
    assert Subscriber.objects.count() == ConsentEvent.objects.count() == 2


def test_mailchimps_unsubscribed_are_unsubscribed_or_never_mailed(series):
    active = SubscriptionFactory(series=series).subscriber
    text = f"Email Address\n{active.email}\nonbekend@example.be\n"
    listed_ = listed(text, series, Kind.MAILCHIMP_UNSUBSCRIBED)
    assert outcomes(listed_) == ["unsubscribed", "blocked"]
    carry_out(listed_)
    assert not Subscriber.objects.mailable(series).exists()
    assert Suppression.objects.of("onbekend@example.be").get().reason == "unsubscribed"
    assert outcomes(listed(text, series)) == ["left", "suppressed"]


def test_who_left_one_series_in_mailchimp_keeps_the_other(series, home):
    issue = NewsletterIssuePageFactory(
        parent=NewsletterIndexPageFactory(parent=home), series=SeriesFactory(slug="andere")
    )
    delivery = DeliveryFactory(mailing=MailingFactory(issue=issue))
    reader = delivery.subscriber
    listed_ = listed(f"Email Address\n{reader.email}\n", series, Kind.MAILCHIMP_UNSUBSCRIBED)
    assert outcomes(listed_) == ["unsubscribed"]
    carry_out(listed_)
    assert list(Subscriber.objects.mailable(issue.series)) == [reader]
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.PENDING
    event = ConsentEvent.objects.get(subscriber=reader, series=series)
    assert event.action == ConsentEvent.Action.WITHDRAWN
    assert outcomes(listed(f"e-mail\n{reader.email}\n", series, Kind.OWN)) == ["left"]


@pytest.mark.parametrize("state", [{"ended": True}, {"pending": True}])
def test_who_left_in_mailchimp_and_gets_nothing_here_is_never_mailed(series, state):
    other = SubscriptionFactory(series=SeriesFactory(slug="andere"), **state).subscriber
    listed_ = listed(f"Email Address\n{other.email}\n", series, Kind.MAILCHIMP_UNSUBSCRIBED)
    assert outcomes(listed_) == ["blocked"]


def test_mailchimps_cleaned_are_never_mailed(series):
    active = SubscriptionFactory(series=series)
    text = f"Email Address\n{active.subscriber.email}\nweg@example.be\n"
    carry_out(listed(text, series, Kind.MAILCHIMP_CLEANED))
    active.refresh_from_db()
    assert active.end_reason == Subscription.EndReason.BOUNCED
    assert Suppression.objects.filter(reason=Suppression.Reason.BOUNCED).count() == 2
    assert outcomes(listed(text, series, Kind.MAILCHIMP_CLEANED)) == ["nothing", "nothing"]


@pytest.mark.parametrize("kind", [Kind.OWN, Kind.MAILCHIMP_UNSUBSCRIBED])
@pytest.mark.parametrize("count", [2, 200])
def test_more_lines_cost_no_more_queries(series, count, kind, django_assert_num_queries):
    """A preview: who is known, their subscriptions, and who must not be mailed."""
    for number in range(count):
        SubscriberFactory(email=f"jan{number}@example.be")
    text = "email\n" + "".join(f"jan{number}@example.be\n" for number in range(count))
    listed_ = listed(text, series, kind)
    with django_assert_num_queries(3):
        outcomes(listed_)


def test_a_list_that_was_carried_out_says_when(series):
    before = timezone.now()
    listed_ = listed(MAILCHIMP, series)
    carry_out(listed_)
    listed_.refresh_from_db()
    assert listed_.applied_at >= before


def test_who_left_and_only_asked_to_come_back_stays_unsubscribed(series):
    """Until the click in the mail, nothing says that it was this person who asked."""
    subscription = SubscriptionFactory(series=series, subscriber__email="jan@example.be")
    unsubscribe(subscription.subscriber)
    request_subscription("jan@example.be", [series], "nl")
    list_ = listed("email\njan@example.be\npiet@example.be\n", series)
    assert outcomes(list_) == ["left", "subscribed"]
    assert carry_out(list_)
    assert Subscription.objects.active().get().subscriber.email == "piet@example.be"


# While somebody is erased


def test_erasing_waits_for_a_list_before_it_takes_what_the_list_takes_last(series):
    """In another order both would wait for each other: see test_subscriber_locks.py."""
    subscriber = SubscriptionFactory(series=series).subscriber
    list_ = listed(f"email\n{subscriber.email}\npiet@example.be\n", series)
    with CaptureQueriesContext(connection) as queries:
        erase(subscriber, say_goodbye=False)
    tables = (SubscriberImport._meta.db_table, GrowthCount._meta.db_table)
    asked = [
        (table, query["sql"])
        for query in queries
        for table in tables
        if f'"{table}"' in query["sql"]
    ]
    assert asked[0][0] == SubscriberImport._meta.db_table
    assert ("FOR UPDATE" in asked[0][1]) == connection.features.has_select_for_update
    assert asked[-1][0] == GrowthCount._meta.db_table
    list_.refresh_from_db()
    assert list_.text == "email\npiet@example.be\n"
