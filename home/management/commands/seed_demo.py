"""The demo site: for a first look, for the tests in a browser and for benchmarks."""

import secrets

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand

from home.demo.build import build_demo_site
from home.roles import EDITORS, setup_roles
from users.models import User


class Command(BaseCommand):
    """Build what is missing of the demo site, with two accounts; harmless to repeat."""

    help = "Bouwt de demosite met voorbeeldinhoud. Wat er al staat, blijft zoals het is."

    def handle(self, *args, **options):
        setup_roles()
        made = build_demo_site()
        if made:
            self.stdout.write(f"De demosite is klaar: {made} pagina's.")
        self._account("redacteur", is_superuser=False)
        self._account("beheerder", is_superuser=True)

    def _account(self, name: str, *, is_superuser: bool) -> None:
        """An account with a password that is shown now and never again."""
        if User.objects.filter(username=name).exists():
            return
        password = secrets.token_urlsafe(9)
        user = User.objects.create_user(name, f"{name}@example.be", password)
        user.is_superuser = is_superuser
        user.save()
        if not is_superuser:
            user.groups.add(Group.objects.get(name=EDITORS))
        self.stdout.write(f"Account {name}, wachtwoord {password} (wordt maar één keer getoond)")
