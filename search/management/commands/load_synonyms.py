"""The synonyms with which a site starts."""

import tomllib
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from search.analysis.folding import fold
from search.vocabulary import Synonym, SynonymName

FOLDER = Path(__file__).resolve().parents[2] / "content"
FILES = ["synonyms.toml", "everyday_words.toml"]
KINDS = {
    "former": {"is_former": True},
    "other": {},
    "to_preferred": {"direction": SynonymName.Direction.TO_PREFERRED},
}


class Command(BaseCommand):
    """Fill an empty list of synonyms.

    A list with anything in it belongs to the editors: a word that they deleted must not
    come back, unless they ask for what is missing.
    """

    help = "Zet de eerste woorden in een lege lijst van andere woorden."

    def add_arguments(self, parser):
        parser.add_argument(
            "--missing",
            action="store_true",
            help="Voeg ook aan een lijst die er al is de woorden toe die er niet in staan.",
        )

    @transaction.atomic
    def handle(self, *args, missing=False, **options):
        known = set(map(fold, Synonym.objects.values_list("preferred", flat=True)))
        if known and not missing:
            return
        rows = [row for name in FILES for row in _read(FOLDER / name)]
        rows = [row for row in rows if fold(row["preferred"]) not in known]
        for row in rows:
            synonym = Synonym(preferred=row["preferred"], language=settings.LANGUAGE_CODE)
            names = [(name, KINDS[kind]) for kind in KINDS for name in row.get(kind, [])]
            synonym.names = [
                SynonymName(name=name, sort_order=order, **facts)
                for order, (name, facts) in enumerate(names)
            ]
            synonym.full_clean()
            synonym.save()
        self.stdout.write(f"{len(rows)} woorden met hun andere woorden zijn klaar.")


def _read(file: Path) -> list[dict]:
    return tomllib.loads(file.read_text(encoding="utf-8"))["synonym"]
