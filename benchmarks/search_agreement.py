"""Whether two deployments find the same: compares what search_relevance.py saved."""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean

Found = Mapping[str, Sequence[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    options = parser.parse_args()
    first, second = read(options.first), read(options.second)
    if first.keys() != second.keys():
        parser.error("these files are not about the same queries")
    print(f"queries            {len(first)}")
    for name, share in agreement(first, second).items():
        print(f"{name:<18} {share:.4f}")
    for query in first:
        if first[query][:1] != second[query][:1]:
            print(f"  {query}: {first[query][:1]} and {second[query][:1]}")


def read(path: Path) -> Found:
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {f"{row['id']} {row['query']}": row["found"] for row in rows}


def agreement(first: Found, second: Found) -> dict[str, float]:
    """The share of queries that find the same first result and first ten, in any order.

    What the first ten have in common is a mean over all queries; two empty lists agree.
    """
    pairs = [(first[query], second[query]) for query in first]
    return {
        "same first result": fmean(a[:1] == b[:1] for a, b in pairs),
        "same first ten": fmean({*a} == {*b} for a, b in pairs),
        "in both first tens": fmean(
            len({*a} & {*b}) / max(len({*a}), len({*b})) if a or b else 1.0 for a, b in pairs
        ),
    }


if __name__ == "__main__":
    main()
