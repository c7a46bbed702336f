"""The benchmark that others use with documents and queries of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.exhaustive
def test_any_collection_can_be_searched_as_the_site_is(tmp_path):
    documents, queries = tmp_path / "documents.jsonl", tmp_path / "queries.jsonl"
    _write(
        documents,
        {"id": "een", "title": "Een fietspunt", "body": "Fietsen herstellen."},
        {"id": "twee", "title": "Groen", "body": "Het onderhoud van tuinen."},
    )
    _write(
        queries,
        {"qid": "1", "cls": "woord", "q": "fiets herstellen", "rel": ["een"]},
        {"qid": "2", "cls": "woord", "q": "tuinonderhoud", "rel": {"twee": 1}},
    )
    said = subprocess.run(
        [
            *(sys.executable, ROOT / "benchmarks" / "search_relevance.py"),
            *("--documents", documents, "--queries", queries),
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
    ).stdout
    (row,) = [line.split() for line in said.splitlines() if line.startswith("woord")]
    assert row[:4] == ["woord", "2", "1.000", "1.000"]


def _write(path: Path, *rows: dict) -> None:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
