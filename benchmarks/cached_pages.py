"""What a cached page costs, beside the same bytes from nothing; see README.md beside this file."""

import argparse
import json
import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path

from copies import copied_database
from serving import Server, get, gunicorn

# Added by the server, or of one answer.
_NOT_SAME = {"server", "date", "connection", "x-request-id"}
_BROTLI = {"Accept-Encoding": "br"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=500, help="in each round")
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--paths", nargs="+", default=["/", "/nieuws/"])
    options = parser.parse_args()
    print(f"{'page':<12}{'bytes':>8}{'bare us':>10}{'cached us':>11}{'304 us':>9}{'share':>8}")
    with copied_database(), gunicorn("cms.wsgi", {}, 1) as site:
        for path in options.paths:
            compare(site, path, options.requests, options.rounds)
        print(f"memory of a process afterwards: {site.memory_mb():.0f} MB")


def compare(site: Server, path: str, requests: int, rounds: int) -> None:
    """Print the CPU per answer of both, in turn, and the share of the bare one's answers that
    the site gives with the same processor."""
    _status, headers, body = get(site.connect(), path, _BROTLI)
    with ExitStack() as stack:
        file = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "answer.json"
        same = [pair for pair in headers.items() if pair[0].lower() not in _NOT_SAME]
        same.append(("X-Request-ID", "0" * 16))
        file.write_text(json.dumps({"headers": same, "body": body.hex()}))
        bare = stack.enter_context(gunicorn("bare:application", {"BARE_ANSWER": str(file)}, 1))
        known = _BROTLI | {"If-None-Match": headers["ETag"]}
        times = {"bare": [], "cached": [], "304": []}
        for _ in range(rounds):
            times["bare"].append(microseconds(bare, path, _BROTLI, requests))
            times["cached"].append(microseconds(site, path, _BROTLI, requests))
            times["304"].append(microseconds(site, path, known, requests))
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(
        f"{path:<12}{len(body):>8}{medians['bare']:>10.0f}{medians['cached']:>11.0f}"
        f"{medians['304']:>9.0f}{medians['bare'] / medians['cached']:>8.2f}"
    )


def microseconds(server: Server, path: str, headers: dict[str, str], requests: int) -> float:
    connection, before = server.connect(), server.cpu_seconds()
    for _ in range(requests):
        get(connection, path, headers)
    return (server.cpu_seconds() - before) / requests * 1e6


if __name__ == "__main__":
    main()
