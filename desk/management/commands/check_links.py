"""One round of the link checker."""

from django.core.management.base import BaseCommand

from desk.links.rounds import check_round, queue_round


class Command(BaseCommand):
    """Visit a few addresses outside the site that are due, as a task of the worker."""

    help = "Laat een paar links naar andere sites bezoeken en onthoudt welke niet werken."

    def add_arguments(self, parser):
        parser.add_argument("--now", action="store_true", help="Wacht niet op de worker.")

    def handle(self, *args, now=False, **options):
        if not now:
            queue_round()
            return
        count = check_round()
        if options["verbosity"] > 1:
            self.stdout.write(f"{count} links bezocht.")
