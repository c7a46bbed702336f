"""The map of the region as shapes for an SVG, from coordinates that stand in this project."""

import math
import textwrap
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

WIDTH = 640  # units of the viewBox
LINE_HEIGHT = 24
LABEL_WIDTH = 12  # characters
_FILE = Path(__file__).parent / "content" / "region.toml"


@dataclass(frozen=True)
class Label:
    """One line of a name, at its place."""

    text: str
    x: int
    y: int


@dataclass(frozen=True)
class Area:
    """A municipality on the map, with how many companies work there."""

    municipality: object
    path: str
    count: int
    is_selected: bool
    labels: list[Label] = field(default_factory=list)


@dataclass(frozen=True)
class RegionMap:
    """What the template draws: the size of the viewBox, areas, and rivers as paths."""

    width: int
    height: int
    areas: list[Area]
    rivers: dict[str, str]


def region_map(municipalities, counts: dict[int, int], selected=None) -> RegionMap:
    """The map of those municipalities that have a shape in region.toml.

    Args:
        municipalities: every `Municipality` of the guide.
        counts: companies per primary key of a municipality.
        selected: the municipality that the reader chose, if any.
    """
    drawing = _drawing()
    areas = [
        Area(
            municipality=municipality,
            path=drawing.paths[municipality.slug],
            count=counts.get(municipality.pk, 0),
            is_selected=selected is not None and municipality.pk == selected.pk,
            labels=_labels(municipality.name, *drawing.centres[municipality.slug]),
        )
        for municipality in municipalities
        if municipality.slug in drawing.paths
    ]
    return RegionMap(WIDTH, drawing.height, areas, drawing.rivers)


@dataclass(frozen=True)
class _Drawing:
    height: int
    paths: dict[str, str]
    centres: dict[str, tuple[int, int]]
    rivers: dict[str, str]


@cache
def _drawing() -> _Drawing:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    bounds = data["bounds"]
    # Degrees of longitude shrink with the cosine of the latitude; over half a degree a
    # plane with that one factor is exact enough.
    squeeze = math.cos(math.radians((bounds["south"] + bounds["north"]) / 2))
    scale = WIDTH / ((bounds["east"] - bounds["west"]) * squeeze)
    points = {
        name: (
            round((longitude - bounds["west"]) * squeeze * scale),
            round((bounds["north"] - latitude) * scale),
        )
        for name, (longitude, latitude) in data["points"].items()
    }
    shapes = {slug: [points[name] for name in names] for slug, names in data["areas"].items()}
    return _Drawing(
        height=round((bounds["north"] - bounds["south"]) * scale),
        paths={slug: f"{_line(shape)}z" for slug, shape in shapes.items()},
        centres={slug: _centre(shape) for slug, shape in shapes.items()},
        rivers={
            name: _line([points[point] for point in names])
            for name, names in data["rivers"].items()
        },
    )


def _line(shape: list[tuple[int, int]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in shape)


def _centre(shape: list[tuple[int, int]]) -> tuple[int, int]:
    """The centroid of a polygon: https://en.wikipedia.org/wiki/Centroid#Of_a_polygon"""
    doubled_area = x_sum = y_sum = 0
    for (x1, y1), (x2, y2) in zip(shape, [*shape[1:], shape[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        doubled_area += cross
        x_sum += (x1 + x2) * cross
        y_sum += (y1 + y2) * cross
    return round(x_sum / (3 * doubled_area)), round(y_sum / (3 * doubled_area))


def _labels(name: str, x: int, y: int) -> list[Label]:
    lines = textwrap.wrap(name, LABEL_WIDTH, break_long_words=False)
    top = y - (len(lines) - 1) * LINE_HEIGHT // 2
    return [Label(line, x, top + number * LINE_HEIGHT) for number, line in enumerate(lines)]
