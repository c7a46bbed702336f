"""A real SMTP server in a thread, that can be told to misbehave."""

import socket
from types import SimpleNamespace

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class MailServer(Controller):
    """Keeps what it gets; `on_sender`, `on_recipient` and `on_data` decide its answers.

    An answer is a line of SMTP, DROP to end the connection, or None to do as usual.
    """

    DROP = "drop"

    def __init__(self):
        self.mails: list[tuple[str, str, bytes]] = []
        self.on_sender = self.on_recipient = self.on_data = lambda _address: None
        self.offers_pipelining = False
        self.lets_in = True
        handler = SimpleNamespace(
            handle_EHLO=self.answer_hello,
            handle_MAIL=self.answer_sender,
            handle_RCPT=self.answer_recipient,
            handle_DATA=self.answer_data,
        )
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        super().__init__(
            handler,
            hostname="127.0.0.1",
            port=port,
            ready_timeout=10,
            authenticator=lambda *_login: AuthResult(success=self.lets_in, handled=False),
            auth_require_tls=False,
        )

    @property
    def recipients(self) -> list[str]:
        return [recipient for _sender, recipient, _data in self.mails]

    async def answer_hello(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        if self.offers_pipelining:
            responses.insert(-1, "250-PIPELINING")
        return responses

    async def answer_sender(self, server, session, envelope, address, options):
        if answer := self.on_sender(address):
            return answer
        envelope.mail_from = address
        return "250 OK"

    async def answer_recipient(self, server, session, envelope, address, options):
        answer = self.on_recipient(address)
        if answer == self.DROP:
            server.transport.abort()
            return "421 gone"
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def answer_data(self, server, session, envelope):
        (recipient,) = envelope.rcpt_tos
        answer = self.on_data(recipient)
        if answer in {None, self.DROP}:
            self.mails.append((envelope.mail_from, recipient, envelope.original_content))
        if answer == self.DROP:
            server.transport.abort()
        return answer or "250 OK"
