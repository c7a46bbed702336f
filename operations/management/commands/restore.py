"""Back to a backup."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from operations.backup import restore
from operations.manifest import ManifestError


class Command(BaseCommand):
    """Put a backup in the place of database and media. Stop web and worker first."""

    help = "Zet een back-up terug en controleert elke rij en elk bestand. Stop eerst de site."
    # The database may not have a table yet.
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="MAP", type=Path)
        parser.add_argument(
            "--vervang",
            action="store_true",
            dest="replace",
            help="Ook als de databank niet leeg is: wat erin staat, verdwijnt.",
        )

    def handle(self, *args, folder, replace, **options):
        try:
            back, paused = restore(folder, replace=replace)
        except ManifestError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Niet teruggezet: {error}") from error
        rows = sum(back.tables.values())
        self.stdout.write(f"{rows} rijen en {len(back.files)} bestanden teruggezet, alle gelijk.")
        if back.tables.get("newsletter_subscriber"):
            self.stdout.write(
                f"Wie zich na {back.made_at[:16]} uitschreef of liet wissen, staat er weer in."
            )
        for mailing in paused:
            self.stdout.write(
                f"Gepauzeerd, want misschien al verstuurd: “{mailing.issue.title}”. Kies bij"
                " Verzendingen “Definitief stoppen” als hij weg is, anders “Verdergaan”."
            )
