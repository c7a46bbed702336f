"""The yearly question to companies whether their profile is right."""

from django.conf import settings
from django.core.management.base import BaseCommand

from companies.checks.asking import ask_companies, close_unanswered, due_companies, forget_old


class Command(BaseCommand):
    """Ask and remind companies, if ASK_COMPANIES says so; close and erase what is old."""

    help = (
        "Vraagt bedrijven één keer per jaar of hun profiel klopt (als ASK_COMPANIES aan staat),"
        " herinnert één keer, en wist antwoorden een jaar na de afhandeling."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--toon", action="store_true", help="Toon wie een mail zou krijgen; verstuur niets."
        )

    def handle(self, *args, toon=False, **options):
        if toon:
            for company in due_companies():
                self.stdout.write(f"{company.title}: {company.email}")
            return
        close_unanswered()
        forget_old()
        if settings.ASK_COMPANIES:
            asked, reminded = ask_companies()
            if asked or reminded:
                self.stdout.write(f"{asked} bedrijven gevraagd, {reminded} herinnerd.")
