"""The list of campaigns in an export: subjects and days of sending, nothing of people."""

import csv
import datetime
import io
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from newsletter.importing.text import decode, fold

_FORMATS = (
    "%b %d, %Y %I:%M %p",
    "%b %d, %Y",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y",
    "%d-%m-%Y %H:%M",
    "%d-%m-%Y",
)
_SUBJECT = re.compile(r"subject|onderwerp")
_TITLE = re.compile(r"title|titel|name|naam")
_SENT = re.compile(r"send|sent|verzond|verstuur|date|datum")


@dataclass(frozen=True)
class Campaign:
    """One issue as the program that sent it lists it."""

    subject: str
    sent_on: datetime.date | None


def is_campaign_list(name: str) -> bool:
    """Whether a file in an export lists campaigns; any other table may list people."""
    return (
        re.fullmatch(r"(?:campaigns?|campagnes?).*\.csv", PurePosixPath(name).name.lower())
        is not None
    )


def read_campaigns(content: bytes) -> list[Campaign]:
    """The campaigns, whatever the order and the language of the columns."""
    text, _wrong = decode(content, "utf-8")
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    try:
        header, *rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    except (csv.Error, ValueError):
        return []
    subject = _column(header, _SUBJECT)
    subject = _column(header, _TITLE) if subject is None else subject
    sent = _column(header, _SENT)
    return [
        Campaign(_cell(row, subject), _date(_cell(row, sent)))
        for row in rows
        if _cell(row, subject)
    ]


def campaign_of(stem: str, campaigns: list[Campaign]) -> Campaign | None:
    """The campaign whose subject the export made the file's name of (`501_-subject.html`)."""
    name = re.sub(r"^\d+[_-]*", "", stem.lower())
    for campaign in campaigns:
        words = re.sub(r"[^a-z0-9]+", "-", campaign.subject.lower()).strip("-")
        folded = fold(campaign.subject).replace(" ", "-")
        if name in {words, folded} or (len(name) > 15 and words.startswith(name)):
            return campaign
    return None


def _column(header: list[str], names: re.Pattern) -> int | None:
    return next((index for index, name in enumerate(header) if names.search(fold(name))), None)


def _cell(row: list[str], index: int | None) -> str:
    return row[index].strip() if index is not None and index < len(row) else ""


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.datetime.fromisoformat(text).date()
    except ValueError:
        pass
    for form in _FORMATS:
        try:
            return datetime.datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
