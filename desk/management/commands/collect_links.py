"""The addresses that the link checker visits."""

from django.core.management.base import BaseCommand

from desk.links.collect import collect_links


class Command(BaseCommand):
    """Note every address outside the site that a published page uses."""

    help = "Verzamelt de links naar andere sites in gepubliceerde pagina's."

    def handle(self, *args, **options):
        count = collect_links()
        if options["verbosity"] > 1:
            self.stdout.write(f"{count} links in gebruik.")
