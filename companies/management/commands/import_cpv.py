"""The official CPV list, from a file of the EU Publications Office."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from companies.models import CpvCode
from companies.models.activity import normalise_cpv


class Command(BaseCommand):
    """Create or update CPV codes from lines of code, tab, label."""

    help = "Leest CPV-codes in uit een bestand met per regel: code, tab, officiële naam."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="BESTAND")

    def handle(self, *args, file, **options):
        try:
            # Excel begins a file with a mark.
            lines = file.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{file} is niet te lezen: {error}") from error
        codes = [self._parse(file, number, line) for number, line in enumerate(lines, 1) if line]
        with transaction.atomic():
            CpvCode.objects.bulk_create(
                codes, update_conflicts=True, unique_fields=["code"], update_fields=["label"]
            )
        self.stdout.write(f"{len(codes)} CPV-codes ingelezen.")

    def _parse(self, file: Path, number: int, line: str) -> CpvCode:
        code, tab, label = line.partition("\t")
        try:
            code = normalise_cpv(code)
        except ValidationError as error:
            raise CommandError(f"{file}, regel {number}: {error.messages[0]}") from error
        if not tab or not label.strip():
            raise CommandError(f"{file}, regel {number}: na de code ontbreekt de naam.")
        return CpvCode(code=code, label=label.strip())
