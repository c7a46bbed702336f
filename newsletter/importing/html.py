"""HTML of web pages and mails: blocks in reading order, with the look of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import css_inline
from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement, PreformattedString

from newsletter.importing.blocks import Block
from newsletter.importing.links import Cleaner, is_personal, secrets_of
from newsletter.importing.look import Style, derive, is_hidden, is_pixel, is_too_small
from newsletter.importing.merge_tags import MERGE_TAG, remove_merge_tags
from newsletter.importing.result import Refused, Warnings
from newsletter.importing.runs import IN_PAGE, Run, blocks_from_runs
from newsletter.importing.tables import is_data_table, table_blocks
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
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
MAX_LENGTH = 5_000_000
_NEAR_TOP = 6


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
    return tidy(remove_merge_tags(text))


def read_html(html: str, warnings: Warnings) -> list[Block]:
    """The visible blocks of a page.

    Raises:
        Refused: `too_large` for a page that no newsletter would be.
    """
    if len(html) > MAX_LENGTH:
        raise Refused("too_large")
    try:
        inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)
        inlined = inliner.inline(html)
    except (css_inline.InlineError, ValueError):
        inlined = html
    soup = BeautifulSoup(inlined, "html.parser")
    secrets = secrets_of(_personal_addresses(soup))
    if secrets:
        warnings.add("personal_copy")
    return _Reader(Cleaner(warnings, secrets)).read(soup)


def _personal_addresses(soup: BeautifulSoup) -> Iterator[str]:
    """Where links lead that are about the reader, and where tracking pixels come from."""
    for tag in soup.find_all("a", href=True):
        if is_personal(tag["href"], tag.get_text(" ")):
            yield tag["href"]
    for tag in soup.find_all("img", src=True):
        if is_pixel(tag):
            yield tag["src"]


@dataclass
class _Open:
    """An element that is being read."""

    children: Iterator[PageElement]
    style: Style
    href: str = ""
    is_block: bool = False


class _Reader:
    """Walks the tree once and cuts the text into blocks where the page would."""

    def __init__(self, cleaner: Cleaner):
        self.cleaner = cleaner
        self.warnings = cleaner.warnings
        self.stack: list[_Open] = []
        self.runs: list[Run] = []
        self.blocks: list[Block] = []

    def read(self, soup: BeautifulSoup) -> list[Block]:
        # A stack of our own: mails nest tables deeper than Python likes to recurse.
        self.stack = [_Open(iter((soup.body or soup).children), Style())]
        while self.stack:
            node = next(self.stack[-1].children, None)
            if node is None:
                if self.stack.pop().is_block:
                    self._flush()
            elif isinstance(node, Tag):
                self._element(node, self.stack[-1].style, self.stack[-1].href)
            elif not isinstance(node, PreformattedString):
                self._text(str(node), self.stack[-1].style, self.stack[-1].href)
        self._flush()
        return self.blocks

    def _element(self, tag: Tag, style: Style, href: str) -> None:
        if tag.name in _SKIP or (is_hidden(tag) and tag.name != "img"):
            return
        if tag.name == "br":
            self.runs.append(Run("\n", style))
        elif tag.name == "hr":
            self._flush()
            self.blocks.append(Block("", "", kind="rule"))
        elif tag.name == "img":
            self._image(tag)
        elif tag.name == "table" and is_data_table(tag):
            self._flush()
            self.blocks.extend(table_blocks(tag, self.cleaner))
        elif tag.name == "a":
            self._link(tag, style, href)
        else:
            is_block = tag.name in _BLOCK
            if is_block:
                self._flush()
            self.stack.append(_Open(tag.children, derive(tag, style), href, is_block))

    def _link(self, tag: Tag, style: Style, href: str) -> None:
        words, address = tag.get_text(" "), tag.get("href", "")
        if address.startswith("#"):
            href = IN_PAGE if len(address) > 1 else href
            self.stack.append(_Open(tag.children, derive(tag, style), href))
            return
        cleaned = self.cleaner.address(address, words)
        if cleaned is not None:
            self.stack.append(_Open(tag.children, derive(tag, style), cleaned or href))
            return
        if MERGE_TAG.search(f"{address} {words}"):
            self.warnings.add("merge_tags_removed")
        if tag.find("img"):
            self.stack.append(_Open(tag.children, style))
        # The words go with the link; a mark keeps "|" and its kin from joining text.
        self.runs.append(Run(" ", style, personal_link=True))

    def _text(self, text: str, style: Style, href: str) -> None:
        if is_too_small(style):
            return
        without = self.cleaner.text(text)
        collapsed = re.sub(r"[ \t\r\n\f]+", " ", without)
        if collapsed:
            has_tag = MERGE_TAG.search(text) is not None
            self.runs.append(Run(collapsed, style, href, has_tag))

    def _image(self, tag: Tag) -> None:
        source = tag.get("src", "")
        if is_pixel(tag):
            self.warnings.add("tracking_pixel_removed")
            return
        alt = tidy(remove_merge_tags(tag.get("alt", "")))
        if source.lower().startswith(("cid:", "data:image/")):
            self._flush()
            key = source[4:] if source.lower().startswith("cid:") else source
            self.blocks.append(Block(alt, key, kind="image"))
        elif source:
            self.warnings.add("remote_images_removed")
            if alt and len(self.blocks) < _NEAR_TOP:
                # The masthead may be a picture: its words name the issue.
                self._flush()
                self.blocks.append(Block(alt, source, kind="image"))

    def _flush(self) -> None:
        runs, self.runs = self.runs, []
        # What only leads to another place of the page is no text of the issue.
        if not all(run.href == IN_PAGE for run in runs if run.text.strip()):
            self.blocks.extend(blocks_from_runs(runs))
