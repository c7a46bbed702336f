"""What comes back from mail servers, and what comes of it."""

import io

import pytest
from django.core.management import call_command
from django.db import OperationalError
from hypothesis import given
from hypothesis import strategies as st

from newsletter.bounces import mailbox
from newsletter.bounces.reading import HARD, SOFT, read_report
from newsletter.bounces.watching import state_of_mailbox
from newsletter.factories import (
    DeliveryFactory,
    MailingFactory,
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
)
from newsletter.models import Subscription, Suppression
from newsletter.subscribers.leaving import erase

TOKEN = "00000000000000abcdef"


def dsn(token=TOKEN, action="failed", status="5.1.1", to="terug+{token}@example.be", quoted=""):
    return f"""From: MAILER-DAEMON@mx.example.be
To: {to.format(token=token)}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.be

Final-Recipient: rfc822; lezer@example.be
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <lezer@example.be>:
 user unknown

--B
Content-Type: text/rfc822-headers

Message-ID: <{quoted or "x"}@example.be>

--B--
""".encode()


def complaint(token=TOKEN):
    return f"""From: fbl@mail.example.be
To: misbruik@example.be
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="B"

--B
Content-Type: message/feedback-report

Feedback-Type: abuse

--B
Content-Type: message/rfc822

Message-ID: <{token}@example.be>
Subject: Nieuws

Tekst
--B--
""".encode()


@pytest.fixture
def delivery(home):
    issue = NewsletterIssuePageFactory(parent=NewsletterIndexPageFactory(parent=home))
    return DeliveryFactory(mailing=MailingFactory(issue=issue), token=TOKEN, state="accepted")


def pipe(data, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    call_command("read_bounces", "-", stdout=io.StringIO())


@given(st.binary(max_size=300))
def test_no_bytes_can_make_reading_fail(data):
    read_report(data)
    read_report(dsn().replace(b"Action: failed", data))
    read_report(dsn().replace(b"multipart/report", data))


def nested(depth=1200):
    """A mail with parts in parts in parts, which Python reads with a function in a function."""
    lines = []
    for number in range(depth):
        lines += [f'Content-Type: multipart/mixed; boundary="{number}"', "", f"--{number}"]
    return "\n".join(lines).encode()


def test_a_mail_that_is_nested_too_deeply_is_no_report():
    assert read_report(nested()) is None


@pytest.mark.parametrize("token", ["", "zzz", TOKEN[:-1]])
def test_a_report_without_a_token_is_about_nothing(token):
    assert read_report(dsn(token)) is None


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded", ""])
def test_a_report_that_a_mail_arrived_says_nothing(action):
    assert read_report(dsn(action=action)) is None


@pytest.mark.parametrize(
    ("action", "status", "kind"),
    [
        ("failed", "5.1.1", HARD),
        ("Failed", "5.0.0", HARD),
        ("failed", "5.2.1", HARD),
        ("failed", "geen", HARD),
        ("failed", "5.2.2 (mailbox full)", SOFT),
        ("failed", "5.7.1", SOFT),
        ("failed", "4.4.7", SOFT),
        ("delayed", "4.4.1", SOFT),
    ],
)
def test_only_a_mailbox_that_is_gone_is_a_hard_bounce(action, status, kind):
    assert read_report(dsn(action=action, status=status)).kind == kind


def test_the_token_is_found_in_the_quoted_headers():
    report = read_report(dsn(to="postbus@example.be", quoted=TOKEN))
    assert report.token == TOKEN
    assert report.text == "smtp; 550 5.1.1 <lezer@example.be>: user unknown"


def test_a_hard_bounce_ends_everything_for_the_address(delivery, monkeypatch):
    pipe(dsn(), monkeypatch)
    pipe(dsn(), monkeypatch)
    delivery.refresh_from_db()
    assert delivery.state == "bounced"
    assert "user unknown" in delivery.answer
    assert Suppression.objects.of(delivery.subscriber.email).get().reason == "bounced"
    assert Subscription.objects.get().end_reason == "bounced"


def test_a_soft_bounce_is_counted_and_the_reader_stays(delivery, monkeypatch):
    pipe(dsn(action="delayed", status="4.4.1"), monkeypatch)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.soft_bounces) == ("accepted", 1)
    pipe(dsn(status="5.2.2"), monkeypatch)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.soft_bounces) == ("bounced", 2)
    assert Subscription.objects.get().state == "active"
    assert not Suppression.objects.exists()


def test_who_complains_is_never_mailed_again(delivery, monkeypatch):
    pipe(complaint(), monkeypatch)
    assert Suppression.objects.get().reason == "complained"
    assert Subscription.objects.get().end_reason == "complained"


@pytest.mark.parametrize(
    "data", [b"", b"\0\xff", nested(), dsn("ffffffffffffffffffff"), complaint("x")]
)
def test_what_is_not_about_us_is_let_go(delivery, monkeypatch, data):
    pipe(data, monkeypatch)
    assert not Suppression.objects.exists()


def test_an_answer_with_signs_that_no_database_keeps_is_kept_without_them(delivery, monkeypatch):
    pipe(dsn().replace(b"user unknown", b"user\0unknown"), monkeypatch)
    delivery.refresh_from_db()
    assert delivery.answer == "smtp; 550 5.1.1 <lezer@example.be>: userunknown"


def test_a_late_report_about_who_was_erased_keeps_no_answer(delivery, monkeypatch):
    erase(delivery.subscriber, say_goodbye=False)
    pipe(dsn(), monkeypatch)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.answer, delivery.subscriber) == ("bounced", "", None)


class Box:
    """A mailbox in memory, with the part of imaplib that is used."""

    def __init__(self, *mails):
        self.mails = dict(enumerate(mails, start=1))
        self.flags = {}
        self.closed = False

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.closed = True

    def login(self, user, password):
        self.user, self.password = user, password

    def select(self, folder):
        self.folder = folder
        return "OK", [b"1"]

    def uid(self, command, number, *arguments):
        if command == "search":
            return "OK", [" ".join(map(str, self.mails)).encode()]
        if command == "fetch":
            return "OK", [(b"1 (BODY[] {9}", self.mails[int(number)]), b")"]
        self.flags[int(number)] = arguments[1]
        return "OK", [None]

    def expunge(self):
        deleted = [number for number, flags in self.flags.items() if "Deleted" in flags]
        for number in deleted:
            del self.mails[number]


def test_a_mailbox_keeps_what_is_no_report(delivery, monkeypatch, settings):
    box = Box(dsn(), b"Subject: Dank je\n\nMooie nieuwsbrief!")
    monkeypatch.setattr(mailbox.imaplib, "IMAP4_SSL", lambda *_address, **_options: box)
    settings.BOUNCE_IMAP_URL = "imaps://terug%40example.be:geheim@imap.example.be/Terug"
    call_command("read_bounces", stdout=io.StringIO())
    assert (box.user, box.password, box.folder) == ("terug@example.be", "geheim", '"Terug"')
    assert list(box.mails) == [2]
    assert box.flags[2] == r"(\Seen)"
    assert box.closed
    delivery.refresh_from_db()
    assert delivery.state == "bounced"


@pytest.fixture
def make_box(monkeypatch, settings):
    """Makes the mailbox that is read."""

    def make(*mails):
        box = Box(*mails)
        monkeypatch.setattr(mailbox.imaplib, "IMAP4_SSL", lambda *_address, **_options: box)
        settings.BOUNCE_IMAP_URL = "imaps://terug:geheim@imap.example.be/"
        return box

    return make


def test_a_hostile_mail_keeps_no_report_behind_it_waiting(delivery, make_box):
    box = make_box(nested(), dsn())
    call_command("read_bounces", stdout=io.StringIO())
    assert list(box.mails) == [1]
    assert box.flags[1] == r"(\Seen)"
    delivery.refresh_from_db()
    assert delivery.state == "bounced"


def test_a_mail_that_fails_in_a_way_that_nobody_foresaw_is_set_aside(
    delivery, make_box, monkeypatch, caplog
):
    """Without the words of the error in the log: they may name who got the mail."""
    box = make_box(b"Subject: Vreemd\n\n", dsn())

    def read(data):
        if b"Vreemd" in data:
            raise KeyError("lezer@example.be")
        return read_report(data)

    monkeypatch.setattr(mailbox, "read_report", read)
    call_command("read_bounces", stdout=io.StringIO())
    assert list(box.mails) == [1]
    assert box.flags[1] == r"(\Seen)"
    assert "KeyError" in caplog.text
    assert "lezer@" not in caplog.text


@pytest.mark.parametrize("error", [OperationalError, ConnectionResetError])
def test_while_the_database_or_the_mailbox_is_away_nothing_is_set_aside(
    delivery, make_box, monkeypatch, error
):
    """No mail is to blame: the next round reads them all again."""
    box = make_box(dsn())

    def fail(_report):
        raise error

    monkeypatch.setattr(mailbox, "record", fail)
    with pytest.raises(error):
        mailbox.read_mailbox("imaps://terug:geheim@imap.example.be/")
    assert not box.flags


def test_a_mailbox_that_is_away_does_not_stop_the_worker(db, settings, caplog):
    settings.BOUNCE_IMAP_URL = "imap://a:b@127.0.0.1:1/"
    call_command("read_bounces")
    (record,) = caplog.records
    assert record.exc_info is None
    assert state_of_mailbox() == "unreachable"


def test_a_mailbox_that_refuses_us_says_so_until_it_is_read(delivery, make_box, caplog):
    box = make_box()

    def refuse(_user, _password):
        raise mailbox.imaplib.IMAP4.error(b"[AUTHENTICATIONFAILED] terug@example.be")

    login, box.login = box.login, refuse
    call_command("read_bounces")
    assert caplog.messages[-1].endswith(": [AUTHENTICATIONFAILED] …")
    assert state_of_mailbox() == "refused"
    box.login = login
    call_command("read_bounces")
    assert state_of_mailbox() == "ok"
