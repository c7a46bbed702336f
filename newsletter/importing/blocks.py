"""The common form into which HTML, mail, text and PDF are read: blocks with a style."""

from dataclasses import dataclass, field
from html import escape

from newsletter.importing.text import fold, tidy

BODY_SIZE = 16.0


@dataclass
class Block:
    """A paragraph, heading, list item or picture, in reading order.

    `size` is in pixels; `level` is 1 to 6 for an HTML heading and 0 otherwise; `kind` is
    text, item (of a list), ordered (item of a numbered list), image or rule. `lines` are
    the text as it was broken.
    """

    text: str
    html: str
    size: float = BODY_SIZE
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    colour: str = ""
    level: int = 0
    kind: str = "text"
    label: bool = False
    lines: list[str] = field(default_factory=list)
    had_merge_tag: bool = False
    had_personal_link: bool = False

    @property
    def style(self) -> tuple:
        """What makes two blocks look alike."""
        return (self.level, round(self.size), self.bold, self.label)

    @property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def words(self) -> int:
        return len(self.text.split())

    def stands_out(self, body_size: float) -> bool:
        """Whether it looks like a heading beside text of that size."""
        return (
            self.kind == "text"
            and 0 < len(self.text) <= 160
            and (self.level > 0 or self.bold or self.label or self.size >= body_size * 1.12)
        )

    def differs(self, colour: str) -> bool:
        """Whether it is set apart by weaker means than a heading: slant, line or colour."""
        return (
            self.kind in {"text", "item", "ordered"}
            and 0 < len(self.text) <= 100
            and (self.bold or self.italic or self.underlined or self.colour != colour)
        )


def body_size(blocks: list[Block]) -> float:
    """The size in which most of the text is set."""
    weights: dict[int, int] = {}
    for block in blocks:
        if block.kind != "image" and not block.level and len(block.text) > 60:
            weights[round(block.size)] = weights.get(round(block.size), 0) + len(block.text)
    return float(max(weights, key=weights.get)) if weights else BODY_SIZE


def text_block(text: str, **style) -> Block:
    """A block of plain text."""
    text = tidy(text)
    return Block(text=text, html=escape(text, quote=False), lines=[text], **style)
