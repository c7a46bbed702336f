"""Everything between new code and serving it: the release step of a platform."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

# Each may run again, and next to another release, without harm.
STEPS = (
    "migrate --noinput",
    "setup_roles",
    "load_synonyms",
    "rebuild_search",
)


class Command(BaseCommand):
    """Bring the database, the roles, the first words and the search index up to date."""

    help = "Brengt de databank, de rollen, de eerste woorden en de zoekindex bij."

    def handle(self, *args, verbosity=1, **options):
        for step in STEPS:
            call_command(*step.split(), verbosity=verbosity, stdout=self.stdout)
