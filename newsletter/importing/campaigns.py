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
_MIN_BEGINNING = 10
_SENT = re.compile(r"send|sent|verzond|verstuur|date|datum")


@dataclass(frozen=True)
class Campaign:
    """One issue as the program that sent it lists it."""

    subject: str
    sent_on: datetime.date | None
    title: str = ""


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
    title = _column(header, _TITLE)
    subject = title if subject is None else subject
    sent = _column(header, _SENT)
    return [
        Campaign(_cell(row, subject), _date(_cell(row, sent)), _cell(row, title))
        for row in rows
        if _cell(row, subject)
    ]


def campaigns_of(stems: list[str], campaigns: list[Campaign]) -> dict[str, Campaign]:
    """The campaign of each file of an export that named it after its subject or title
    (`501_-subject.html`), as far as there is no doubt.

    Files with the same name but for the number in front are as old as their numbers say.
    """
    names: dict[str, list[str]] = {}
    for stem in sorted(stems, key=_leading_number):
        names.setdefault(re.sub(r"^\d+[_-]*", "", stem.lower()), []).append(stem)
    found = {}
    for name, alike in names.items():
        chosen = sorted(_named(name, campaigns), key=lambda campaign: str(campaign.sent_on))
        if len(chosen) == len(alike):
            found.update(zip(alike, chosen, strict=True))
    return found


def _leading_number(stem: str) -> int:
    match = re.match(r"\d+", stem)
    return int(match[0]) if match else 0


def _named(name: str, campaigns: list[Campaign]) -> list[Campaign]:
    """Campaigns with that name; else the ones of which it is the beginning."""
    slugs = [(campaign, _slugs(campaign)) for campaign in campaigns]
    same = [campaign for campaign, names in slugs if name in names]
    if same or len(name) < _MIN_BEGINNING:
        return same
    return [campaign for campaign, names in slugs if any(slug.startswith(name) for slug in names)]


def _slugs(campaign: Campaign) -> set[str]:
    """How the export may have written subject and title in the name of a file."""
    return {
        slug
        for text in filter(None, (campaign.subject, campaign.title))
        for slug in (
            re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-"),
            fold(text).replace(" ", "-"),
        )
    }


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
