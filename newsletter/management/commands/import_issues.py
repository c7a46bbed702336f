"""Reading old issues into the archive from the command line."""

import json
import sys
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from newsletter.importing.messages import message
from newsletter.importing.outcome import Outcome
from newsletter.importing.store import Importer
from newsletter.models import NewsletterIndexPage, Series


class Command(BaseCommand):
    """Import files, folders and ZIPs of old issues; harmless to repeat or interrupt."""

    help = (
        "Leest oude nummers van de nieuwsbrief in: mails (.eml), webpagina's (.html), PDF's,"
        " mappen en ZIP-bestanden. Nog eens uitvoeren verandert niets."
    )

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path, metavar="PAD")
        parser.add_argument("--series", metavar="REEKS", help="Alles hoort bij deze reeks (slug).")
        parser.add_argument("--dry-run", action="store_true", help="Alleen lezen en verslag doen.")
        parser.add_argument("--report", type=Path, metavar="BESTAND", help="Verslag: JSON-regels.")

    def handle(self, *args, paths, series, dry_run, report, **options):
        importer = self._importer(paths, series, dry_run)
        counts = Counter()
        try:
            with self._open_report(report) as lines:
                for path in paths:
                    for outcome in importer.import_path(path):
                        counts[outcome.status] += 1
                        lines.write(json.dumps(outcome.as_dict(), ensure_ascii=False) + "\n")
                        lines.flush()
                        self._show(outcome)
        except KeyboardInterrupt:
            self.stderr.write("Onderbroken. Wat al ingelezen was, blijft; begin gerust opnieuw.")
            sys.exit(130)
        self._summarise(counts, dry_run)
        if counts["refused"]:
            sys.exit(1)

    def _importer(self, paths, slug, dry_run) -> Importer:
        missing = [str(path) for path in paths if not path.exists()]
        if missing:
            raise CommandError(f"Dit bestaat niet: {', '.join(missing)}")
        index_page = NewsletterIndexPage.objects.order_by("path").first()
        if index_page is None:
            raise CommandError(
                "Er is nog geen nieuwsbriefarchief. Maak eerst die pagina onder de startpagina."
            )
        series = None
        if slug:
            series = Series.objects.filter(slug=slug, locale=index_page.locale).first()
            if series is None:
                known = ", ".join(
                    Series.objects.filter(locale=index_page.locale).values_list("slug", flat=True)
                )
                raise CommandError(f"Er is geen reeks “{slug}”. Wel: {known or 'geen enkele'}.")
        return Importer(index_page, series=series, dry_run=dry_run)

    def _open_report(self, report: Path | None):
        if report is None:
            return _StandardOutput(self.stdout)
        try:
            return report.open("w", encoding="utf-8")
        except OSError as error:
            raise CommandError(f"Het verslag kan niet worden geschreven: {error}") from error

    def _show(self, outcome: Outcome) -> None:
        """Progress for a person; when the output goes elsewhere, only what was refused."""
        if not sys.stderr.isatty() and outcome.status != "refused":
            return
        line = f"{_WORDS[outcome.status]:<12} {outcome.file}"
        if outcome.status in {"refused", "skipped"}:
            line += f": {' '.join(message(code) for code in outcome.warnings)}"
        self.stderr.write(line, self.style.ERROR if outcome.status == "refused" else None)

    def _summarise(self, counts: Counter, dry_run: bool) -> None:
        done = ", ".join(
            f"{counts[status]} {_WORDS[status]}" for status in _WORDS if counts[status]
        )
        prefix = "Proefronde, niets veranderd: " if dry_run else ""
        self.stderr.write(f"{prefix}{done or 'geen bestanden gevonden'}.")


_WORDS = {
    "imported": "ingelezen",
    "updated": "bijgewerkt",
    "duplicate": "al aanwezig",
    "skipped": "overgeslagen",
    "refused": "geweigerd",
}


class _StandardOutput:
    """Lets the report go to standard output where no file is asked for."""

    def __init__(self, stream):
        self.stream = stream

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return None

    def write(self, text: str) -> None:
        self.stream.write(text, ending="")

    def flush(self) -> None:
        self.stream.flush()
