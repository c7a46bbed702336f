"""The rich text of an item, as a mail program and as a reader of plain text want it."""

from collections.abc import Iterator
from urllib.parse import urljoin

from bs4 import BeautifulSoup, NavigableString, Tag
from wagtail.rich_text import expand_db_html

from cms.mail.wrapping import fill

_INLINE_SPACE = " "


def mail_html(source: str, base_url: str) -> str:
    """Rich text as well-formed HTML that needs nothing from its surroundings.

    Links and pictures get their full address, pictures shrink with the screen, and a link
    that leads nowhere becomes its text. MJML is XML, so every element is closed.
    """
    soup = _expanded(source, base_url)
    for picture in soup.find_all("img"):
        picture["style"] = "display:block;max-width:100%;height:auto;border:0"
        picture.attrs.setdefault("alt", "")
        del picture["class"], picture["srcset"], picture["sizes"], picture["height"]
    for element in soup.find_all(True):
        for name in [name for name in element.attrs if name.startswith("data-")]:
            del element[name]
    return soup.decode(formatter="minimal")


def mail_text(source: str, base_url: str) -> str:
    """Rich text as plain text: paragraphs, dashes for lists, addresses behind their links."""
    blocks = list(_text_blocks(_expanded(source, base_url)))
    return "\n\n".join(block for block in blocks if block)


def _expanded(source: str, base_url: str) -> BeautifulSoup:
    soup = BeautifulSoup(expand_db_html(source), "html.parser")
    for link in soup.find_all("a"):
        if link.get("href"):
            link["href"] = urljoin(base_url, link["href"])
        else:
            link.unwrap()
    for picture in soup.find_all("img", src=True):
        picture["src"] = urljoin(base_url, picture["src"])
    return soup


def _text_blocks(parent: Tag) -> Iterator[str]:
    for child in parent.children:
        if isinstance(child, NavigableString):
            if child.strip():
                yield fill(" ".join(child.split()))
        elif child.name in {"ul", "ol"}:
            yield "\n".join(_list_lines(child))
        elif child.name in {"div", "blockquote", "section"}:
            yield from _text_blocks(child)
        elif child.name == "img":
            if child.get("alt"):
                yield fill(f"[{child['alt']}]")
        elif child.name != "hr":
            yield fill(_inline_text(child))


def _list_lines(element: Tag, indent: str = "") -> Iterator[str]:
    items = element.find_all("li", recursive=False)
    for number, item in enumerate(items, start=1):
        mark = f"{number}. " if element.name == "ol" else "- "
        nested = [child.extract() for child in item.find_all(["ul", "ol"], recursive=False)]
        yield fill(_inline_text(item), f"{indent}{mark}", indent + " " * len(mark))
        for inner in nested:
            yield from _list_lines(inner, indent + " " * len(mark))


def _inline_text(element: Tag) -> str:
    """The words of an element, each link followed by its address."""
    pieces = []
    for node in element.descendants:
        if isinstance(node, NavigableString):
            pieces.append(str(node))
            link = node.find_parent("a")
            is_last = link is not None and not any(
                isinstance(later, NavigableString) and later.find_parent("a") is link
                for later in node.next_elements
            )
            if is_last and not _says_its_address(link):
                pieces.append(f" ({link['href'].removeprefix('mailto:')})")
        elif node.name == "br":
            pieces.append("\n")
        elif node.name == "img" and node.get("alt"):
            pieces.append(f"[{node['alt']}]")
    lines = "".join(pieces).split("\n")
    return "\n".join(_INLINE_SPACE.join(line.split()) for line in lines).strip()


def _says_its_address(link: Tag) -> bool:
    address = link["href"].rstrip("/")
    short = address.removeprefix("mailto:").removeprefix("https://").removeprefix("http://")
    return link.get_text(strip=True).rstrip("/") in {address, short, short.removeprefix("www.")}
