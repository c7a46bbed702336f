"""The headings of a story and their anchors."""

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from django.utils.text import slugify

# Keeps them clear of the ids of what stands around a story.
_PREFIX = "kop"


class Heading(NamedTuple):
    """A heading, and the id by which a link finds it."""

    anchor: str
    title: str


def headings(body) -> list[Heading]:
    """The headings that divide a body; none for a body that is still empty."""
    return [Heading(anchor, block.value) for block, anchor in anchored(body) if anchor]


def anchored(body) -> Iterator[tuple]:
    """Each block of a body with its anchor, which is empty for all but headings with words."""
    taken: set[str] = set()
    for block in body or ():
        is_heading = block.block_type == "heading" and block.value.strip()
        yield block, _free_anchor(block.value, taken) if is_heading else ""


def _free_anchor(title: str, taken: set[str]) -> str:
    """Takes the anchor that the title gives, numbered when a heading before it has the same."""
    plain = f"{_PREFIX}-{slugify(title)}".rstrip("-")
    numbered = (f"{plain}-{number}" for number in count(2))
    anchor = plain if plain not in taken else next(name for name in numbered if name not in taken)
    taken.add(anchor)
    return anchor
