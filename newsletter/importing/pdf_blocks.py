"""From the lines of a PDF to paragraphs, with the words that were broken put together."""

import re

from newsletter.importing.blocks import BODY_SIZE, Block, text_block
from newsletter.importing.layout import Line
from newsletter.importing.pdf_lines import BROKEN_WORD, text_size
from newsletter.importing.text import tidy

_BULLET = re.compile(r"^\s*[•▪●◦‣■□\u2013*-]\s+")


class Words:
    """Decides how the halves of a word that was broken at a line end are joined."""

    def __init__(self, lines: list[Line]):
        text = " ".join(line.text for line in lines).lower()
        self.known = set(re.findall(r"[\w-]+", text))

    def join(self, left: str, right: str) -> str:
        first = re.search(r"[\w-]*$", left)[0]
        second = re.match(r"\w*", right)[0]
        joined, hyphened = f"{first}{second}".lower(), f"{first}-{second}".lower()
        if right[:3].lower() in {"en ", "of "}:
            return f"{left}- {right}"
        if joined in self.known:
            keeps_hyphen = False
        elif right[:1].isupper() or right[:1].isdigit() or hyphened in self.known:
            keeps_hyphen = True
        else:
            # A letter or letters without a vowel are no syllable: e-mail, tv-uitzending.
            is_syllable = len(first) > 1 and re.search(r"[aeiouyà-ÿ]", first.lower())
            keeps_hyphen = not is_syllable
        return f"{left}{'-' if keeps_hyphen else ''}{right}"


def blocks_of(lines: list[Line], words: Words) -> list[Block]:
    size = text_size(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1][-1], line, groups[-1]):
            groups[-1].append(line)
        else:
            groups.append([line])
    blocks = []
    for group in groups:
        text = _join(group, words)
        style = {
            "size": group[0].size / size * BODY_SIZE,
            "bold": group[0].bold,
            "colour": group[0].colour,
        }
        if _BULLET.match(text):
            style["kind"] = "item"
            text = _BULLET.sub("", text)
        block = text_block(text, **style)
        block.lines = [tidy(line.text) for line in group]
        block.label = block.text.isupper() and len(block.text) > 3
        if block.text:
            blocks.append(block)
    return blocks


def _continues(above: Line, line: Line, group: list[Line]) -> bool:
    """Whether a line goes on with the paragraph above it, over a column end too."""
    if abs(above.size - line.size) > 0.05 * above.size + 0.1 or above.bold != line.bold:
        return False
    if above.colour != line.colour and line.top > above.top + 2:
        return False
    if _BULLET.match(line.text):
        return False
    moved = line.page != above.page or line.top < above.top - 2
    if moved:
        unfinished = not re.search(r"[.!?:”\"')]\s*$", above.text)
        return unfinished and (line.text[:1].islower() or above.text.endswith(BROKEN_WORD))
    distance = line.top - above.top
    usual = group[1].top - group[0].top if len(group) > 1 else 1.45 * above.size
    return distance <= max(1.15 * usual, 1.3 * above.size) and distance < 2.2 * above.size


def _join(lines: list[Line], words: Words) -> str:
    text = ""
    for line in lines:
        piece = line.text.strip(" ")
        if text.endswith(BROKEN_WORD) or (re.search(r"[a-zà-ÿ]-$", text) and piece[:1].islower()):
            text = words.join(text[:-1], piece)
        else:
            text = f"{text} {piece}" if text else piece
    return text.replace(BROKEN_WORD, "-")
