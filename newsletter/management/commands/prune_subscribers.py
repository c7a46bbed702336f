"""Forgetting people in time."""

from django.core.management.base import BaseCommand

from newsletter.subscribers.retention import forget_former, forget_lists, forget_unconfirmed


class Command(BaseCommand):
    """Erase what nobody confirmed within 14 days, and who left SUBSCRIBER_RETENTION_DAYS ago."""

    help = (
        "Wist aanvragen die na 14 dagen niet bevestigd zijn, en wie SUBSCRIBER_RETENTION_DAYS"
        " dagen geleden vertrok."
    )

    def handle(self, *args, **options):
        unconfirmed, former = forget_unconfirmed(), forget_former()
        forget_lists()
        if unconfirmed or former:
            self.stdout.write(
                f"{unconfirmed} onbevestigde aanvragen en {former} vroegere abonnees gewist."
            )
