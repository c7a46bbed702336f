"""Blocks as the rich text that an item may hold."""

from html import escape

import nh3

from cms.characters import without_controls
from newsletter.importing.blocks import Block
from newsletter.importing.frame import is_dead_link

ALLOWED_TAGS = {"p", "h3", "h4", "ul", "ol", "li", "a", "b", "i", "br", "img"}
ALLOWED_ATTRIBUTES = {"a": {"href"}, "img": {"data-key", "alt"}}


def rich_text(blocks: list[Block], image_keys: set[str]) -> str:
    """Rich text of the blocks, with nothing in it but what an item may hold."""
    parts: list[str] = []
    open_list = ""
    for block in blocks:
        wanted = {"item": "ul", "ordered": "ol"}.get(block.kind, "")
        if wanted != open_list:
            parts.append(f"</{open_list}>" if open_list else "")
            parts.append(f"<{wanted}>" if wanted else "")
            open_list = wanted
        if wanted:
            parts.append(f"<li>{block.html}</li>")
        elif block.kind == "image":
            if block.html in image_keys:
                parts.append(
                    f'<p><img data-key="{escape(block.html)}" alt="{escape(block.text)}"></p>'
                )
        elif block.level and len(block.text) <= 160:
            parts.append(f"<h3>{escape(block.text, quote=False)}</h3>")
        elif block.text and not is_dead_link(block):
            html = f"<b>{block.html}</b>" if block.bold else block.html
            parts.append(f"<p>{html}</p>")
    parts.append(f"</{open_list}>" if open_list else "")
    html = without_controls("".join(parts))
    return nh3.clean(html, tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES, link_rel=None)
