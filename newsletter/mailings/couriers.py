"""Handing mails over: to an SMTP server over a kept connection, or to another Django backend.

A courier says apart what the server answered before the text of a mail went over (`offer`) and
after (`hand_over`): only after that it can be uncertain whether a mail arrived.
"""

import smtplib
from dataclasses import dataclass

from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend

from cms.mail.answers import plain_answer
from cms.mail.providers import refusal
from newsletter.mailings.message import Parcel

# Many servers end a connection after a hundred mails.
MAILS_PER_CONNECTION = 100
_BROKEN = (OSError, smtplib.SMTPException)


class AwayError(Exception):
    """There is no connection to the mail server, or it lets nobody in: nothing was offered."""


class SenderRefusedError(Exception):
    """A final no to the sender: it comes before any reader is named, and is about none."""


class BrokenError(Exception):
    """The connection broke before the text of the mail went over: it did not arrive."""


class UncertainError(Exception):
    """The connection broke while the text went over or after it: it may have arrived."""


@dataclass(frozen=True)
class Answer:
    """What the server said: RFC 5321, 4.2."""

    code: int
    text: str = ""

    @property
    def is_positive(self) -> bool:
        return 200 <= self.code < 400

    @property
    def is_final(self) -> bool:
        """A refusal that trying again does not change."""
        return self.code >= 500


def get_courier():
    """The courier for the backend of `EMAIL_URL`."""
    backend = get_connection()
    return SMTPCourier(backend) if isinstance(backend, EmailBackend) else BackendCourier(backend)


class SMTPCourier:
    """Speaks SMTP over a connection that stays open; Django opens it, with TLS and login."""

    def __init__(self, backend: EmailBackend):
        self.backend = backend
        self._count = 0
        self._is_awaited = False  # the server said that the text may come

    def offer(self, parcel: Parcel, is_marked: bool = False) -> Answer:
        """Name sender and reader (MAIL and RCPT); a positive answer asks for `hand_over`.

        A mail that is marked as being handed over may ask to send its text in the same journey,
        where the server allows it. The text itself only goes in `hand_over`.

        Raises:
            AwayError: no connection can be made.
            SenderRefusedError: the server refuses the sender for good.
            BrokenError: the connection broke.
        """
        server = self._server()
        try:
            of_sender, counted = self._envelope(server, parcel, is_marked)
            answer = self._answer(*counted)
        except _BROKEN as error:
            self.close()
            raise BrokenError(_said(error)) from error
        if answer.code == 421:
            self.close()
        elif not answer.is_positive:
            self.withdraw()
        if answer.is_final and of_sender is counted:
            raise SenderRefusedError(f"{answer.code} {answer.text}")
        return answer

    def hand_over(self, parcel: Parcel) -> Answer:
        """Send the text of the mail that was just offered.

        Raises:
            BrokenError: before the server asked for the text.
            UncertainError: after that.
        """
        server = self.backend.connection
        data = parcel.as_bytes()
        if not self._is_awaited:
            try:
                answer = self._answer(*server.docmd("DATA"))
            except _BROKEN as error:
                self.close()
                raise BrokenError(_said(error)) from error
            if answer.code >= 400:
                self.close()
                return answer
        self._is_awaited = False
        try:
            # In one go: TCP would hold back a small second part until the first is acknowledged.
            server.send(data + b".\r\n")
            answer = self._answer(*server.getreply())
        except _BROKEN as error:
            self.close()
            raise UncertainError(_said(error)) from error
        self._count += 1
        if answer.code == 421 or self._count >= MAILS_PER_CONNECTION:
            self.close()
        return answer

    def withdraw(self) -> None:
        """Take back what was offered."""
        try:
            if self._is_awaited:  # then nothing but a text may follow
                self.close()
            else:
                self.backend.connection.rset()
        except _BROKEN:
            self.close()

    def close(self) -> None:
        """End the connection; the next offer makes another."""
        self._count, self._is_awaited = 0, False
        try:
            self.backend.close()
        except _BROKEN:
            self.backend.connection = None

    def _server(self) -> smtplib.SMTP:
        if self.backend.connection is None:
            try:
                self.backend.open()
                self.backend.connection.ehlo_or_helo_if_needed()
            except _BROKEN as error:
                self.close()
                raise AwayError(plain_answer(error)) from error
        return self.backend.connection

    def _envelope(
        self, server: smtplib.SMTP, parcel: Parcel, is_marked: bool
    ) -> tuple[tuple[int, bytes], tuple[int, bytes]]:
        """The answer to MAIL and the one that counts, which may be the same.

        In one journey where the server allows it (RFC 2920).
        """
        commands = [f"MAIL FROM:<{parcel.sender}>", f"RCPT TO:<{parcel.recipient}>"]
        if not server.has_extn("pipelining"):
            answer = server.docmd(commands[0])
            return answer, answer if answer[0] >= 400 else server.docmd(commands[1])
        if is_marked:
            commands.append("DATA")
        server.send("".join(f"{command}\r\n" for command in commands))
        answers = [server.getreply() for _command in commands]
        # A server may ask for the text of a mail to nobody too.
        self._is_awaited = is_marked and answers[-1][0] == 354
        bad = (answer for answer in answers if not 200 <= answer[0] < 400)
        return answers[0], next(bad, answers[-1])

    def _answer(self, code: int, text: bytes) -> Answer:
        if code < 200:  # smtplib gives -1 for an answer that is none
            raise smtplib.SMTPServerDisconnected("no answer that SMTP knows")
        return Answer(code, text.decode("utf-8", "replace"))


class BackendCourier:
    """Any other backend, such as the console, memory, or a provider's API.

    What such a backend raises does not say whether the mail went: that stays uncertain, unless
    it holds the answer of an API that refused the mail.
    """

    def __init__(self, backend):
        self.backend = backend

    def offer(self, parcel: Parcel, is_marked: bool = False) -> Answer:
        try:
            self.backend.open()
        except _BROKEN as error:
            raise AwayError(plain_answer(error)) from error
        return Answer(250)

    def hand_over(self, parcel: Parcel) -> Answer:
        try:
            sent = self.backend.send_messages([parcel.as_email(self.backend)])
        except Exception as error:
            if code := refusal(error):
                return Answer(code, _said(error))
            raise UncertainError(_said(error)) from error
        return Answer(250) if sent else Answer(451, "not sent")

    def withdraw(self) -> None:
        """Nothing was said to anybody yet."""

    def close(self) -> None:
        self.backend.close()


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {plain_answer(error)}"
