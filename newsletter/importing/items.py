"""From blocks to items: what frames an issue goes, the rest is divided by its headlines."""

import re
from dataclasses import dataclass, field, replace
from html import escape
from itertools import pairwise

from newsletter.importing.blocks import BODY_SIZE, Block
from newsletter.importing.frame import is_address, is_empty_salutation, is_frame, without_greeting
from newsletter.importing.headlines import (
    Structure,
    is_contents_heading,
    without_contents_heading,
)
from newsletter.importing.text import fold

_MAX_CONTENTS = 40
_NEAR_TOP = 12
_FRAME_LINES = 4
_MAX_COLOPHON_LINE = 100
_BEFORE_HEADLINE = re.compile(
    r"(?P<rubric>[^:|\u2013\u2014]{3,30}?)\s*(?:[:|]| [-\u2013\u2014] )\s*(?P<headline>\S.+)"
)


@dataclass
class Group:
    """A headline with its rubric and the blocks below it."""

    headline: Block
    rubric: str = ""
    body: list[Block] = field(default_factory=list)


@dataclass
class Outline:
    """The parts of an issue: what stands above the items, and the items."""

    head: list[Block]
    intro: list[Block]
    groups: list[Group]


def outline(blocks: list[Block], is_masthead) -> Outline:
    """Divide an issue.

    Args:
        blocks: the issue in reading order.
        is_masthead: tells of a text whether it is the name, date or number of the issue.
    """
    blocks = [
        block for block in blocks if block.kind == "rule" or block.kind == "image" or block.text
    ]
    blocks = _without_frame(blocks)
    blocks = [block for block in blocks if block.kind != "rule"]
    head, blocks = _masthead(blocks, is_masthead)
    structure = Structure(blocks)
    if not structure.headlines:
        return Outline(head, blocks, [])
    shorter = _without_contents(blocks, structure)
    if len(shorter) < len(blocks):
        blocks, structure = shorter, Structure(shorter)
    intro, groups = _divide(blocks, structure)
    _split_rubrics(groups)
    return Outline(head, _without_colophon(intro), groups)


def _without_colophon(intro: list[Block]) -> list[Block]:
    """Without a colophon in a column of its own, which is read before the items."""
    for index, block in enumerate(intro):
        below = intro[index:]
        if (
            len(block.text) <= _MAX_COLOPHON_LINE
            and is_frame(block.text)
            and all(len(other.text) <= _MAX_COLOPHON_LINE for other in below)
        ):
            return intro[:index]
    return intro


def _split_rubrics(groups: list[Group]) -> None:
    """Where nearly every headline has the form "Tip: ...", what stands in front is its
    rubric."""
    matches = [
        None if group.rubric else _BEFORE_HEADLINE.fullmatch(group.headline.text)
        for group in groups
    ]
    found = [match for match in matches if match and len(match["rubric"].split()) <= 4]
    if len(found) < 2 or len(found) < 0.75 * len(groups):
        return
    for group, match in zip(groups, matches, strict=True):
        if match in found:
            group.rubric = _sentence_case(match["rubric"])
            group.headline = replace(
                group.headline, text=match["headline"], html=escape(match["headline"], quote=False)
            )


def _divide(blocks: list[Block], structure: Structure) -> tuple[list[Block], list[Group]]:
    """What stands before the first headline, and the items.

    A rubric that is more of a heading than the headline below it also counts for the
    headlines that follow.
    """
    intro: list[Block] = []
    groups: list[Group] = []
    section = ""
    places = {place: headline for headline, place in structure.rubrics.items()}
    waiting: list[Block] = []
    for index, block in enumerate(blocks):
        if index in structure.headlines:
            place = structure.rubrics.get(index)
            rubric = _sentence_case(blocks[place].text) if place is not None else section
            groups.append(Group(block, rubric, waiting))
            waiting = []
        elif index in places:
            section = (
                _sentence_case(block.text) if structure.is_above(index, places[index]) else ""
            )
        elif block.kind == "image" and index - 1 in places:
            waiting.append(block)
        elif groups:
            groups[-1].body.append(block)
        else:
            intro.append(block)
    return intro, groups


def _without_frame(blocks: list[Block]) -> list[Block]:
    """Drop greetings with nobody's name, and what frames the issue at both ends."""
    blocks = [
        without_greeting(block) if index < _NEAR_TOP and not block.level else block
        for index, block in enumerate(blocks)
    ]
    blocks = [
        block
        for block in blocks
        if block.text or block.kind != "text"
        if not (block.had_merge_tag and (is_empty_salutation(block.text) or not block.text))
    ]
    texts = [index for index, block in enumerate(blocks) if block.kind not in {"image", "rule"}]
    top = {index for index in texts[:_FRAME_LINES] if _is_frame(blocks[index])}
    foot = next(
        (index for index in texts[len(texts) // 2 :] if _begins_foot(blocks, index)), len(blocks)
    )
    return [block for index, block in enumerate(blocks[:foot]) if index not in top]


def _is_frame(block: Block) -> bool:
    """Also what lost a link about the reader: it said how to read online or unsubscribe."""
    is_short = len(block.text) <= _MAX_COLOPHON_LINE
    return is_frame(block.text) or (block.had_personal_link and is_short and not block.level)


def _begins_foot(blocks: list[Block], index: int) -> bool:
    """Whether nothing but the frame follows, and the block is not what a headline is about."""
    tail = [block for block in blocks[index:] if block.kind not in {"rule", "image"}]
    is_start = _is_frame(tail[0]) or (
        is_address(tail[0].text) and any(is_frame(block.text) for block in tail[1:5])
    )
    if not is_start or (index and blocks[index - 1].stands_out(BODY_SIZE * 1.12)):
        return False
    articles = (
        block
        for above, block in pairwise(tail)
        if len(block.text) > (60 if above.stands_out(BODY_SIZE) else 250)
    )
    return all(_is_frame(block) or is_address(block.text) for block in articles)


def _masthead(blocks: list[Block], is_masthead) -> tuple[list[Block], list[Block]]:
    """The name and date of the issue, which stand among the first blocks."""
    head: list[Block] = []
    rest: list[Block] = []
    for index, block in enumerate(blocks):
        text = block.text
        near_top = index < 8 and not any(len(other.text) > 80 for other in rest)
        if near_top and block.kind == "text" and len(text) < 160 and is_masthead(text):
            head.append(block)
        else:
            rest.append(block)
    return head, rest


def _sentence_case(text: str) -> str:
    """A label in capitals as people write it: `IN DE PRAKTIJK` is "In de praktijk"."""
    text = text.strip(" :-\u2013\u2014•*|")
    is_word = len(text) > 3 or re.fullmatch("[^AEIOU][AEIOU][^AEIOU]", text)
    return text.capitalize() if text.isupper() and is_word else text


def _without_contents(blocks: list[Block], structure: Structure) -> list[Block]:
    """Drop a table of contents: blocks before the items that repeat headlines."""
    headlines = sorted(structure.headlines)
    titles = {blocks[index].folded for index in headlines}
    labels = {fold(blocks[index].text) for index in structure.rubrics.values()}
    last = headlines[0] + _MAX_CONTENTS
    drop: set[int] = set()
    announced = False
    for index, block in enumerate(blocks[:last]):
        if is_contents_heading(block.text):
            announced = True
            drop.add(index)
        elif block.kind == "image" or len(block.text) > 600:
            announced = False
        elif index in structure.headlines:
            # The last line of a bold table of contents has the introduction below it.
            announced = announced or index - 1 in drop
            later = {blocks[place].folded for place in headlines if place > index}
            if announced and block.folded in later:
                drop.add(index)
            else:
                announced = False
        elif _repeats(block, titles, labels, announced) and _comes_later(
            block, index, blocks, headlines
        ):
            drop.add(index)
    return [block for index, block in enumerate(blocks) if index not in drop]


def _comes_later(block: Block, index: int, blocks: list[Block], headlines: list[int]) -> bool:
    return any(
        place > index
        and (blocks[place].folded in block.folded or block.folded in blocks[place].folded)
        for place in headlines
    )


def _repeats(block: Block, titles: set[str], labels: set[str], announced: bool) -> bool:
    """Whether it holds nothing but headlines, rubrics and numbers; under a heading that
    announces a table of contents, a part of a headline is enough."""
    text = fold(without_contents_heading(block.text))
    if not text:
        return False
    if announced and len(text) > 8 and any(text in title for title in titles):
        return True
    found = [title for title in titles if title in text]
    for name in sorted([*found, *labels], key=len, reverse=True):
        text = text.replace(name, " ")
    return (
        bool(found)
        and not re.sub(r"\b(?:\d+|en|of|p|blz|pagina|lees|meer|verder)\b", " ", text).strip()
    )
