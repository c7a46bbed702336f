"""Tables of facts, which are read row by row, apart from tables that arrange a mail."""

from html import escape

from bs4 import Tag

from newsletter.importing.blocks import Block
from newsletter.importing.links import Cleaner
from newsletter.importing.text import tidy


def is_data_table(table: Tag) -> bool:
    """A table of facts, not one that arranges a mail: short cells in a real grid."""
    if table.find(["table", "img", "h1", "h2", "h3"]) or table.get("role") == "presentation":
        return False
    rows = [row.find_all(["td", "th"]) for row in table.find_all("tr")]
    if len(rows) < 2 or min(len(row) for row in rows) < 2:
        return False
    cells = [tidy(cell.get_text(" ")) for row in rows for cell in row]
    return all(len(cell) <= 80 for cell in cells) and sum(map(bool, cells)) > len(cells) / 2


def table_blocks(table: Tag, cleaner: Cleaner) -> list[Block]:
    """A list item for each row, with the names of the columns where there are any."""
    rows = [
        [tidy(cell.get_text(" ")) for cell in row.find_all(["td", "th"])]
        for row in table.find_all("tr")
    ]
    if all(cell.name == "th" for cell in table.find("tr").find_all(["td", "th"])):
        names, *rows = rows
        rows = [_named(names, row) for row in rows]
    texts = [cleaner.text("; ".join(filter(None, row)).replace(":; ", ": ")) for row in rows]
    return [
        Block(text, escape(text, quote=False), kind="item", lines=[text]) for text in texts if text
    ]


def _named(names: list[str], row: list[str]) -> list[str]:
    named = [
        f"{name}: {cell}" if name and cell else cell
        for name, cell in zip(names, row, strict=False)
    ]
    return named + row[len(names) :]
