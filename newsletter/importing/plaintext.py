"""Plain text, as old mails have it: blocks by empty lines, rules and capitals."""

import re
from collections.abc import Iterator
from itertools import pairwise

from newsletter.importing.blocks import BODY_SIZE, Block, text_block
from newsletter.importing.links import Cleaner, written_secrets
from newsletter.importing.result import Warnings

_RULE = re.compile(r"\s*([-=_*~#])\1{4,}\s*")
_BULLET = re.compile(r"\s*(?:[*•·-]|\d{1,2}[.)])\s+")
_MARKED = re.compile(r"(?:#{1,4}|[*=~_-]{2,})\s+(\S.{1,90}?)\s*(?:#{1,4}|[*=~_-]{2,})?")
_BRACKETED = re.compile(r"\[([^\[\]]{2,45})\]\s*(\S.*)")
_HEADING_SIZE = BODY_SIZE * 1.5
_LABEL_SIZE = BODY_SIZE * 0.9


def read_plaintext(text: str, warnings: Warnings) -> list[Block]:
    """The blocks of a text.

    A short line between rules, or underlined by one, is a heading; so is a short line
    in capitals or between signs (`## ... ##`). A line in capitals above such a heading is
    its label.
    """
    without = Cleaner(warnings, written_secrets(text)).text(text)
    # A mail that was forwarded as text has each line quoted (RFC 3676, 4.5).
    without = re.sub(r"^(?:>[ ]?)+", "", without, flags=re.MULTILINE)
    # The signature mark of RFC 3676, 4.3: what follows is the sender's, not the issue's.
    body = re.split(r"^-- ?$", without.replace("\r\n", "\n"), maxsplit=1, flags=re.MULTILINE)
    return _with_bare_headlines(list(_blocks(body[0].split("\n"))))


def _blocks(lines: list[str]) -> Iterator[Block]:
    paragraph: list[str] = []
    fenced = False
    for index, line in enumerate(lines):
        if _RULE.fullmatch(line):
            if paragraph and len(paragraph) <= 3 and all(len(text) < 90 for text in paragraph):
                yield from _headings(paragraph)
                paragraph = []
                fenced = False
            else:
                yield from _paragraph(paragraph)
                paragraph = []
                fenced = _closes_soon(lines, index)
        elif not line.strip():
            if not fenced:
                yield from _paragraph(paragraph)
                paragraph = []
        else:
            paragraph.append(line)
    yield from _paragraph(paragraph)


def _closes_soon(lines: list[str], index: int) -> bool:
    return any(_RULE.fullmatch(line) for line in lines[index + 1 : index + 5])


def _headings(lines: list[str]) -> Iterator[Block]:
    *labels, headline = lines
    if labels and not all(label.isupper() or len(label) < 40 for label in labels):
        labels, headline = [], " ".join(lines)
    bracketed = _BRACKETED.fullmatch(headline.strip())
    if bracketed:
        labels, headline = [bracketed[1]], bracketed[2]
    for label in labels:
        yield text_block(label, size=_LABEL_SIZE, bold=True, label=True)
    yield text_block(headline, size=_HEADING_SIZE, bold=True)


def _paragraph(lines: list[str]) -> Iterator[Block]:
    if not lines:
        return
    marked = [_MARKED.fullmatch(line.strip()) for line in lines]
    if len(lines) <= 3 and all(marked):
        yield from _headings([match[1] for match in marked])
        return
    if all(_BULLET.match(line) or line.startswith("  ") for line in lines) and _BULLET.match(
        lines[0]
    ):
        for item in _items(lines):
            yield text_block(item, kind="item")
        return
    first = lines[0].strip()
    if len(lines) > 1 and _is_shouted(first) and not _is_shouted(lines[1].strip()):
        yield text_block(first, bold=True, label=True)
        lines = lines[1:]
    text = " ".join(line.strip() for line in lines)
    if len(lines) == 1 and _is_shouted(text):
        yield text_block(text, bold=True, label=True)
    else:
        block = text_block(text)
        block.lines = [line.strip() for line in lines]
        yield block


def _with_bare_headlines(blocks: list[Block]) -> list[Block]:
    """Where nothing is marked as a headline: short lines alone above a paragraph are."""
    if any(block.size > BODY_SIZE for block in blocks):
        return blocks
    places = [
        index
        for index, (block, below) in enumerate(pairwise(blocks))
        if not block.label
        and block.kind in {"text", "item"}
        and len(block.lines) == 1
        and 3 < len(block.text) <= 80
        and not re.search(r"[.,;:!]$", block.text)
        and below.kind == "text"
        and len(below.text) > 80
    ]
    if len(places) > 1:
        for index in places:
            block = blocks[index]
            block.kind, block.size, block.bold = "text", _HEADING_SIZE, True
    return blocks


def _items(lines: list[str]) -> list[str]:
    items: list[str] = []
    for line in lines:
        if _BULLET.match(line):
            items.append(_BULLET.sub("", line, count=1))
        else:
            items[-1] += " " + line.strip()
    return items


def _is_shouted(text: str) -> bool:
    return text.isupper() and 3 < len(text) <= 80 and sum(char.isalpha() for char in text) > 2
