"""Which blocks are headlines, and which are the rubrics above them.

Nothing is known about an issue but its form. Headlines are blocks that stand out and
have text below them; the look that most of them share is the look of headlines. A rubric
is a short block right above a headline, in another look.
"""

import re
from collections import Counter

from newsletter.importing.blocks import Block, body_size
from newsletter.importing.frame import SALUTATION, is_dead_link

MAX_RUBRIC_LENGTH = 45
_MIN_TEXT_BELOW = 20
_CONTENTS = re.compile(
    r"(?:in (?:dit nummer|deze (?:editie|nieuwsbrief|uitgave|nummer))|inhoud(?:sopgave|stafel)?|"
    r"(?:lees|verder) in (?:dit nummer|deze (?:editie|nieuwsbrief))|overzicht)\s*[:\u2026.]*\s*",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?:maan|dins|woens|donder|vrij|zater|zon)dag\b|\b\d{1,2}[ ./-](?:\d{1,2}\b|[a-z]{3,})|"
    r"\b\d{1,2}(?:[.:]\d{2}|[ .]?u(?:ur)?)\b",
    re.IGNORECASE,
)


def is_contents_heading(text: str) -> bool:
    return _CONTENTS.fullmatch(text) is not None


def without_contents_heading(text: str) -> str:
    """The text of a table of contents without the words that announce it."""
    match = _CONTENTS.match(text)
    return text[match.end() :] if match else text


class Structure:
    """The headlines and rubrics of an issue.

    Attributes:
        headlines: the places of the headlines.
        rubrics: for a headline, the place of its rubric.
    """

    def __init__(self, blocks: list[Block]):
        self.blocks = blocks
        self.size = body_size(blocks)
        self._consider({i for i, block in enumerate(blocks) if block.stands_out(self.size)})
        if not self.with_text:
            self._consider({i for i, block in enumerate(blocks) if block.differs(self._colour)})
        self.headlines = self._headlines()
        self.rubrics = self._rubrics()

    @property
    def _colour(self) -> str:
        """The colour of most of the text."""
        lengths: Counter[str] = Counter()
        for block in self.blocks:
            lengths[block.colour] += len(block.text)
        return max(lengths, key=lengths.get, default="")

    def _consider(self, places: set[int]) -> None:
        """Take these blocks for possible headlines, and see which have text below them."""
        self.candidates = {i for i in places if not is_contents_heading(self.blocks[i].text)}
        self.candidates -= {i for i in self.candidates if self._is_lead(i)}
        self.with_text = {i for i in self.candidates if self._has_text_below(i)}

    def is_above(self, place: int, other_place: int) -> bool:
        """Whether a block is more of a heading than another."""
        one, other = self.blocks[place], self.blocks[other_place]
        if abs(one.size - other.size) > 0.12 * other.size:
            return one.size > other.size
        return _prominence(one.style) > _prominence(other.style)

    def _before(self, index: int) -> int:
        """The place of the text before a block; -1 without any."""
        place = index - 1
        while place >= 0 and self.blocks[place].kind == "image":
            place -= 1
        return place

    def _is_lead(self, index: int) -> bool:
        """A bold sentence, or the day under a headline: neither is a headline."""
        block = self.blocks[index]
        if block.level or block.size > self.size * 1.12:
            return False
        if block.words > 12 and re.search(r"[.!?:]$", block.text):
            return True
        above = self._before(index)
        return (
            above in self.candidates
            and self.is_above(above, index)
            and bool(_DAY.search(block.text))
        )

    def _has_text_below(self, index: int) -> bool:
        """Whether running text follows before another block that stands out."""
        length = 0
        for following in range(index + 1, min(index + 8, len(self.blocks))):
            if following in self.candidates:
                return False
            if self.blocks[following].kind != "image":
                length += len(self.blocks[following].text)
            if length >= _MIN_TEXT_BELOW:
                return True
        return False

    def _headlines(self) -> set[int]:
        if not self.with_text:
            return set()
        counts = Counter(self.blocks[index].style for index in self.with_text)
        # Of looks that have text below them, the most prominent of the common ones; a
        # look that appears once beside one that appears often is a title or a stray line.
        most = max(counts.values())
        common = [
            style for style, count in counts.items() if count >= max(2, most / 3) or most == 1
        ]
        main = max(common, key=lambda style: (_prominence(style), counts[style]))
        chosen = self._in_look(main)
        for style in counts:
            if style != main and self._is_second_look(style, chosen):
                chosen |= self._in_look(style)
        return chosen | self._in_sections(main)

    def _in_look(self, style: tuple) -> set[int]:
        return {index for index in self.with_text if self.blocks[index].style == style}

    def _is_second_look(self, style: tuple, chosen: set[int]) -> bool:
        """Smaller headlines with a rubric above each, or one or two bigger ones: a lead
        story."""
        places = self._in_look(style)
        headlines = chosen | places
        labelled = sum(self._is_rubric(self._before(index), index, headlines) for index in places)
        if labelled > len(places) / 2:
            return True
        is_bigger = _prominence(style) > _prominence(self.blocks[min(chosen)].style)
        return is_bigger and len(places) <= 2 and style[1] >= round(self.size)

    def _in_sections(self, main: tuple) -> set[int]:
        """Short news: smaller headlines under a heading that has no text of its own."""
        found: set[int] = set()
        ordered = sorted(self.candidates)
        for position, index in enumerate(ordered[:-1]):
            first = ordered[position + 1]
            if (
                self.blocks[index].style != main
                or index in self.with_text
                or first not in self.with_text
                or self.blocks[first].style == main
                or len(self.blocks[index].text) > MAX_RUBRIC_LENGTH
            ):
                continue
            members = set()
            for member in ordered[position + 1 :]:
                if self.blocks[member].style == main:
                    break
                if member in self.with_text and self.blocks[member].style == (
                    self.blocks[first].style
                ):
                    members.add(member)
            if len(members) > 1:
                found |= members
        return found

    def _rubrics(self) -> dict[int, int]:
        found = {
            index: self._before(index)
            for index in self.headlines
            if self._is_rubric(self._before(index), index, self.headlines)
        }
        # Short lines that look like the text are rubrics when most headlines have one.
        for style in {self.blocks[index].style for index in self.headlines}:
            alike = {index for index in self.headlines if self.blocks[index].style == style}
            plain = {
                index: self._before(index)
                for index in alike - set(found)
                if self._has_form_of_rubric(self._before(index), index, self.headlines)
            }
            labelled = len(plain) + len(alike & set(found))
            if labelled > 1 and labelled >= 0.7 * len(alike) and self._differ(plain):
                found |= plain
        return found

    def _differ(self, rubrics: dict[int, int]) -> bool:
        """Not "Lees meer" or "Foto: ..." after each item."""
        texts = [self.blocks[place].text for place in rubrics.values()]
        return not any(re.search(r"[:@\d]|https?", text) for text in texts) and (
            len(set(texts)) > 1 or len(texts) == 1
        )

    def _is_rubric(self, place: int, headline: int, headlines: set[int]) -> bool:
        """A short label of its own look right above a headline."""
        return self._has_form_of_rubric(place, headline, headlines) and not self._looks_like_text(
            place
        )

    def _has_form_of_rubric(self, place: int, headline: int, headlines: set[int]) -> bool:
        if place < 0 or place in headlines:
            return False
        block = self.blocks[place]
        return (
            block.kind == "text"
            and 0 < len(block.text) <= MAX_RUBRIC_LENGTH
            and block.style != self.blocks[headline].style
            and not re.search(r"[.!;,]$", block.text)
            and block.words <= 6
            and "<a " not in block.html
            and not is_dead_link(block)
            and not SALUTATION.match(block.text)
        )

    def _looks_like_text(self, place: int) -> bool:
        """A last line such as "Tot dan" belongs to what is above it, not below."""
        block, above = self.blocks[place], self._before(place)
        same_as_text = round(block.size) == round(self.size) and not (
            block.bold or block.label or block.level or block.italic
        )
        return same_as_text and above >= 0 and self.blocks[above].style == block.style


def _prominence(style: tuple) -> tuple:
    level, size, bold, *_ = style
    return (7 - level if level else 0, size, bold)
