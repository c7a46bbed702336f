"""The colours of mails, light and dark, and how well their pairs can be told apart.

Mail programs know no `light-dark()` and few know variables, so the values of tokens.css stand
here again, in the pairs in which a mail uses them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Colours:
    """What stands on what: `ground` lies under the `sheet` on which the text stands."""

    ground: str
    sheet: str
    text: str
    muted: str
    heading: str
    link: str
    line: str
    brand: str
    on_brand: str
    action: str
    on_action: str

    def pairs(self) -> dict[str, tuple[str, str]]:
        """The pairs of text and ground that a reader meets, by name."""
        return {
            "text": (self.text, self.sheet),
            "muted": (self.muted, self.ground),
            "rubric": (self.muted, self.sheet),
            "heading": (self.heading, self.sheet),
            "link": (self.link, self.sheet),
            "footer link": (self.link, self.ground),
            "masthead": (self.on_brand, self.brand),
            "button": (self.on_action, self.action),
        }


LIGHT = Colours(
    ground="#eef4f0",
    sheet="#ffffff",
    text="#12211e",
    muted="#465955",
    heading="#0c352e",
    link="#7b1e5e",
    line="#cddad4",
    brand="#0f4038",
    on_brand="#ffffff",
    action="#7b1e5e",
    on_action="#ffffff",
)
DARK = Colours(
    ground="#0d1a18",
    sheet="#152724",
    text="#e7efec",
    muted="#a8bcb6",
    heading="#f2f8f5",
    link="#f2a9d6",
    line="#2f4641",
    brand="#0b2f2a",
    on_brand="#ffffff",
    action="#f2a9d6",
    on_action="#2d0a21",
)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lowest_contrast() -> float:
    """The poorest contrast in any mail, light or dark."""
    return min(contrast(*pair) for colours in (LIGHT, DARK) for pair in colours.pairs().values())


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
