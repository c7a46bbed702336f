"""HTML of web pages and mails: blocks in reading order, with the look of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape

import css_inline
from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import Comment, PreformattedString

from newsletter.importing import cleaning
from newsletter.importing.blocks import BODY_SIZE, Block
from newsletter.importing.result import Refused, Warnings
from newsletter.importing.text import decode, tidy

_SKIP = {"head", "script", "style", "template", "noscript", "object", "select", "button", "title"}
# fmt: off
_BLOCK = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}
# fmt: on
_HEADING_SIZES = {"h1": 2, "h2": 1.5, "h3": 1.17, "h4": 1, "h5": 0.83, "h6": 0.75}
_FONT_SIZES = {"1": 10, "2": 13, "3": 16, "4": 18, "5": 24, "6": 32, "7": 48}
_NAMED_SIZES = {
    "xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24,
    "xx-large": 32,
}  # fmt: skip
_LENGTH = re.compile(r"(?<![\w.-])(\d*\.?\d+)(px|pt|em|rem|%)")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
MAX_DEPTH = 200
MAX_LENGTH = 5_000_000


@dataclass(frozen=True)
class _Style:
    """What text inherits on the way down the tree."""

    size: float = BODY_SIZE
    bold: bool = False
    italic: bool = False
    label: bool = False
    level: int = 0
    kind: str = "text"


@dataclass(frozen=True)
class _Run:
    """Text in one style. A line break is a run with the text of one newline."""

    text: str
    style: _Style
    href: str = ""
    merge_tag: bool = False


def declared_charset(content: bytes) -> str | None:
    """The character set that the HTML names in its first bytes."""
    match = _META_CHARSET.search(content[:4096])
    return match[1].decode("ascii") if match else None


def decode_html(content: bytes, declared: str | None, warnings: Warnings) -> str:
    """The HTML as text, with a warning when it lies about its character set."""
    text, wrong = decode(content, declared or declared_charset(content))
    if wrong:
        warnings.add("charset_mismatch")
    return text


def document_title(html: str) -> str:
    """The title element's text, without merge tags."""
    match = re.search(r"<title[^>]*>(.*?)</title", html, re.IGNORECASE | re.DOTALL)
    text = BeautifulSoup(match[1], "html.parser").get_text() if match else ""
    return tidy(cleaning.remove_merge_tags(text))


def read_html(html: str, warnings: Warnings) -> list[Block]:
    """The visible blocks of a page.

    Raises:
        Refused: `too_complex` for a page that no newsletter would be.
    """
    if len(html) > MAX_LENGTH:
        raise Refused("too_large")
    try:
        inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)
        inlined = inliner.inline(html)
    except (css_inline.InlineError, ValueError):
        inlined = html
    try:
        soup = BeautifulSoup(inlined, "html.parser")
        return _Reader(warnings).read(soup)
    except RecursionError as error:
        raise Refused("too_complex") from error


class _Reader:
    """Walks the tree once and cuts the text into blocks where the page would."""

    def __init__(self, warnings: Warnings):
        self.warnings = warnings
        self.runs: list[_Run] = []
        self.blocks: list[Block] = []

    def read(self, soup: BeautifulSoup) -> list[Block]:
        self._walk(soup.body or soup, _Style(), "", 0)
        self._flush()
        return self.blocks

    def _walk(self, element: Tag, style: _Style, href: str, depth: int) -> None:
        for child in element.children:
            if isinstance(child, Comment | PreformattedString):
                continue
            if isinstance(child, NavigableString):
                self._text(str(child), style, href)
            elif isinstance(child, Tag) and child.name not in _SKIP:
                if depth > MAX_DEPTH:
                    self._text(child.get_text(" "), style, href)
                else:
                    self._element(child, style, href, depth + 1)

    def _element(self, tag: Tag, style: _Style, href: str, depth: int) -> None:
        if _is_hidden(tag) and tag.name != "img":
            return
        if tag.name == "br":
            self.runs.append(_Run("\n", style))
        elif tag.name == "hr":
            self._flush()
            self.blocks.append(Block("", "", kind="rule"))
        elif tag.name == "img":
            self._image(tag)
        elif tag.name == "table" and _is_data_table(tag):
            self._flush()
            self._table(tag)
        elif tag.name == "a":
            self._link(tag, style, href, depth)
        else:
            is_block = tag.name in _BLOCK
            if is_block:
                self._flush()
            self._walk(tag, _derive(tag, style), href, depth)
            if is_block:
                self._flush()

    def _link(self, tag: Tag, style: _Style, href: str, depth: int) -> None:
        words = tag.get_text(" ")
        address = cleaning.clean_address(tag.get("href", ""), words, self.warnings)
        if address is None:
            if tag.find("img"):
                self._walk(tag, style, "", depth)
            elif cleaning.MERGE_TAG.search(words):
                self.warnings.add("merge_tags_removed")
            # The words go with the link; a mark keeps "|" and its kin from joining text.
            self.runs.append(_Run(" ", style))
            if cleaning.MERGE_TAG.search(tag.get("href", "")):
                self.warnings.add("merge_tags_removed")
            return
        self._walk(tag, _derive(tag, style), address or href, depth)

    def _text(self, text: str, style: _Style, href: str) -> None:
        without = cleaning.remove_merge_tags(text)
        if without != text:
            self.warnings.add("merge_tags_removed")
        collapsed = re.sub(r"[ \t\r\n\f]+", " ", without)
        if collapsed:
            self.runs.append(_Run(collapsed, style, href, without != text))

    def _image(self, tag: Tag) -> None:
        source = tag.get("src", "")
        if _is_pixel(tag):
            self.warnings.add("tracking_pixel_removed")
            return
        alt = tidy(cleaning.remove_merge_tags(tag.get("alt", "")))
        if source.lower().startswith(("cid:", "data:image/")):
            self._flush()
            key = source[4:] if source.lower().startswith("cid:") else source
            self.blocks.append(Block(alt, key, kind="image"))
        elif source:
            self.warnings.add("remote_images_removed")

    def _table(self, table: Tag) -> None:
        rows = [
            [tidy(cell.get_text(" ")) for cell in row.find_all(["td", "th"])]
            for row in table.find_all("tr")
        ]
        header = rows[0] if table.find("tr").find("th") and len(rows) > 1 else None
        for row in rows[1:] if header else rows:
            cells = (
                [
                    f"{name}: {cell}" if name else cell
                    for name, cell in zip(header, row, strict=False)
                ]
                if header
                else row
            )
            text = cleaning.remove_merge_tags("; ".join(cell for cell in cells if cell))
            if text:
                self.blocks.append(
                    Block(text, escape(text, quote=False), kind="item", lines=[text])
                )

    def _flush(self) -> None:
        runs, self.runs = self.runs, []
        self.blocks.extend(_blocks_from_runs(runs))


def _blocks_from_runs(runs: list[_Run]) -> Iterator[Block]:
    """Lines in one look belong together; an empty line or another look divides."""
    lines: list[list[_Run]] = [[]]
    for run in runs:
        if run.text == "\n":
            lines.append([])
        else:
            lines[-1].append(run)
    pending: list[list[_Run]] = []
    for line in lines:
        if not any(run.text.strip() for run in line):
            if pending:
                yield _block(pending)
            pending = []
        elif pending and _look(pending[-1]) != _look(line):
            yield _block(pending)
            pending = [line]
        else:
            pending.append(line)
    if pending:
        yield _block(pending)


def _look(line: list[_Run]) -> tuple:
    visible = [run for run in line if run.text.strip()]
    main = max(visible, key=lambda run: len(run.text.strip()))
    return (main.style.level, round(main.style.size), all(run.style.bold for run in visible))


def _block(lines: list[list[_Run]]) -> Block:
    runs = [run for line in lines for run in line if run.text.strip()]
    main = max(runs, key=lambda run: len(run.text.strip())).style
    texts = [tidy("".join(run.text for run in line)) for line in lines]
    bold = all(run.style.bold for run in runs)
    text = " ".join(texts)
    return Block(
        text=text,
        html="<br/>".join(_inline_html(line, bold) for line in lines),
        size=main.size,
        bold=bold,
        level=main.level,
        kind=main.kind,
        label=all(run.style.label for run in runs)
        or (text.isupper() and sum(char.isalpha() for char in text) > 3),
        lines=texts,
        had_merge_tag=any(run.merge_tag for run in runs),
    )


def _inline_html(line: list[_Run], all_bold: bool) -> str:
    parts = []
    for run in line:
        html = escape(run.text, quote=False)
        if run.text.strip():
            if run.style.italic:
                html = f"<i>{html}</i>"
            if run.style.bold and not all_bold:
                html = f"<b>{html}</b>"
            if run.href:
                html = f'<a href="{escape(run.href)}">{html}</a>'
        parts.append(html)
    return "".join(parts).strip()


def _derive(tag: Tag, style: _Style) -> _Style:
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
    elif name == "small":
        style = replace(style, size=style.size * 0.83)
    elif name == "font":
        style = replace(style, size=_FONT_SIZES.get(str(tag.get("size", "")), style.size))
    elif name == "li":
        ordered = tag.parent is not None and tag.parent.name == "ol"
        style = replace(style, kind="ordered" if ordered else "item")
    declared = tag.get("style")
    return _declared(declared.lower(), style) if declared else style


def _declared(css: str, style: _Style) -> _Style:
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


def _is_hidden(tag: Tag) -> bool:
    css = (tag.get("style") or "").lower().replace(" ", "")
    return tag.has_attr("hidden") or bool(
        re.search(
            r"display:none|visibility:hidden|mso-hide:all|max-height:0(?:px)?(?:;|$)|"
            r"opacity:0(?:\.0+)?(?:;|$)|font-size:[01]px",
            css,
        )
    )


def _is_pixel(tag: Tag) -> bool:
    css = (tag.get("style") or "").lower().replace(" ", "")
    sizes = [str(tag.get(name, "")).rstrip("px") for name in ("width", "height")]
    tiny = any(size.isdecimal() and int(size) <= 2 for size in sizes)
    tiny_style = re.search(r"(?:^|;)(?:width|height):[012]px", css)
    hidden = _is_hidden(tag) and tag.get("src", "").startswith("http")
    return bool(tiny or tiny_style or hidden or cleaning.PIXEL_ADDRESS.search(tag.get("src", "")))


def _is_data_table(table: Tag) -> bool:
    """A table of facts, not one that arranges a mail: short cells in a real grid."""
    if table.find(["table", "img", "h1", "h2", "h3"]) or table.get("role") == "presentation":
        return False
    rows = [row.find_all(["td", "th"]) for row in table.find_all("tr")]
    if len(rows) < 2 or min(len(row) for row in rows) < 2:
        return False
    cells = [tidy(cell.get_text(" ")) for row in rows for cell in row]
    return all(len(cell) <= 80 for cell in cells) and sum(map(bool, cells)) > len(cells) / 2
