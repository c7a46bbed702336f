"""Going on with mailings whose task was lost or whose worker died."""

from django.core.management.base import BaseCommand

from newsletter.mailings.advancing import wake_all


class Command(BaseCommand):
    """Wake a worker for every mailing that is due; harmless to repeat."""

    help = "Wekt een worker voor elke verzending die aan de beurt is. Herhalen kan geen kwaad."

    def handle(self, *args, **options):
        wake_all()
