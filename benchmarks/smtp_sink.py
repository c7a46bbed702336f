"""A mail server on this machine that keeps a line of each mail, and can have moods.

Run as a process of its own: `smtp_sink.py PORT FILE [options]`. A line of FILE is the
address of a reader, the Message-ID of a mail that was taken, "answered" or "broke" (the connection
ends instead of the answer) and the moment, written before the answer goes.
"""

import argparse
import asyncio
import os
import random
import re
import time
from types import SimpleNamespace

from aiosmtpd.smtp import SMTP

_MESSAGE_ID = re.compile(rb"^Message-ID: *(<[^>]+>)", re.MULTILINE | re.IGNORECASE)


class Sink:
    """Answers as its options say; the seed makes a run repeatable, but for the kills."""

    def __init__(self, options: argparse.Namespace):
        self.options = options
        self.chance = random.Random(options.seed)  # noqa: S311 - the same at each run
        # Unbuffered: what was taken stands there also when this process is killed.
        self.file = os.open(options.file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    async def hello(self, server, session, envelope, hostname, responses):
        """The usual mail servers offer PIPELINING (RFC 2920); aiosmtpd can do it, unasked."""
        session.host_name = hostname
        if not self.options.no_pipelining:
            responses.insert(-1, "250-PIPELINING")
        return responses

    async def recipient(self, server, session, envelope, address, rcpt_options):
        if self.happens(self.options.drop_before):
            server.transport.abort()
            return "421 4.4.2 Gone"
        if self.happens(self.options.later):
            return "451 4.7.1 Try again later"
        if self.happens(self.options.never):
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def data(self, server, session, envelope):
        if self.options.delay:
            await asyncio.sleep(self.options.delay / 1_000)
        if self.happens(self.options.later_after):
            return "451 4.3.0 Try again later"
        found = _MESSAGE_ID.search(envelope.original_content)
        name = found.group(1).decode() if found else "-"
        breaks = self.happens(self.options.drop_after)
        rest = f"{name}\t{'broke' if breaks else 'answered'}\t{time.time():.4f}\n"
        lines = "".join(f"{reader}\t{rest}" for reader in envelope.rcpt_tos)
        os.write(self.file, lines.encode())
        if breaks:
            server.transport.abort()
        return "250 2.0.0 Taken"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("file")
    for name in ("drop-before", "drop-after", "later", "later-after", "never"):
        parser.add_argument(f"--{name}", type=float, default=0, help="share of mails, 0 to 1")
    parser.add_argument(
        "--delay", type=float, default=0, help="milliseconds before it takes a mail"
    )
    parser.add_argument("--no-pipelining", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    asyncio.run(serve(parser.parse_args()))


async def serve(options: argparse.Namespace) -> None:
    sink = Sink(options)
    handler = SimpleNamespace(
        handle_EHLO=sink.hello, handle_RCPT=sink.recipient, handle_DATA=sink.data
    )
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(handler, hostname="sink.example.be", ident="sink"), "127.0.0.1", options.port
    )
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    main()
