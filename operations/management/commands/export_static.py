"""The yearly archive of the site."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from operations.manifest import ManifestError
from operations.static_export import export_static


class Command(BaseCommand):
    """Write every public page and file as plain HTML, to be read without a server."""

    help = "Schrijft elke openbare pagina en elk bestand weg als gewone HTML, met een lijst."

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="MAP", type=Path)

    def handle(self, *args, folder, **options):
        try:
            export = export_static(folder)
        except (ManifestError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(export.files)} bestanden staan in {folder}.")
        for address in export.broken:
            self.stderr.write(f"Antwoordt niet: {address}")
        if export.broken:
            raise CommandError("Niet alles is bewaard.")
