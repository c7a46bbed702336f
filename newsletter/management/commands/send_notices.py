"""Sending mail to one person that waits, because a task was lost or a mail server was away."""

from django.core.management.base import BaseCommand

from newsletter.subscribers.notices import send_notices


class Command(BaseCommand):
    """Send confirmations, links to preferences and goodbyes that are due."""

    help = "Verstuurt bevestigingen, links naar voorkeuren en afscheidsmails die nog wachten."

    def handle(self, *args, **options):
        if sent := send_notices():
            self.stdout.write(f"{sent} mails aan abonnees verstuurd.")
