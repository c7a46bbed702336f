"""Roles of the people who log in, after each migrate."""

from django.core.management.base import BaseCommand

from home.roles import setup_roles


class Command(BaseCommand):
    """Create the roles or bring their rights up to date."""

    help = "Maakt de rollen aan of werkt hun rechten bij."

    def handle(self, *args, **options):
        groups = setup_roles()
        if options["verbosity"] > 1:
            names = ", ".join(group.name for group in groups)
            self.stdout.write(f"Deze rollen zijn klaar: {names}.")
