"""Write the search index again, while the site stays searchable."""

import sys

from django.core.management.base import BaseCommand
from django.db import transaction

from search import index
from search.models import SearchChange, SearchDocument
from search.sources import all_keys, load, orphans
from search.stores import get_store


class Command(BaseCommand):
    help = (
        "Brengt de zoekindex in overeenstemming met de pagina's. Wat klopt, blijft staan:"
        " bezoekers vinden tot op het laatst wat ze al vonden."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--all",
            action="store_true",
            help="Schrijf ook opnieuw wat klopt, bijvoorbeeld na een herstelling.",
        )

    def handle(self, *args, **options):
        read = changed = 0
        for key in all_keys():
            read += 1
            changed += self.update(key, options["all"])
            if read % 100 == 0 and sys.stderr.isatty():
                self.stderr.write(f"\r{read} bronnen…", ending="")
        removed = SearchDocument.objects.filter(source__in=orphans()).delete()[0]
        self.tell_every_node()
        get_store().tidy()
        if not options["verbosity"]:
            return
        total = SearchDocument.objects.count()
        self.stdout.write(
            f"{read} bronnen gelezen, {changed} bijgewerkt, {removed} rijen zonder bron"
            f" verwijderd, {total} documenten in de index."
        )

    def tell_every_node(self) -> None:
        """Let each node compare everything, once.

        What was told before is taken back: after a restore it has numbers of transactions of
        another server, to which this one may come in years only.
        """
        with transaction.atomic():
            SearchChange.objects.all().delete()
            SearchChange.objects.create(source="")

    def update(self, key: str, is_forced: bool) -> bool:
        """Index a source as it is now, and keep others from changing it meanwhile."""
        with transaction.atomic():
            source = load(key, lock=True)
            if source is None:
                return False
            if is_forced:
                index.remove(source)
            return index.update(source)
