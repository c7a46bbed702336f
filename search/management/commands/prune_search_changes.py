"""Forgetting which sources changed, in time."""

from django.core.management.base import BaseCommand

from search.stores.following import forget_changes


class Command(BaseCommand):
    """Delete the changes that all local indexes have seen."""

    help = "Wist wijzigingen van de zoekindex die elke machine al kent."

    def handle(self, *args, **options):
        if deleted := forget_changes():
            self.stdout.write(f"{deleted} oude wijzigingen van de zoekindex gewist.")
