"""A chart of growth, drawn by ourselves as SVG: nothing comes from elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from newsletter.models import GrowthCount

WIDTH, HEIGHT = 720, 220
_LEFT, _BOTTOM, _TOP = 40, 24, 10
_KINDS = ("confirmed", "left", "bounced")


@dataclass(frozen=True)
class Bar:
    """A rectangle, in the units of the drawing."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Tick:
    """A line across the chart with its number."""

    value: int
    y: float


class Chart:
    """Three bars for each month: what came, left and bounced."""

    width, height, left = WIDTH, HEIGHT, _LEFT

    def __init__(self, months: Sequence[GrowthCount]):
        self.months = months
        self.top = _round_up(max([getattr(row, kind) for row in months for kind in _KINDS]))
        self.step = (WIDTH - _LEFT) / len(months)

    @property
    def is_empty(self) -> bool:
        return not any(getattr(row, kind) for row in self.months for kind in _KINDS)

    @property
    def bars(self) -> list[Bar]:
        width = self.step * 0.26
        return [
            Bar(
                kind,
                round(_LEFT + self.step * (index + 0.1) + width * place, 1),
                self._y(getattr(row, kind)),
                round(width * 0.9, 1),
                round(self._y(0) - self._y(getattr(row, kind)), 1),
            )
            for index, row in enumerate(self.months)
            for place, kind in enumerate(_KINDS)
        ]

    @property
    def ticks(self) -> list[Tick]:
        return [Tick(value, self._y(value)) for value in (0, self.top // 2, self.top)]

    @property
    def labels(self) -> list[tuple[float, GrowthCount]]:
        """The middle of each month on the line below."""
        return [
            (round(_LEFT + self.step * (index + 0.5), 1), row)
            for index, row in enumerate(self.months)
        ]

    def _y(self, value: int) -> float:
        usable = HEIGHT - _BOTTOM - _TOP
        return round(_TOP + usable * (1 - value / self.top), 1)


def _round_up(value: int) -> int:
    """The next round, even number, at which a scale can end."""
    size = 10 ** max(len(str(max(value, 1))) - 1, 0)
    return next(
        top
        for factor in (1, 2, 3, 4, 6, 8, 10, 20)
        if (top := factor * size) >= value and not top % 2
    )
