"""A page taken apart into headings, sentences and links, whatever fields hold them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bs4 import BeautifulSoup
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.blocks import HeadingBlock

_BLOCKS = ["h2", "h3", "h4", "h5", "h6", "p", "li"]
_HEADING_LEVEL = 2


@dataclass(frozen=True)
class Passage:
    """A piece of running text; `level` is that of a heading, as in HTML."""

    kind: Literal["text", "heading", "link"]
    text: str
    level: int = 0


def passages(page: Page) -> Iterator[Passage]:
    """What visitors read in this page's own fields, blocks and rows, in their order."""
    yield Passage("text", page.title)
    yield from _of_object(page)


def _of_object(item: models.Model) -> Iterator[Passage]:
    for field in item._meta.get_fields():
        if isinstance(field, StreamField):
            yield from _of_block(getattr(item, field.name).stream_block, getattr(item, field.name))
        elif isinstance(field, RichTextField):
            yield from _of_html(getattr(item, field.name))
        elif isinstance(field, models.TextField) and field.name == "summary":
            yield Passage("text", getattr(item, field.name))
    for relation in get_all_child_relations(item):
        if relation.related_model.__module__.startswith("wagtail"):
            continue  # comments of editors
        for row in getattr(item, relation.get_accessor_name()).all():
            yield from _of_object(row)


def _of_block(block: blocks.Block, value) -> Iterator[Passage]:
    if not value:
        return
    if isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from _of_block(child.block, child.value)
    elif isinstance(block, blocks.ListBlock):
        for child in value:
            yield from _of_block(block.child_block, child)
    elif isinstance(block, blocks.StructBlock):
        for name, child_block in block.child_blocks.items():
            yield from _of_block(child_block, value.get(name))
    else:
        yield from _of_leaf(block, value)


def _of_leaf(block: blocks.Block, value) -> Iterator[Passage]:
    if isinstance(block, HeadingBlock):
        yield Passage("heading", value, _HEADING_LEVEL)
    elif isinstance(block, blocks.RichTextBlock):
        yield from _of_html(value.source)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield Passage("text", value)


def _of_html(html: str) -> Iterator[Passage]:
    for element in BeautifulSoup(html or "", "html.parser").find_all(_BLOCKS):
        text = _words(element)
        if element.name.startswith("h"):
            yield Passage("heading", text, int(element.name[1]))
        else:
            yield Passage("text", text)
        for link in element.find_all("a"):
            yield Passage("link", _words(link))


def _words(element) -> str:
    return re.sub(r"\s+", " ", element.get_text(" ")).strip()
