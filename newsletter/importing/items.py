"""From blocks to items: which blocks are headlines, which are rubrics, what belongs to them.

Nothing is known about an issue but its form. Headlines are blocks that stand out and
have text below them; the look that most of them share is the look of headlines. A rubric
is a short block right above a headline, in another look.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from newsletter.importing.blocks import Block, body_size
from newsletter.importing.cleaning import is_empty_salutation, is_frame
from newsletter.importing.text import fold

MAX_RUBRIC_LENGTH = 45
_CONTENTS = re.compile(
    r"(?:in (?:dit nummer|deze (?:editie|nieuwsbrief|uitgave))|inhoud(?:sopgave|stafel)?|"
    r"(?:lees|verder) in (?:dit nummer|deze (?:editie|nieuwsbrief))|overzicht)[ :]*",
    re.IGNORECASE,
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
    headlines = _headlines(blocks)
    if not headlines:
        return Outline(head, blocks, [])
    blocks, headlines = _without_contents(blocks, headlines)
    rubrics = _rubrics(blocks, headlines)
    intro: list[Block] = []
    groups: list[Group] = []
    section = ""
    for index, block in enumerate(blocks):
        if index in headlines:
            rubric = rubrics.get(index - 1, "")
            groups.append(Group(block, rubric or section))
        elif index in rubrics:
            above = blocks[index].size > blocks[index + 1].size or (
                0 < blocks[index].level < (blocks[index + 1].level or 7)
            )
            section = rubrics[index] if above else ""
        elif groups:
            groups[-1].body.append(block)
        else:
            intro.append(block)
    return Outline(head, intro, groups)


def _without_frame(blocks: list[Block]) -> list[Block]:
    """Drop greetings with nobody's name, and what frames the issue at both ends."""
    blocks = [
        block
        for block in blocks
        if not (block.had_merge_tag and (is_empty_salutation(block.text) or not block.text))
    ]
    start, end = 0, len(blocks)
    texts = [index for index, block in enumerate(blocks) if block.kind != "image"]
    for index in texts[:4]:
        if blocks[index].kind != "rule" and is_frame(blocks[index].text):
            blocks[index] = Block("", "", kind="rule")
    # The foot: from the last block of running text on, what looks like a frame and all
    # that follows it.
    foot = next(
        (
            index
            for index in range(max(start, int(len(blocks) * 0.5)), len(blocks))
            if blocks[index].kind not in {"rule", "image"}
            and is_frame(blocks[index].text)
            and _only_frame_after(blocks[index:])
        ),
        end,
    )
    return blocks[start:foot]


def _only_frame_after(blocks: list[Block]) -> bool:
    """No article begins here any more: nothing long, or nothing that is no frame."""
    return not any(
        len(block.text) > 250 and not is_frame(block.text)
        for block in blocks
        if block.kind not in {"rule", "image"}
    )


def _masthead(blocks: list[Block], is_masthead) -> tuple[list[Block], list[Block]]:
    """The name and date of the issue, which stand among the first blocks."""
    head: list[Block] = []
    rest: list[Block] = []
    for index, block in enumerate(blocks):
        text = block.text
        near_top = index < 8 and not any(len(other.text) > 200 for other in rest)
        if near_top and block.kind == "text" and len(text) < 160 and is_masthead(text):
            head.append(block)
        else:
            rest.append(block)
    return head, rest


def _headlines(blocks: list[Block]) -> set[int]:
    """The places of the headlines."""
    size = body_size(blocks)
    candidates = {index for index, block in enumerate(blocks) if block.stands_out(size)}
    candidates -= {index for index in candidates if _CONTENTS.fullmatch(blocks[index].text)}
    with_text = {index for index in candidates if _has_text_below(blocks, index, candidates)}
    if not with_text:
        return set()
    counts = Counter(blocks[index].style for index in with_text)
    # Of looks that have text below them, the most prominent of the common ones; a look
    # that appears once beside one that appears often is a title or a stray bold line.
    most = max(counts.values())
    common = [style for style, count in counts.items() if count >= max(2, most / 3) or most == 1]
    main = max(common, key=lambda style: _prominence(style, counts))
    chosen = {index for index in with_text if blocks[index].style == main}
    for style in counts:
        if style != main and _is_second_headline_look(blocks, style, with_text, chosen, size):
            chosen |= {index for index in with_text if blocks[index].style == style}
    return chosen


def _prominence(style: tuple, counts: Counter) -> tuple:
    level, size, bold, _label = style
    return (7 - level if level else 0, size, bold, counts[style])


def _has_text_below(blocks: list[Block], index: int, candidates: set[int]) -> bool:
    """Whether running text follows before another block that stands out."""
    for following in range(index + 1, min(index + 4, len(blocks))):
        if blocks[following].kind == "image":
            continue
        return following not in candidates and len(blocks[following].text) >= 25
    return False


def _is_second_headline_look(blocks, style, with_text, chosen, size) -> bool:
    """Short news often has smaller headlines: bigger than the text, or with a rubric above
    each, or standing before the first of the main look (a lead story)."""
    places = [index for index in with_text if blocks[index].style == style]
    if not places or not chosen:
        return False
    level, points, _bold, _label = style
    main_level, main_points, *_ = blocks[min(chosen)].style
    labelled = sum(_is_rubric(blocks, index - 1, chosen | set(places)) for index in places)
    if labelled > len(places) / 2:
        return True
    is_bigger = points > main_points or 0 < level < main_level
    return is_bigger and len(places) <= 2 and points >= size


def _is_rubric(blocks: list[Block], index: int, headlines: set[int]) -> bool:
    """A short label of its own look right above a headline."""
    if index < 0 or index in headlines or index + 1 >= len(blocks):
        return False
    block, headline = blocks[index], blocks[index + 1]
    return (
        block.kind == "text"
        and 0 < len(block.text) <= MAX_RUBRIC_LENGTH
        and block.style != headline.style
        and not re.search(r"[.!;,]$", block.text)
        and block.words <= 6
        and not _looks_like_text(blocks, index)
    )


def _looks_like_text(blocks: list[Block], index: int) -> bool:
    """A last line such as "Lees meer" belongs to what is above it, not below."""
    block = blocks[index]
    if re.search(r"<a ", block.html):
        return True
    size = body_size(blocks)
    same_as_text = round(block.size) == round(size) and not (
        block.bold or block.label or block.level
    )
    return same_as_text and index > 0 and blocks[index - 1].style == block.style


def _rubrics(blocks: list[Block], headlines: set[int]) -> dict[int, str]:
    """The rubric above each headline, by place."""
    places = [index - 1 for index in headlines if _is_rubric(blocks, index - 1, headlines)]
    return {index: _sentence_case(blocks[index].text) for index in places}


def _sentence_case(text: str) -> str:
    """A label in capitals as people write it: `IN DE PRAKTIJK` is "In de praktijk"."""
    text = text.strip(" :-\u2013\u2014•*|")
    return text.capitalize() if text.isupper() and len(text) > 3 else text


def _without_contents(blocks: list[Block], headlines: set[int]) -> tuple[list[Block], set[int]]:
    """Drop a table of contents: lines before the first item that repeat headlines."""
    titles = {blocks[index].folded for index in headlines}
    first_full = min(headlines)
    drop = set()
    for index, block in enumerate(blocks):
        if index in headlines or index > first_full + 2 * len(headlines):
            continue
        if _CONTENTS.fullmatch(block.text):
            drop.add(index)
        elif block.kind != "image" and len(block.text) <= 600 and _repeats(block, titles):
            later = [blocks[place].folded for place in headlines if place > index]
            if any(title in block.folded for title in later):
                drop.add(index)
    kept = [index for index in range(len(blocks)) if index not in drop]
    moved = {old: new for new, old in enumerate(kept)}
    return [blocks[index] for index in kept], {moved[index] for index in headlines}


def _repeats(block: Block, titles: set[str]) -> bool:
    """Every line of the block is a headline, perhaps with a number or a bullet."""
    lines = [re.sub(r"^(?:\d+|p)\s+|\s+\d+$", "", fold(line)) for line in block.lines]
    lines = [line for line in lines if line]
    if not lines:
        return False
    joined = " ".join(lines)
    return all(line in titles for line in lines) or _is_made_of(joined, titles)


def _is_made_of(text: str, titles: set[str]) -> bool:
    for title in sorted(titles, key=len, reverse=True):
        text = text.replace(title, "")
    return not text.strip(" 0123456789")
