"""Roles of editors, after each migrate."""

from django.core.management.base import BaseCommand

from home.roles import setup_roles


class Command(BaseCommand):
    """Create the roles or bring their rights up to date."""

    help = "Maakt de rol van redacteur aan of werkt de rechten ervan bij."

    def handle(self, *args, **options):
        group = setup_roles()
        if options["verbosity"] > 1:
            self.stdout.write(f"De rol {group.name} is klaar.")
