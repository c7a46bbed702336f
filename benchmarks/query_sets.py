"""Queries with what they must find: of the demo site, of an archive, of any documents."""

import contextlib
import csv
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from loading import load


@dataclass(frozen=True)
class Query:
    """What is typed, the grades that exist, and the grade of a document that was found.

    `grade` is asked once for each hit, best first: a second hit for the same wanted thing
    is worth nothing.
    """

    id: str
    query_class: str
    text: str
    ideal: Sequence[float]
    grade: Callable[[object], float]


def read_rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


# The demo site -------------------------------------------------------------------------


def demo_queries(path: Path) -> Iterator[Query]:
    """The queries of the demo site, on the database in use."""
    from django.db import DatabaseError

    from search.models import SearchDocument

    try:
        is_filled = SearchDocument.objects.exists()
    except DatabaseError:
        is_filled = False
    if not is_filled:
        sys.exit("Nothing to search: run `manage.py migrate` and `seed_demo` on this database.")
    for number, row in enumerate(read_rows(path), start=1):
        wanted = [part.strip() for part in (row["wanted"] or "").split(";") if part.strip()]
        yield Query(
            f"{path.stem}-{number}",
            row["class"],
            row["query"],
            [1.0] * len(wanted),
            partial(demo_grade, left=wanted.copy()),
        )


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


def archive_queries(folder: Path, path: Path) -> Iterator[Query]:
    """Import a folder of old issues; its queries have id, class, query, file and headline."""
    urls = import_archive(folder)
    queries: dict[str, list[dict]] = {}
    for row in read_rows(path):
        queries.setdefault(row["id"], []).append(row)
    for identifier, rows in queries.items():
        wanted = [row for row in rows if row["file"]]
        yield Query(
            identifier,
            rows[0]["class"],
            rows[0]["query"],
            [float(row["grade"] or 1) for row in wanted],
            partial(archive_grade, left=wanted.copy(), urls=urls),
        )


def make_archive() -> None:
    """An empty archive with the two series of the newsletter."""
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


def import_archive(folder: Path) -> dict[str, str]:
    """The path of the issue that each file became."""
    from django.core.management import call_command

    from home.demo.lists import build_places

    call_command("load_synonyms")
    build_places()
    make_archive()
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
    """The grade of the item with the wanted headline, or of the issue when none is named."""
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


def collection_queries(documents: Path, path: Path) -> Iterator[Query]:
    """Index documents as the site does; their queries have `qid`, `cls`, `q` and `rel`."""
    start = time.perf_counter()
    count = load(map(collection_document, documents.read_text(encoding="utf-8").splitlines()))
    print(f"indexed {count} documents, {count / (time.perf_counter() - start):.0f} a second")
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        relevant = grades_of(row["rel"])
        yield Query(
            str(row["qid"]),
            row["cls"],
            row["q"],
            list(relevant.values()),
            lambda document, relevant=relevant: relevant.get(document.source, 0.0),
        )


def collection_document(line: str):
    from search.models import SearchDocument

    row = json.loads(line)
    return SearchDocument(
        source=str(row["id"]),
        language="nl",
        kind="pagina",
        url_path=f"/{row['id']}/",
        title=row["title"],
        body=row["body"],
    )


def grades_of(relevant) -> dict[str, float]:
    """`rel` is one id, a list of ids, or grades by id."""
    if isinstance(relevant, dict):
        return {str(key): float(grade) for key, grade in relevant.items() if grade}
    if not isinstance(relevant, list):
        relevant = [relevant]
    return {str(key): 1.0 for key in relevant}
