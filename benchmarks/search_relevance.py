"""How well the search finds what people look for; see README.md beside this file."""

import argparse
import contextlib
import csv
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlsplit

from environment import ROOT, scratch_database, set_up
from measures import DEPTH, Measured, print_misses, print_table

DEMO_QUERIES = ROOT / "benchmarks" / "data" / "demo_queries.tsv"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=Path, help="TSV of an archive, or JSONL of documents")
    parser.add_argument("--archive", type=Path, help="folder with old issues to import first")
    parser.add_argument("--documents", type=Path, help="JSONL: id, title, body")
    parser.add_argument("--misses", action="store_true", help="list what was not found first")
    options = parser.parse_args()
    if (options.archive or options.documents) and not options.queries:
        parser.error("--archive and --documents need --queries")
    set_up()
    from django.db import connection

    print(f"store: {connection.vendor}")
    if options.documents:
        with scratch_database():
            measured = run_collection(options.documents, options.queries)
    elif options.archive:
        with scratch_database():
            measured = run_archive(options.archive, options.queries)
    else:
        measured = run_demo(options.queries or DEMO_QUERIES)
    print_table(measured)
    if options.misses:
        print_misses(measured)


def measure(
    query_class: str, query: str, grade: Callable[[object], float], ideal: Iterable[float]
) -> Measured:
    """Run one query as the site does."""
    from search.results import Search

    Search("woord", "nl").count()  # so that nobody pays for loading the dictionary
    start = time.perf_counter()
    search = Search(query, "nl")
    hits = search[0:DEPTH]
    found = search.count()
    milliseconds = (time.perf_counter() - start) * 1000
    return Measured(
        query_class, query, [grade(hit.document) for hit in hits], list(ideal), found, milliseconds
    )


def read_rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


# The demo site -------------------------------------------------------------------------


def run_demo(path: Path) -> list[Measured]:
    """The queries of the demo site, on the database in use."""
    from django.db import DatabaseError

    from search.models import SearchDocument

    try:
        is_filled = SearchDocument.objects.exists()
    except DatabaseError:
        is_filled = False
    if not is_filled:
        sys.exit("Nothing to search: run `manage.py migrate` and `seed_demo` on this database.")
    results = []
    for row in read_rows(path):
        wanted = [part.strip() for part in (row["wanted"] or "").split(";") if part.strip()]
        left = list(wanted)
        results.append(
            measure(
                row["class"],
                row["query"],
                lambda document, left=left: demo_grade(document, left),
                [1.0] * len(wanted),
            )
        )
    return results


def demo_grade(document, left: list[str]) -> float:
    """1 for the first hit of each wanted thing; README.md says how those are written."""
    for part in left:
        kind, _, value = part.partition(":")
        if kind == "issue":
            is_right = bool(document.series) and f"{document.date:%Y-%m}" == value
        elif kind == "place":
            places = f"{document.municipality} {document.keywords}"
            is_right = document.kind == "bedrijf" and value in places
        else:
            is_right = kind in {document.kind, "*"} and value.lower() in document.title.lower()
        if is_right:
            left.remove(part)
            return 1.0
    return 0.0


# An archive of old issues --------------------------------------------------------------


def run_archive(folder: Path, path: Path) -> list[Measured]:
    """Import a folder of old issues and run its queries (id, class, query, file, headline)."""
    urls = import_archive(folder)
    queries: dict[str, list[dict]] = {}
    for row in read_rows(path):
        queries.setdefault(row["id"], []).append(row)
    results = []
    for rows in queries.values():
        wanted = [row for row in rows if row["file"]]
        left = list(wanted)
        results.append(
            measure(
                rows[0]["class"],
                rows[0]["query"],
                lambda document, left=left: archive_grade(document, left, urls),
                [float(row["grade"] or 1) for row in wanted],
            )
        )
    return results


def import_archive(folder: Path) -> dict[str, str]:
    """The path of the issue that each file became."""
    from django.core.management import call_command

    from home.models import HomePage
    from newsletter.factories import NewsletterIndexPageFactory, SeriesFactory

    NewsletterIndexPageFactory(parent=HomePage.objects.get(), slug="nieuwsbrief")
    SeriesFactory(
        name="Helpdesk Duurzame Overheidsaankopen inspireert",
        slug="helpdesk-duurzame-overheidsaankopen-inspireert",
        started_on="2012-02-01",
        ended_on="2015-03-31",
    )
    SeriesFactory(started_on="2015-04-01")
    with tempfile.TemporaryDirectory() as temporary:
        report = Path(temporary) / "report.jsonl"
        with contextlib.suppress(SystemExit):  # when some files are refused, as they should be
            call_command("import_issues", str(folder), report=report, verbosity=0)
        outcomes = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    imported = {
        outcome["file"]: urlsplit(outcome["url"]).path for outcome in outcomes if outcome["url"]
    }
    print(f"imported {len(imported)} of {len(outcomes)} files")
    return imported


def archive_grade(document, left: list[dict], urls: dict[str, str]) -> float:
    """The grade of the item with the wanted headline, or of the issue when none is named.

    What was found is taken from what is `left`: a second hit for it is worth nothing.
    """
    from search.analysis.folding import fold

    for row in left:
        headline = row["headline"]
        is_right = urls.get(row["file"]) == document.issue_url and (
            not headline or fold(document.title) == fold(headline)
        )
        if is_right:
            left.remove(row)
            return float(row["grade"] or 1)
    return 0.0


# Any collection of documents -----------------------------------------------------------


def run_collection(documents: Path, queries: Path) -> list[Measured]:
    """Index documents as the site does and run queries (`qid`, `cls`, `q`, `rel`)."""
    start = time.perf_counter()
    count = index_collection(documents)
    seconds = time.perf_counter() - start
    print(f"indexed {count} documents, {count / seconds:.0f} a second")
    results = []
    for line in queries.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        relevant = grades_of(row["rel"])
        results.append(
            measure(
                row["cls"],
                row["q"],
                lambda document, relevant=relevant: relevant.get(document.source, 0.0),
                relevant.values(),
            )
        )
    return results


def index_collection(path: Path) -> int:
    from search.models import SearchDocument
    from search.stores import get_store

    count, batch = 0, []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            document = SearchDocument(
                source=str(row["id"]),
                language="nl",
                kind="pagina",
                url_path=f"/{row['id']}/",
                title=row["title"],
                body=row["body"],
            )
            document.analyze()
            batch.append(document)
            count += 1
            if len(batch) == 200:
                SearchDocument.objects.bulk_create(batch)
                batch = []
    SearchDocument.objects.bulk_create(batch)
    get_store().tidy()
    return count


def grades_of(relevant) -> dict[str, float]:
    """`rel` is one id, a list of ids, or grades by id."""
    if isinstance(relevant, dict):
        return {str(key): float(grade) for key, grade in relevant.items() if grade}
    if not isinstance(relevant, list):
        relevant = [relevant]
    return {str(key): 1.0 for key in relevant}


if __name__ == "__main__":
    main()
