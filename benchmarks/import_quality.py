"""How much of an archive arrives, and arrives right; see README.md beside this file."""

import argparse
import contextlib
import json
import os
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from environment import scratch_database, set_up

# What a column break, a hyphen or a curly quote makes of a sentence is not counted.
_UNIMPORTANT = re.compile(r"[\s\u00ad\u2010-\u2015'\"\u2018-\u201f-]+")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, help="folder with old issues")
    parser.add_argument("truth", type=Path, help="JSONL: what each file holds")
    options = parser.parse_args()
    # Files without a hash in their name: nothing needs to be collected first.
    os.environ.setdefault("DEBUG", "true")
    set_up()
    with scratch_database():
        score = measure(options.files, options.truth)
    for miss in score.misses:
        print(f"  {miss}")
    for name, total in score.totals.items():
        print(f"{name:<24}{score.right[name]:>5} of {total}")
    sys.exit(score.right != score.totals)


@dataclass
class Score:
    """What was right of what was expected, by the name of what is compared."""

    right: Counter = field(default_factory=Counter)
    totals: Counter = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def add(self, name: str, file: str, is_right: bool, seen: object = "") -> None:
        self.totals[name] += 1
        self.right[name] += is_right
        if not is_right:
            self.misses.append(f"{name}: {file}: {seen}")


def measure(files: Path, truth: Path) -> Score:
    """Import the files twice, and compare what visitors see with the truth."""
    from query_sets import make_archive

    make_archive()
    outcomes = {outcome["file"]: outcome for outcome in run_import(files)}
    again = run_import(files)
    score = Score()
    for line in truth.read_text(encoding="utf-8").splitlines():
        expected = json.loads(line)
        if "members" in expected:
            continue
        outcome = outcomes.pop(expected["file"], None)
        if outcome is None:
            score.add("files reported", expected["file"], False)
        elif expected["is_newsletter"]:
            compare(expected, outcome, score)
        else:
            refused = outcome["status"] == expected.get("status", "refused")
            told = bool(outcome["warnings"]) and not outcome["url"]
            score.add("others refused", expected["file"], refused and told, outcome)
    for outcome in again:
        changed = outcome["status"] in {"imported", "updated"}
        score.add("unchanged when repeated", outcome["file"], not changed, outcome["status"])
    return score


def run_import(files: Path) -> list[dict]:
    from django.core.management import call_command

    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.jsonl"
        with contextlib.suppress(SystemExit):  # when some files are refused
            call_command("import_issues", str(files), report=report, verbosity=0)
        return [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]


def compare(expected: dict, outcome: dict, score: Score) -> None:
    """One issue: which one it is, and what of it is on its page."""
    file = expected["file"]
    html = published(outcome["url"]) if outcome["url"] else ""
    is_public = bool(html) or not expected["text_should_be_found"]
    score.add("issues published", file, is_public, f"{outcome['status']} {outcome['warnings']}")
    month = (outcome["date"] or "")[:7] or None
    score.add("series", file, outcome["series"] == expected["series"], outcome["series"])
    score.add("month", file, month == expected["year_month"], outcome["date"])
    score.add("number", file, outcome["number"] == expected["number"], outcome["number"])
    items = {comparable(item["headline"]): item["rubric"] or "" for item in outcome["items"]}
    text = comparable(visible_text(html))
    for item in expected["items"]:
        headline = comparable(item["headline"])
        score.add("headlines", file, headline in items, item["headline"])
        rubric = comparable(items.get(headline, ""))
        score.add("rubrics", file, rubric == comparable(item["rubric"] or ""), item)
        score.add("sentences", file, comparable(item["sentence"]) in text, item["sentence"])
    extra = [i["headline"] for i in outcome["items"]][: len(outcome["items"])]
    score.add("no other items", file, len(extra) <= len(expected["items"]), extra)
    for string in expected["must_not_appear"]:
        score.add("left out", file, string not in html, string)


def published(url: str) -> str:
    from django.test import Client

    response = Client().get(urlsplit(url).path, headers={"host": "localhost"})
    return response.content.decode() if response.status_code == 200 else ""


def visible_text(html: str) -> str:
    from bs4 import BeautifulSoup

    return BeautifulSoup(html, "html.parser").get_text(" ")


def comparable(text: str) -> str:
    return _UNIMPORTANT.sub("", text).casefold()


if __name__ == "__main__":
    main()
