"""Whether anything that is typed gets a quick answer; see README.md beside this file."""

import argparse
import json
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path

from environment import scratch_database, set_up
from generated import texts
from loading import load
from search_speed import cpu_seconds, document, report

LIMIT_MS = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strings", type=int, default=5_000)
    parser.add_argument("--documents", type=int, default=10_000)
    options = parser.parse_args()
    set_up()
    from django.db import connection

    print(f"store: {connection.vendor}; milliseconds of CPU per query")
    with scratch_database():
        load(document(text, None) for text in texts(0, options.documents))
        refused, times = ask(options.strings)
    report(f"{options.documents:>7,} documents", times)
    slow = sum(spent > LIMIT_MS for spent in times)
    print(f"{refused} of {len(times):,} not answered with 200, {slow} over {LIMIT_MS} ms")
    sys.exit(bool(refused or slow))


def ask(count: int) -> tuple[int, list[float]]:
    """How many hostile searches got another answer than 200, and what each took in ms."""
    from django.test import Client

    client = Client()
    client.get("/api/zoeken/", {"q": "koffie"})  # loads the dictionary
    refused, times = 0, []
    for sent in hostile(count):
        start = cpu_seconds()
        answer = client.get("/api/zoeken/", sent)
        times.append((cpu_seconds() - start) * 1000)
        if times[-1] > LIMIT_MS:
            print(f"{times[-1]:.0f} ms: {ascii(sent)[:300]}")
        refused += answer.status_code != HTTPStatus.OK
    return refused, times


def hostile(count: int) -> list[dict[str, str]]:
    """The parameters of so many searches, made in a process of its own: what Hypothesis keeps of
    each would make full garbage collections, which the searches pay for, as slow as 200 ms."""
    maker = Path(__file__).with_name("hostile_strings.py")
    made = subprocess.run(
        [sys.executable, str(maker), str(count)], check=True, stdout=subprocess.PIPE, text=True
    )
    return [json.loads(line) for line in made.stdout.splitlines()]


if __name__ == "__main__":
    main()
