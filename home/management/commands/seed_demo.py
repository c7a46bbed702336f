"""The demo site: for a first look, for the tests in a browser and for benchmarks."""

import secrets

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand

from home.demo.build import build_demo_site
from home.demo.translations import translate_demo_site
from home.roles import EDITORS, WRITERS, setup_roles
from users.models import User


class Command(BaseCommand):
    """Build what is missing of the demo site, with three accounts; harmless to repeat."""

    help = "Bouwt de demosite met voorbeeldinhoud. Wat er al staat, blijft zoals het is."

    def handle(self, *args, **options):
        made = build_demo_site()
        translate_demo_site()
        # After the pages, because the helpdesk and the translators work in parts of the site.
        setup_roles()
        if made:
            call_command("load_synonyms", stdout=self.stdout)
            self.stdout.write(f"De demosite is klaar: {made} pagina's.")
        self._account("redacteur", role=WRITERS)
        self._account("hoofdredacteur", role=EDITORS)
        self._account("beheerder")

    def _account(self, name: str, role: str | None = None) -> None:
        """An account with a password that is shown now and never again; without role, for all."""
        if User.objects.filter(username=name).exists():
            return
        password = secrets.token_urlsafe(9)
        user = User.objects.create_user(name, f"{name}@example.be", password)
        user.is_superuser = role is None
        user.save()
        user.groups.set(Group.objects.filter(name=role))
        self.stdout.write(f"Account {name}, wachtwoord {password} (wordt maar één keer getoond)")
