"""A backup of everything that the site keeps."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from operations.backup import back_up
from operations.manifest import ManifestError


class Command(BaseCommand):
    """Copy database and media to a new folder, while the site goes on."""

    help = "Maakt een back-up van databank en bestanden in een nieuwe map, ook tijdens gebruik."

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="MAP", type=Path)

    def handle(self, *args, folder, **options):
        try:
            made = back_up(folder)
        except ManifestError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Geen back-up gemaakt: {error}") from error
        rows = sum(made.tables.values())
        self.stdout.write(f"{rows} rijen en {len(made.files)} bestanden staan in {folder}.")
