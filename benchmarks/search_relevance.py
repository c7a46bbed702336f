"""How well the search finds what people look for; see README.md beside this file."""

import argparse
import json
import time
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

from environment import ROOT, scratch_database, set_up
from measures import DEPTH, Measured, print_misses, print_table
from query_sets import Query, archive_queries, collection_queries, demo_queries

DEMO_QUERIES = ROOT / "benchmarks" / "data" / "demo_queries.tsv"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=Path, help="TSV of an archive, or JSONL of documents")
    parser.add_argument("--archive", type=Path, help="folder with old issues to import first")
    parser.add_argument("--documents", type=Path, help="JSONL: id, title, body")
    parser.add_argument("--misses", action="store_true", help="list what was not found first")
    parser.add_argument("--save", type=Path, help="JSONL for search_agreement.py")
    options = parser.parse_args()
    if (options.archive or options.documents) and not options.queries:
        parser.error("--archive and --documents need --queries")
    set_up()
    from django.db import connection

    print(f"store: {connection.vendor}")
    is_demo = not (options.archive or options.documents)
    with nullcontext() if is_demo else scratch_database():
        results = list(measure(query_set(options)))
    measured = [one for _, one in results]
    print_table(measured)
    if options.misses:
        print_misses(measured)
    if options.save:
        save(options.save, results)


def query_set(options: argparse.Namespace) -> Iterator[Query]:
    if options.documents:
        return collection_queries(options.documents, options.queries)
    if options.archive:
        return archive_queries(options.archive, options.queries)
    return demo_queries(options.queries or DEMO_QUERIES)


def measure(queries: Iterable[Query]) -> Iterator[tuple[Query, Measured]]:
    """Run queries as the site does."""
    from search.models import SearchDocument
    from search.results import Search

    is_warm = False
    for query in queries:
        if not is_warm:  # so that no query pays for loading the dictionary
            Search(query.text, "nl").count()
            is_warm = True
        start = time.perf_counter()
        search = Search(query.text, "nl")
        hits = search[0:DEPTH]
        found = search.count()
        milliseconds = (time.perf_counter() - start) * 1000
        documents = [SearchDocument.objects.get(pk=hit.document.pk) for hit in hits]
        yield (
            query,
            Measured(
                query.query_class,
                query.text,
                [query.grade(document) for document in documents],
                query.ideal,
                found,
                milliseconds,
                [place(document) for document in documents],
            ),
        )


def place(document) -> str:
    """Where a result is, alike on each deployment: anchors of items are drawn at random."""
    return f"{document.url.partition('#')[0]} {document.title}"


def save(path: Path, results: Iterable[tuple[Query, Measured]]) -> None:
    """The first results of each query, to compare with those of another deployment."""
    with path.open("w", encoding="utf-8") as lines:
        for query, measured in results:
            row = {"id": query.id, "query": query.text, "found": measured.found_at}
            print(json.dumps(row, ensure_ascii=False), file=lines)


if __name__ == "__main__":
    main()
