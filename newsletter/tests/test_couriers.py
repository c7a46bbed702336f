"""What is said to a mail server, word for word."""

from types import SimpleNamespace

import pytest

from newsletter.mailings.couriers import SenderRefusedError, SMTPCourier

REFUSED = (550, b"5.1.1 unknown")
OK, TEXT = (250, b"ok"), (354, b"go on")
CLOSING = (421, b"4.3.2 come back later")


class Connection:
    """An `smtplib.SMTP` that offers PIPELINING and gives these answers."""

    def __init__(self, *answers):
        self.answers, self.sent = list(answers), []

    def has_extn(self, name):
        return name == "pipelining"

    def send(self, text):
        self.sent.append(text)

    def getreply(self):
        return self.answers.pop(0)

    def docmd(self, command):
        self.sent.append(command)
        return self.getreply()

    def rset(self):
        self.docmd("RSET")


class Backend:
    def __init__(self, *answers):
        self.connection = Connection(*answers)

    def close(self):
        self.connection = None


PARCEL = SimpleNamespace(
    sender="terug@example.be", recipient="lezer@example.be", as_bytes=lambda: b"Text\r\n"
)
ENVELOPE = "MAIL FROM:<terug@example.be>\r\nRCPT TO:<lezer@example.be>\r\n"


def test_a_mail_that_is_not_marked_does_not_ask_to_send_its_text():
    backend = Backend(OK, OK, TEXT, OK)
    courier = SMTPCourier(backend)
    assert courier.offer(PARCEL).is_positive
    assert backend.connection.sent == [ENVELOPE]
    assert courier.hand_over(PARCEL).is_positive
    assert backend.connection.sent[1:] == ["DATA", b"Text\r\n.\r\n"]


def test_a_marked_mail_asks_in_the_same_journey_and_waits_with_its_text():
    backend = Backend(OK, OK, TEXT, OK)
    courier = SMTPCourier(backend)
    assert courier.offer(PARCEL, is_marked=True).is_positive
    assert backend.connection.sent == [f"{ENVELOPE}DATA\r\n"]
    assert courier.hand_over(PARCEL).is_positive
    assert backend.connection.sent[1:] == [b"Text\r\n.\r\n"]


@pytest.mark.parametrize(
    "answers",
    [(OK, REFUSED, (503, b"no reader")), (OK, OK, REFUSED)],
)
def test_a_refusal_is_the_answer_and_the_next_mail_can_go(answers):
    backend = Backend(*answers, OK)
    answer = SMTPCourier(backend).offer(PARCEL, is_marked=True)
    assert (answer.code, answer.text) == (550, "5.1.1 unknown")
    assert backend.connection.sent[1:] == ["RSET"]


def test_a_refusal_of_the_sender_is_told_apart_and_the_next_mail_can_go():
    backend = Backend(REFUSED, (503, b"?"), (503, b"?"), OK)
    with pytest.raises(SenderRefusedError, match=r"550 5\.1\.1 unknown"):
        SMTPCourier(backend).offer(PARCEL, is_marked=True)
    assert backend.connection.sent[1:] == ["RSET"]


def test_a_server_that_wants_the_text_of_a_mail_to_nobody_gets_none():
    backend = Backend(OK, REFUSED, TEXT)
    connection = backend.connection
    assert SMTPCourier(backend).offer(PARCEL, is_marked=True).is_final
    assert len(connection.sent) == 1
    assert backend.connection is None


@pytest.mark.parametrize("answers", [(CLOSING, CLOSING), (OK, CLOSING), (OK, OK, TEXT, CLOSING)])
def test_a_server_that_closes_the_connection_hears_nothing_more_and_is_called_again(answers):
    backend = Backend(*answers)
    connection, courier = backend.connection, SMTPCourier(backend)
    answer = courier.offer(PARCEL)
    if answer.is_positive:
        answer = courier.hand_over(PARCEL)
    assert (answer.code, answer.is_final) == (421, False)
    assert "RSET" not in connection.sent
    assert backend.connection is None
