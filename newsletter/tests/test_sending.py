"""Sending through a real SMTP server: who gets a mail, and what is known of it afterwards."""

import datetime
import random
from collections import Counter
from types import SimpleNamespace

import pytest
from django.utils import timezone

from newsletter.factories import (
    MailingFactory,
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    SeriesFactory,
    SubscriptionFactory,
)
from newsletter.mailings import leases, planning, sending
from newsletter.mailings.advancing import advance, next_turn
from newsletter.mailings.couriers import SMTPCourier
from newsletter.mailings.finishing import pause_after_refusals
from newsletter.models import Delivery, Mailing, Subscriber
from newsletter.subscribers.leaving import erase, suppress, suppress_address, unsubscribe
from newsletter.tests.mailserver import MailServer

pytestmark = pytest.mark.django_db
State = Mailing.State
# Whether the server takes several commands in one journey (RFC 2920).
PIPELINING = pytest.mark.parametrize("pipelining", [False, True])
# How somebody goes, and why no mail is sent then.
LEAVING = pytest.mark.parametrize(
    ("leave", "reason"),
    [
        (unsubscribe, "unsubscribed"),
        (lambda reader: suppress(reader, "complained"), "suppressed"),
        (lambda reader: suppress_address(reader.email, "bounced"), "suppressed"),
        (lambda reader: erase(reader, say_goodbye=False), "erased"),
    ],
)


@pytest.fixture(scope="module")
def running_server():
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def server(running_server, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = running_server.port
    running_server.mails.clear()
    running_server.offers_pipelining, running_server.lets_in = False, True
    for place in ("on_sender", "on_recipient", "on_data"):
        setattr(running_server, place, lambda _address: None)
    return running_server


@pytest.fixture
def mailing(home):
    issue = NewsletterIssuePageFactory(parent=NewsletterIndexPageFactory(parent=home))
    return MailingFactory(issue=issue)


def readers(mailing, number):
    return [
        SubscriptionFactory(series=mailing.series, subscriber__email=f"lezer{n}@example.be")
        for n in range(number)
    ]


def states(mailing):
    return Counter(mailing.deliveries.values_list("state", flat=True))


def only(address, answer):
    return lambda recipient: answer if recipient == address else None


def refreshed(mailing):
    mailing.refresh_from_db()
    return mailing


@PIPELINING
def test_every_reader_gets_the_mail_once(mailing, server, pipelining):
    server.offers_pipelining = pipelining
    readers(mailing, 23)
    advance(mailing)
    assert sorted(server.recipients) == sorted(f"lezer{n}@example.be" for n in range(23))
    assert refreshed(mailing).state == State.DONE
    assert mailing.prepared_count == states(mailing)["accepted"] == 23
    advance(mailing)
    assert len(server.recipients) == 23


def test_a_list_without_readers_is_done_at_once(mailing, server):
    advance(mailing)
    assert refreshed(mailing).state == State.DONE
    assert mailing.prepared_count == 0


def test_a_reader_is_not_mailed_after_unsubscribing_between_preparing_and_sending(
    mailing, server, monkeypatch
):
    first, second, third = readers(mailing, 3)
    monkeypatch.setattr("newsletter.mailings.advancing.start", lambda _mailing: None)
    advance(mailing)
    monkeypatch.undo()
    assert refreshed(mailing).state == State.READY
    unsubscribe(first.subscriber)
    erase(second.subscriber, say_goodbye=False)
    advance(mailing)
    assert server.recipients == [third.subscriber.email]
    reasons = mailing.deliveries.values_list("skip_reason", flat=True).order_by("skip_reason")
    assert list(reasons) == ["", "erased", "unsubscribed"]
    assert refreshed(mailing).state == State.DONE


@pytest.mark.parametrize("code", [451, 550])
def test_of_who_is_erased_during_the_handing_over_no_answer_is_kept(
    mailing, server, monkeypatch, code
):
    """The answer names the address, and comes when all else about this person is gone."""
    (reader,) = readers(mailing, 1)
    hand_over = SMTPCourier.hand_over

    def erase_meanwhile(courier, parcel):
        erase(reader.subscriber, say_goodbye=False)
        return hand_over(courier, parcel)

    monkeypatch.setattr(SMTPCourier, "hand_over", erase_meanwhile)
    server.on_data = lambda address: f"{code} <{address}> not now"
    advance(mailing)
    delivery = mailing.deliveries.get()
    assert (delivery.answer_code, delivery.answer) == (code, "")


@LEAVING
def test_who_leaves_after_being_claimed_gets_no_mail(mailing, server, monkeypatch, leave, reason):
    """Right up to the moment at which the mail is marked, and without a waiting time."""
    reader = readers(mailing, 12)[11].subscriber
    claim = leases.claim

    def claim_and_leave(*args):
        claimed = claim(*args)
        if claimed:
            leave(reader)
        return claimed

    monkeypatch.setattr(leases, "claim", claim_and_leave)
    advance(mailing)
    assert len(server.recipients) == 11
    assert reader.email not in server.recipients
    assert states(mailing) == {"accepted": 11, "skipped": 1}
    assert mailing.deliveries.get(state="skipped").skip_reason == reason
    assert refreshed(mailing).state == State.DONE


@PIPELINING
def test_when_the_first_of_a_group_leaves_after_being_offered_the_others_get_their_mail(
    mailing, server, pipelining
):
    server.offers_pipelining = pipelining
    readers(mailing, 12)
    sender = sending.Sender(mailing)
    advance(mailing, seconds=0)
    offer, left = sender.courier.offer, []

    def offer_and_leave(parcel, *args):
        answer = offer(parcel, *args)
        if not left:
            left.append(parcel.recipient)
            unsubscribe(Subscriber.objects.get(email=parcel.recipient))
        return answer

    sender.courier.offer = offer_and_leave
    sender.send(float("inf"))
    everybody = {f"lezer{n}@example.be" for n in range(12)}
    assert Counter(server.recipients) == dict.fromkeys(everybody - {*left}, 1)
    assert states(mailing) == {"accepted": 11, "skipped": 1}


def test_who_leaves_another_series_still_gets_the_mail(mailing, server, monkeypatch):
    reader = readers(mailing, 1)[0].subscriber
    other = SubscriptionFactory(
        series=SeriesFactory(name="Andere", slug="andere"), subscriber=reader
    ).series
    claim = leases.claim

    def claim_and_leave(*args):
        claimed = claim(*args)
        unsubscribe(reader, other)
        return claimed

    monkeypatch.setattr(leases, "claim", claim_and_leave)
    advance(mailing)
    assert server.recipients == [reader.email]


def test_who_leaves_while_the_mail_is_handed_over_is_counted_as_having_it(mailing, server):
    reader = readers(mailing, 1)[0].subscriber
    sender = sending.Sender(mailing)
    advance(mailing, seconds=0)
    hand_over = sender.courier.hand_over
    sender.courier.hand_over = lambda parcel: unsubscribe(reader) and hand_over(parcel)
    sender.send(float("inf"))
    assert states(mailing) == {"accepted": 1}


@pytest.mark.parametrize(
    ("answer", "state", "code"),
    [
        ("451 4.7.1 Greylisted", "deferred", 451),
        ("550 5.1.1 No such user", "refused", 550),
        (MailServer.DROP, "deferred", None),
    ],
)
@pytest.mark.parametrize("place", [0, 3])
@PIPELINING
def test_what_the_server_says_before_the_text_is_certain(
    mailing, server, pipelining, place, answer, state, code
):
    server.offers_pipelining = pipelining
    readers(mailing, 5)
    address = f"lezer{place}@example.be"
    server.on_recipient = only(address, answer)
    advance(mailing)
    delivery = mailing.deliveries.get(subscriber__email=address)
    assert (delivery.state, delivery.answer_code, delivery.attempts) == (state, code, 1)
    assert delivery.answer
    assert states(mailing)["accepted"] == len(server.recipients) == 4
    if state == "deferred":
        assert delivery.next_attempt_at > timezone.now()
        assert refreshed(mailing).state == State.SENDING


@pytest.mark.parametrize(
    ("answer", "state"),
    [("452 4.3.1 Full", "deferred"), ("554 5.7.1 Spam", "refused"), ("drop", "uncertain")],
)
@PIPELINING
def test_what_the_server_says_after_the_text(mailing, server, pipelining, answer, state):
    server.offers_pipelining = pipelining
    readers(mailing, 4)
    server.on_data = only("lezer1@example.be", answer)
    advance(mailing)
    assert mailing.deliveries.get(subscriber__email="lezer1@example.be").state == state
    assert states(mailing)["accepted"] == 3


def test_what_is_uncertain_is_not_sent_again_unless_asked(mailing, server, editor_user):
    readers(mailing, 3)
    server.on_data = only("lezer1@example.be", MailServer.DROP)
    advance(mailing)
    assert (refreshed(mailing).state, mailing.reason) == (State.ATTENTION, "uncertain")
    server.on_data = only("", None)
    planning.resend_uncertain(mailing, editor_user)
    advance(mailing)
    assert Counter(server.recipients)["lezer1@example.be"] == 2
    assert refreshed(mailing).state == State.DONE


@LEAVING
def test_who_leaves_after_an_uncertain_mail_is_not_mailed_again(
    mailing, server, editor_user, leave, reason
):
    """Whom an editor sends it again is asked when it goes, as for every mail."""
    leaves, stays = (row.subscriber for row in readers(mailing, 2))
    server.on_data = lambda _address: MailServer.DROP
    advance(mailing)
    leave(leaves)
    server.on_data = only("", None)
    planning.resend_uncertain(refreshed(mailing), editor_user)
    advance(mailing)
    assert Counter(server.recipients) == {leaves.email: 1, stays.email: 2}
    assert mailing.deliveries.get(state="skipped").skip_reason == reason
    assert refreshed(mailing).state == State.DONE


def test_who_is_put_off_too_often_counts_as_refused(mailing, server, editor_user):
    readers(mailing, 2)
    server.on_recipient = only("lezer1@example.be", "451 Later")
    for _attempt in range(len(leases.BACKOFF) + 1):
        mailing.deliveries.update(next_attempt_at=timezone.now())
        advance(mailing)
    assert (refreshed(mailing).state, mailing.reason) == (State.ATTENTION, "refused")
    assert planning.retry_refused(mailing, editor_user) == 1
    advance(mailing)
    assert states(mailing) == {"accepted": 1, "deferred": 1}  # with all its attempts again
    server.on_recipient = only("", None)
    mailing.deliveries.update(next_attempt_at=timezone.now())
    advance(mailing)
    assert refreshed(mailing).state == State.DONE
    assert len(server.recipients) == 2


def test_a_server_that_is_away_leaves_everything_to_be_sent(mailing, server, settings):
    readers(mailing, 3)
    settings.EMAIL_PORT = 1
    advance(mailing)
    assert states(mailing) == {"pending": 3}
    assert set(mailing.deliveries.values_list("attempts", flat=True)) == {0}
    assert refreshed(mailing).state == State.SENDING


def test_while_a_server_is_away_no_worker_turns_to_the_mailing(mailing, server, settings):
    readers(mailing, 130)
    settings.EMAIL_PORT = 1
    advance(mailing)
    assert next_turn(mailing) > timezone.now()


@pytest.fixture
def locked_server(server, settings):
    """A server that takes our password no more."""
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "terug@example.be", "verlopen"
    server.lets_in = False
    return server


def test_why_a_server_lets_nobody_in_is_logged_once_and_kept(mailing, locked_server, caplog):
    readers(mailing, 3)
    for _turn in range(3):
        mailing.deliveries.update(next_attempt_at=timezone.now())
        advance(mailing)
    assert states(mailing) == {"pending": 3}
    assert refreshed(mailing).obstacle.startswith("535 5.7.8 ")
    (record,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert mailing.obstacle in record.getMessage()
    assert record.exc_info is None
    assert "verlopen" not in caplog.text
    assert "@" not in record.getMessage()


def test_a_server_that_lets_us_in_again_leaves_no_obstacle(mailing, locked_server):
    readers(mailing, 3)
    advance(mailing)
    locked_server.lets_in = True
    mailing.deliveries.update(next_attempt_at=timezone.now())
    advance(refreshed(mailing))
    assert refreshed(mailing).obstacle == ""
    assert mailing.state == State.DONE


def test_too_many_refusals_pause_a_mailing_and_tell_its_maker(
    mailing, server, editor_user, mailoutbox, monkeypatch, django_capture_on_commit_callbacks
):
    readers(mailing, 40)
    told = []
    monkeypatch.setattr("newsletter.mailings.finishing.send_mail", lambda *args: told.append(args))
    Mailing.objects.update(created_by=editor_user)
    server.on_recipient = lambda _address: "550 5.7.1 Blocked"
    with django_capture_on_commit_callbacks(execute=True):
        advance(refreshed(mailing))
    assert (refreshed(mailing).state, mailing.reason) == (State.PAUSED, "refusals")
    assert states(mailing) == {"refused": 10, "pending": 30}
    ((_subject, text, _sender, recipients),) = told
    assert recipients == [editor_user.email]
    assert "10 van de 10" in text
    server.on_recipient = only("", None)
    planning.resume(mailing, editor_user)
    advance(mailing)
    assert states(mailing) == {"refused": 10, "accepted": 30}


def settle(mailing, **numbers):
    """Add so many deliveries in each state, to people who are not known any more."""
    Delivery.objects.bulk_create(
        Delivery(
            mailing=mailing,
            content=mailing.contents.first(),
            token=f"{mailing.deliveries.count()}-{state}-{n}",
            state=state,
        )
        for state, number in numbers.items()
        for n in range(number)
    )


@pytest.mark.parametrize(
    ("refused", "accepted", "pauses"),
    [(9, 0, False), (10, 0, True), (10, 189, True), (10, 190, False)],
)
def test_more_than_five_percent_refusals_pause_a_mailing_from_ten_on(
    mailing, refused, accepted, pauses
):
    """Of those of whom it is known how it ended, however many still wait."""
    Mailing.objects.update(state=State.SENDING)
    settle(mailing, refused=refused, accepted=accepted, pending=50)
    pause_after_refusals(mailing)
    assert (refreshed(mailing).state == State.PAUSED) is pauses


@pytest.mark.parametrize(("refused", "state"), [(9, State.SENDING), (10, State.PAUSED)])
def test_after_resuming_only_what_is_refused_since_pauses_a_mailing(
    mailing, editor_user, refused, state
):
    Mailing.objects.update(state=State.PAUSED, prepared_count=1, started_at=timezone.now())
    settle(mailing, refused=20, accepted=280)
    planning.resume(refreshed(mailing), editor_user)
    settle(mailing, refused=refused)
    pause_after_refusals(mailing)
    assert refreshed(mailing).state == state


@PIPELINING
@pytest.mark.parametrize("welcome", [0, 3, 14])
def test_a_sender_that_is_refused_costs_no_reader_the_mail(
    mailing, server, editor_user, caplog, pipelining, welcome
):
    """The server says it before it knows to whom the mail goes."""
    server.offers_pipelining = pipelining
    readers(mailing, 30)
    server.on_sender = lambda address: (
        f"554 5.7.1 <{address}>: Sender rejected" if len(server.mails) >= welcome else None
    )
    advance(mailing)
    assert (refreshed(mailing).state, mailing.reason) == (State.PAUSED, "sender")
    assert mailing.obstacle == "554 5.7.1 …: Sender rejected"
    assert mailing.obstacle in caplog.text
    assert states(mailing) == Counter(accepted=welcome, pending=30 - welcome)
    assert set(mailing.deliveries.filter(state="pending").values_list("attempts")) == {(0,)}
    server.on_sender = only("", None)
    planning.resume(mailing, editor_user)
    advance(mailing)
    assert (refreshed(mailing).state, mailing.obstacle) == (State.DONE, "")
    assert Counter(server.recipients) == {f"lezer{n}@example.be": 1 for n in range(30)}
    assert states(mailing) == {"accepted": mailing.prepared_count}


def test_who_was_refused_before_the_sender_was_stays_so(mailing, server):
    readers(mailing, 12)
    asked = []  # in an order that is the database's
    server.on_recipient = lambda address: (
        asked.append(address) or ("550 5.1.1 Unknown" if len(asked) == 1 else None)
    )
    server.on_sender = lambda _address: "554 No" if len(server.mails) >= 5 else None
    advance(mailing)
    assert states(mailing) == {"accepted": 5, "refused": 1, "pending": 6}


def test_a_sender_that_is_put_off_pauses_nothing(mailing, server):
    readers(mailing, 3)
    server.on_sender = lambda _address: "451 Later"
    advance(mailing)
    assert refreshed(mailing).state == State.SENDING
    assert states(mailing) == {"deferred": 3}


def test_a_refused_sender_leaves_alone_what_an_editor_stopped(mailing, server, editor_user):
    readers(mailing, 12)
    sender = sending.Sender(mailing)
    advance(mailing, seconds=0)
    offer = sender.courier.offer

    def offer_and_cancel(*args):
        planning.cancel(refreshed(mailing), editor_user)
        sender.courier.offer = offer
        return offer(*args)

    sender.courier.offer = offer_and_cancel
    server.on_sender = lambda _address: "554 No"
    sender.send(float("inf"))
    assert (refreshed(mailing).state, mailing.reason) == (State.CANCELLED, "")


def test_of_two_workers_whose_sender_is_refused_one_tells_it(
    mailing, server, editor_user, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    """The other one meets a mailing that is paused, and gives back what it took."""
    monkeypatch.setattr(leases, "BATCH", 5)
    readers(mailing, 12)
    told = []
    monkeypatch.setattr("newsletter.mailings.finishing.send_mail", lambda *args: told.append(args))
    Mailing.objects.update(created_by=editor_user)
    advance(refreshed(mailing), seconds=0)
    server.on_sender = lambda _address: "554 No"
    first, second = sending.Sender(mailing), sending.Sender(mailing)
    batch = leases.claim(mailing, second.owner)
    with django_capture_on_commit_callbacks(execute=True):
        first.send(float("inf"))
        second._send_batch(batch, float("inf"))
    second.courier.close()
    assert caplog.text.count("554 No") == len(told) == 1
    assert states(mailing) == {"pending": 12}
    assert not mailing.deliveries.exclude(lease_owner="").exists()


def test_a_maker_who_cannot_be_told_leaves_no_mail_of_which_nothing_is_known(
    mailing, server, editor_user, monkeypatch, django_capture_on_commit_callbacks
):
    """Each backend of mail raises its own kind."""

    def fail(*_args):
        raise RuntimeError("no such address")

    readers(mailing, 40)
    monkeypatch.setattr("newsletter.mailings.finishing.send_mail", fail)
    Mailing.objects.update(created_by=editor_user)
    server.on_recipient = lambda _address: "550 5.7.1 Blocked"
    with django_capture_on_commit_callbacks(execute=True):
        advance(refreshed(mailing))
    assert states(mailing) == {"refused": 10, "pending": 30}


def test_an_answer_that_no_database_can_keep_leaves_no_mail_uncertain(mailing, server):
    readers(mailing, 2)
    server.on_recipient = only("lezer0@example.be", "550 5.1.1 No\0body")
    advance(mailing)
    assert states(mailing) == {"refused": 1, "accepted": 1}
    assert "Nobody" in mailing.deliveries.get(state="refused").answer


def test_an_address_that_no_mail_can_name_is_refused_and_holds_up_nobody(mailing, server):
    readers(mailing, 2)
    SubscriptionFactory(series=mailing.series, subscriber__email="lezer,twee@example.be")
    advance(mailing)
    assert refreshed(mailing).state == State.DONE
    assert sorted(server.recipients) == ["lezer0@example.be", "lezer1@example.be"]
    assert mailing.deliveries.get(state="refused").answer_code == 553


@pytest.mark.parametrize(
    ("seconds", "size"), [(0, 10), (0.001, 10), (0.02, 5), (0.09, 1), (20, 1)]
)
def test_the_slower_a_server_the_smaller_a_group(seconds, size):
    assert sending.group_size(seconds) == size


def test_a_worker_that_comes_after_a_pause_offers_nothing(mailing, server, editor_user):
    """A reader who is refused then would be settled while an editor looks."""
    readers(mailing, 3)
    advance(mailing, seconds=0)
    planning.pause(refreshed(mailing), editor_user)
    offered = []
    server.on_recipient = offered.append
    sending.Sender(mailing).send(float("inf"))
    assert offered == []
    assert states(mailing) == {"pending": 3}


def test_a_server_that_gets_slow_leaves_no_mail_uncertain_and_none_behind(
    mailing, server, monkeypatch
):
    """What is marked for longer than a worker may keep it is given back, not handed over late."""
    readers(mailing, 10)
    advance(mailing, seconds=0)
    clock = iter(range(0, 100_000, 50))  # so many seconds pass whenever a worker looks
    monkeypatch.setattr(sending, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    sender, marked = sending.Sender(mailing), []
    sender.courier.hand_over = _counting(
        sender.courier.hand_over, lambda _address: marked.append(states(mailing)["handing_over"])
    )
    sender.send(float("inf"))
    assert marked == [10] + [1] * 9
    assert Counter(server.recipients) == {f"lezer{n}@example.be": 1 for n in range(10)}
    assert states(mailing) == {"accepted": 10}


def test_a_pause_stops_within_a_group(mailing, server, editor_user):
    readers(mailing, 35)

    def pause_at_the_third(address):
        if len(server.mails) == 3:
            Mailing.objects.update(state=State.PAUSED)

    sender = sending.Sender(mailing)
    advance(mailing, seconds=0)
    sender.courier.hand_over = _counting(sender.courier.hand_over, pause_at_the_third)
    sender.send(float("inf"))
    assert len(server.recipients) == 10
    assert states(mailing) == {"accepted": 10, "pending": 25}


def _counting(hand_over, act):
    def counted(parcel):
        act(parcel.recipient)
        return hand_over(parcel)

    return counted


@PIPELINING
def test_accidents_lose_nobody_and_send_nothing_twice(mailing, server, monkeypatch, pipelining):
    """Workers that die at random moments, and a server that answers and breaks at random."""
    server.offers_pipelining = pipelining
    chance = random.Random(5)  # noqa: S311 - the same at each run
    readers(mailing, 60)
    monkeypatch.setattr(leases, "BACKOFF", [datetime.timedelta(0)] * 50)
    server.on_recipient = lambda _address: chance.choice([None] * 8 + ["451 Later", "drop"])
    server.on_data = lambda _address: chance.choice([None] * 9 + ["drop"])

    class Killed(BaseException):
        pass

    deaths = 0
    for turn in range(20):
        sender = sending.Sender(refreshed(mailing))
        if turn < 4:
            _die(sender, chance.randrange(12), Killed)
        advance(mailing, seconds=0)
        try:
            sender.send(float("inf"))
        except Killed:
            deaths += 1
            Delivery.objects.exclude(leased_until=None).update(leased_until=timezone.now())
        if not mailing.deliveries.filter(state__in=Delivery.WAITING).exists():
            break
    advance(refreshed(mailing))
    arrived, known = Counter(server.recipients), states(mailing)
    assert deaths == 4
    assert max(arrived.values()) == 1
    assert known["accepted"] + known["uncertain"] == 60
    certain = mailing.deliveries.filter(state="accepted").values_list(
        "subscriber__email", flat=True
    )
    assert set(certain) <= set(arrived)


def _die(sender, after, error):
    hand_over, count = sender.courier.hand_over, iter(range(after))

    def mortal(parcel):
        answer = hand_over(parcel)
        if next(count, None) is None:
            raise error
        return answer

    sender.courier.hand_over = mortal


def test_who_got_a_mailing_that_was_stopped_gets_no_other(mailing, server, editor_user):
    readers(mailing, 3)
    server.on_recipient = only("lezer1@example.be", "451 Later")
    advance(mailing)
    planning.cancel(refreshed(mailing), editor_user)
    server.on_recipient = only("", None)
    again = MailingFactory(issue=mailing.issue)
    advance(again)
    assert Counter(server.recipients) == {f"lezer{n}@example.be": 1 for n in range(3)}
    assert Subscriber.objects.count() == 3
