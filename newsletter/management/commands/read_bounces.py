"""Reading what came back, from a mailbox or from a pipe."""

import imaplib
import logging
import sys

from django.conf import settings
from django.core.management.base import BaseCommand

from cms.mail.answers import plain_answer, without_addresses
from cms.models import Pulse
from newsletter.bounces.mailbox import read_mailbox
from newsletter.bounces.reading import MAX_BYTES, read_report
from newsletter.bounces.recording import record

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Record reports of mail servers; with `-` one report from standard input.

    The exit status is 0 also for what is no report: a mail server that pipes a mail into this
    would send it back otherwise.
    """

    help = (
        "Leest berichten over mails die niet aankwamen: uit de mailbox van BOUNCE_IMAP_URL, of met"
        " “-” één bericht van de standaardinvoer."
    )

    def add_arguments(self, parser):
        parser.add_argument("source", nargs="?", choices=["-"], help="Lees de standaardinvoer.")

    def handle(self, *args, source=None, **options):
        if source == "-":
            report = read_report(sys.stdin.buffer.read(MAX_BYTES))
            if report is None or not record(report):
                self.stdout.write("Geen bericht over een mail van ons.")
        elif settings.BOUNCE_IMAP_URL:
            self._read_mailbox()

    def _read_mailbox(self):
        """A mailbox that is away must not stop the rounds of the worker."""
        try:
            recorded, left = read_mailbox(settings.BOUNCE_IMAP_URL)
        except (OSError, imaplib.IMAP4.error) as error:
            said = without_addresses(plain_answer(error))
            logger.error("The mailbox with returned mails cannot be read: %s", said)
            Pulse.objects.beat(
                "bounces", "unreachable" if isinstance(error, OSError) else "refused"
            )
            return
        Pulse.objects.beat("bounces")
        if recorded or left:
            self.stdout.write(f"{recorded} berichten verwerkt, {left} blijven in de mailbox.")
