"""How a piece of HTML looks: what it inherits, what its tag means, what it declares."""

import re
from dataclasses import dataclass, replace

from bs4 import Tag

from newsletter.importing.blocks import BODY_SIZE
from newsletter.importing.links import PIXEL_ADDRESS

_HEADING_SIZES = {"h1": 2, "h2": 1.5, "h3": 1.17, "h4": 1, "h5": 0.83, "h6": 0.75}
_FONT_SIZES = {"1": 10, "2": 13, "3": 16, "4": 18, "5": 24, "6": 32, "7": 48}
_NAMED_SIZES = {
    "xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24,
    "xx-large": 32,
}  # fmt: skip
_LENGTH = re.compile(r"(?<![\w.-])(\d*\.?\d+)(px|pt|em|rem|%)")


@dataclass(frozen=True)
class Style:
    """What text inherits on the way down the tree."""

    size: float = BODY_SIZE
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    colour: str = ""
    label: bool = False
    level: int = 0
    kind: str = "text"


def derive(tag: Tag, style: Style) -> Style:
    """The style inside a tag: what it inherits, what the tag means, what it declares."""
    name = tag.name
    if name in _HEADING_SIZES:
        style = replace(
            style, size=style.size * _HEADING_SIZES[name], bold=True, level=int(name[1])
        )
    elif name in {"b", "strong", "th"}:
        style = replace(style, bold=True)
    elif name in {"i", "em", "cite"}:
        style = replace(style, italic=True)
    elif name in {"u", "dt"}:
        style = replace(style, underlined=True)
    elif name == "small":
        style = replace(style, size=style.size * 0.83)
    elif name == "font":
        style = replace(
            style,
            size=_FONT_SIZES.get(str(tag.get("size", "")), style.size),
            colour=str(tag.get("color", style.colour)).lower(),
        )
    elif name == "li":
        ordered = tag.parent is not None and tag.parent.name == "ol"
        style = replace(style, kind="ordered" if ordered else "item")
    declared = tag.get("style")
    return _declared(declared.lower(), style) if declared else style


def _declared(css: str, style: Style) -> Style:
    for declaration in css.split(";"):
        prop, _colon, value = declaration.partition(":")
        prop, value = prop.strip(), value.strip()
        if prop in {"font", "font-size"}:
            style = replace(style, size=_size(value, style.size))
        if prop in {"font", "font-weight"}:
            if re.search(r"\b(?:bold|bolder|[6-9]00)\b", value):
                style = replace(style, bold=True)
            elif prop == "font-weight" and re.search(r"normal|lighter|[1-5]00", value):
                style = replace(style, bold=False)
        if prop == "color":
            style = replace(style, colour=value)
        if prop.startswith("text-decoration") and "underline" in value:
            style = replace(style, underlined=True)
        if prop == "font-style" and "italic" in value:
            style = replace(style, italic=True)
        if (prop == "text-transform" and "uppercase" in value) or (
            prop == "font-variant" and "small-caps" in value
        ):
            style = replace(style, label=True)
    return style


def _size(value: str, parent: float) -> float:
    match = _LENGTH.search(value)
    if match:
        number = float(match[1])
        factors = {"px": 1, "pt": 4 / 3, "em": parent, "rem": BODY_SIZE, "%": parent / 100}
        return min(max(number * factors[match[2]], 1), 200)
    return next((size for name, size in _NAMED_SIZES.items() if name in value.split()), parent)


def is_too_small(style: Style) -> bool:
    """Whether nobody could read it. Mails of MJML set such a size on the frame and the
    real one on the text inside, so that it says nothing about an element as a whole."""
    return style.size < 2


def is_hidden(tag: Tag) -> bool:
    css = (tag.get("style") or "").lower().replace(" ", "")
    return tag.has_attr("hidden") or bool(
        re.search(
            r"display:none|visibility:hidden|mso-hide:all|max-height:0(?:px)?(?:;|$)|"
            r"opacity:0(?:\.0+)?(?:;|$)",
            css,
        )
    )


def is_pixel(tag: Tag) -> bool:
    css = (tag.get("style") or "").lower().replace(" ", "")
    sizes = [str(tag.get(name, "")).rstrip("px") for name in ("width", "height")]
    tiny = any(size.isdecimal() and int(size) <= 2 for size in sizes)
    tiny_style = re.search(r"(?:^|;)(?:width|height):[012]px", css)
    hidden = is_hidden(tag) and tag.get("src", "").startswith("http")
    return bool(tiny or tiny_style or hidden or PIXEL_ADDRESS.search(tag.get("src", "")))
