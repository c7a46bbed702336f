"""Everything between new code and serving it: the release step of a platform."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from wagtail.models import Site

from cms.management.commands.migrate import make_room

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

    def execute(self, *args, **options):
        make_room(connection)
        return super().execute(*args, **options)

    def handle(self, *args, verbosity=1, **options):
        for step in STEPS:
            call_command(*step.split(), verbosity=verbosity, stdout=self.stdout)
        _name_site()


def _name_site() -> None:
    """Give a new site the address of SITE_URL, by which mails, feeds and the sitemap link to it.

    One that somebody named keeps its name.
    """
    url = urlsplit(settings.SITE_URL)
    port = url.port or (443 if url.scheme == "https" else 80)
    for site in Site.objects.filter(hostname="localhost", port=80):
        site.hostname, site.port = url.hostname, port
        site.save()
