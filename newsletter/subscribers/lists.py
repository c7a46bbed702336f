"""Reading a list of addresses: an own CSV file, or one of the three that Mailchimp exports.

Only the address, the language and the moments of consent are read. Names and whatever else
a list holds are left out, because sending does not need them.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from newsletter.subscribers.addresses import is_address, normalize_address

MAX_LINES = 100_000

_ADDRESS_NAMES = {
    "email address",
    "email",
    "e-mail",
    "e-mail address",
    "e-mailadres",
    "emailadres",
    "mail",
    "adres",
}
_LANGUAGE_NAMES = {"language", "taal", "langue"}
_EVIDENCE_NAMES = ("optin_time", "confirm_time", "unsub_time", "clean_time")


class UnreadableListError(ValueError):
    """A file without a column of addresses, or with a `line` that swallows people after it."""

    def __init__(self, line: int | None = None):
        super().__init__(line)
        self.line = line


@dataclass(frozen=True)
class Row:
    """One line: its number in the file, the address as one writes it, and what stands beside."""

    number: int
    address: str
    is_valid: bool
    language: str = ""
    evidence: str = ""


def decode(data: bytes) -> str:
    """The text of a file, as UTF-8 or else as old spreadsheets write it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def read_rows(text: str) -> Iterator[Row]:
    """Every line that holds something, also those without a good address.

    Raises:
        UnreadableListError: there is no column with addresses, or people would be left out.
    """
    lines = _cells(text)
    first = next(lines, None)
    if first is None:
        raise UnreadableListError
    names = [cell.strip().lower() for cell in first[1]]
    place = next((index for index, name in enumerate(names) if name in _ADDRESS_NAMES), None)
    if place is None:
        # Without a line of names: the column in which the first line has an address.
        place = next((index for index, name in enumerate(names) if "@" in name), None)
        if place is None:
            raise UnreadableListError
        names = []
        lines = chain([first], lines)
    elif _hides_people(first[1], place):
        raise UnreadableListError(first[0])
    for number, cells in lines:
        if _hides_people(cells, place):
            raise UnreadableListError(number)
        yield _row(number, cells, place, names)


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    number = 1  # of the line at which a record starts
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield number, cells
            number = reader.line_num + 1
    except csv.Error as error:  # a cell without end
        raise UnreadableListError(number) from error


def _hides_people(cells: list[str], place: int) -> bool:
    """Whether a record of several lines may be the lines of several people.

    A quotation mark that does not close, or closes at the next one, makes one cell of what
    stands between. A note or a postal address on several lines, as Mailchimp and Excel write
    them, is allowed however long it is: who is left out has an address, so that the only one
    in a record of several lines must be the one that is read.
    """
    if not any("\n" in cell for cell in cells):
        return False
    return any(
        "@" in cell and (index != place or "\n" in cell.strip())
        for index, cell in enumerate(cells)
    )


def _row(number: int, cells: list[str], place: int, names: list[str]) -> Row:
    typed = cells[place].strip() if place < len(cells) else ""
    if typed.startswith(("'=", "'+", "'-", "'@")):  # as our own export keeps off formulas
        typed = typed[1:]
    address = normalize_address(typed.strip("<>"))
    named = dict(zip(names, (cell.strip() for cell in cells), strict=False))
    language = next((named[name].lower() for name in _LANGUAGE_NAMES if named.get(name)), "")
    evidence = ", ".join(
        f"{name.upper()}: {named[name]}" for name in _EVIDENCE_NAMES if named.get(name)
    )
    return Row(number, address or typed, is_address(address), language[:2], evidence)
