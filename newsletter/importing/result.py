"""What reading a file gives: an issue, or the reason why there is none."""

import datetime
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ParsedImage:
    """A picture that came inside the file."""

    key: str
    content: bytes
    alt: str = ""


@dataclass(frozen=True)
class ParsedItem:
    """One message of an issue. `html` is clean rich text; pictures stand as
    `<img data-key="...">` with the key of a `ParsedImage`."""

    headline: str
    html: str
    rubric: str = ""


@dataclass(frozen=True)
class ParsedIssue:
    """An issue as far as the file tells. What it does not tell is None or empty."""

    title: str
    items: tuple[ParsedItem, ...]
    intro_html: str = ""
    series: str = ""
    date: datetime.date | None = None
    number: int | None = None
    edition: str = ""
    images: tuple[ParsedImage, ...] = ()
    warnings: tuple[str, ...] = ()
    needs_review: bool = False


class Refused(Exception):  # noqa: N818 - an outcome, not an error of the program
    """There is no issue in the file; `code` says why, for a report."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass
class Warnings:
    """Collects codes of what was changed or not understood, each once, in order."""

    codes: list[str] = field(default_factory=list)

    def add(self, code: str) -> None:
        if code not in self.codes:
            self.codes.append(code)
