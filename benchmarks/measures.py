"""What a ranked list is worth, and how that is printed."""

import math
import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

DEPTH = 10


@dataclass(frozen=True)
class Measured:
    """One query: the grade of each of the first hits, and the grades that exist."""

    query_class: str
    query: str
    grades: Sequence[float]
    ideal: Sequence[float]
    found: int
    milliseconds: float
    found_at: Sequence[str] = ()

    @property
    def must_find_nothing(self) -> bool:
        return not self.ideal

    def success(self, depth: int) -> float:
        if self.must_find_nothing:
            return float(self.found == 0)
        return float(any(self.grades[:depth]))

    @property
    def all_in_three(self) -> float:
        """Whether everything that was wanted, up to three things, is in the first three."""
        if self.must_find_nothing:
            return self.success(3)
        return float(sum(grade > 0 for grade in self.grades[:3]) >= min(3, len(self.ideal)))

    @property
    def reciprocal_rank(self) -> float:
        if self.must_find_nothing:
            return self.success(1)
        ranks = (rank for rank, grade in enumerate(self.grades[:DEPTH], start=1) if grade)
        return next((1 / rank for rank in ranks), 0.0)

    @property
    def ndcg(self) -> float:
        if self.must_find_nothing:
            return self.success(1)
        return _gain(self.grades[:DEPTH]) / _gain(sorted(self.ideal, reverse=True)[:DEPTH])


def _gain(grades: Sequence[float]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades))


COLUMNS = {
    "success@1": lambda measured: measured.success(1),
    "success@3": lambda measured: measured.success(3),
    "all in 3": lambda measured: measured.all_in_three,
    "nDCG@10": lambda measured: measured.ndcg,
    "MRR": lambda measured: measured.reciprocal_rank,
}


def print_table(measured: Sequence[Measured]) -> None:
    """One line per class and one for all, with the time that a query takes."""
    by_class: dict[str, list[Measured]] = defaultdict(list)
    for one in measured:
        by_class[one.query_class].append(one)
    width = max(len(name) for name in [*by_class, "all"])
    print(f"{'class':<{width}}  {'n':>4}", *(f"{name:>9}" for name in COLUMNS), "  p50 ms  p95 ms")
    for name, group in [*sorted(by_class.items()), ("all", list(measured))]:
        means = (statistics.fmean(map(measure, group)) for measure in COLUMNS.values())
        times = sorted(one.milliseconds for one in group)
        p95 = times[min(len(times) - 1, int(0.95 * len(times)))]
        print(
            f"{name:<{width}}  {len(group):>4}",
            *(f"{mean:>9.3f}" for mean in means),
            f"{statistics.median(times):>8.1f}{p95:>8.1f}",
        )


def print_misses(measured: Sequence[Measured]) -> None:
    """The queries whose first hit was not wanted."""
    for one in measured:
        if not one.success(1):
            state = "should find nothing" if one.must_find_nothing else f"{one.found} hits"
            print(f"  {one.query_class}: {one.query!r}: {state}, grades {list(one.grades[:3])}")
