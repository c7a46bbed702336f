"""Which issue a file is: its series, date and number, from wherever they stand.

In the order of trust: what is printed at the top of the issue, the subject and the day of
sending, the title of the document, the name of the file, the folders in which it lies.
Dates in the running text are dates of other things and never count.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from newsletter.importing import dates
from newsletter.importing.dates import PartialDate
from newsletter.importing.text import fold

_NUMBER = re.compile(
    r"(?<![a-z])(?:(?:nr|nummer|num|no|n)\s?(?P<number>\d{1,3})(?!\d)"
    rf"|(?:editie|uitgave|aflevering)\s?(?P<edition>\d{{1,3}})(?!\d|\s(?:{dates.MONTH})\b)"
    r"|(?<!\d)(?P<ordinal>\d{1,3})\s?(?:e|de|ste)\s(?:nummer|editie|uitgave|nieuwsbrief)\b)"
)
_VOLUME = re.compile(
    r"(?<![a-z])(?:jaargang|jg|jrg|volume|vol)\s?\d{1,2}(?!\d)|\d{1,2}(?:e|de|ste)? jaargang"
)
_EDITION = re.compile(
    r"\b(?:extra (?:editie|nummer)|speciale (?:editie|uitgave)|themanummer|"
    rf"(?:{dates.SEASON}|jubileum)s?(?:editie|nummer))\b",
    re.IGNORECASE,
)
# An issue has a date; what has a day of the week and an hour is an event.
_MOMENT = re.compile(r"\b\d{1,2}(?: \d{2})? ?u(?:ur|\d{2})?\b")
_PARTS = re.compile(r"\s[-\u2013\u2014]\s|[|,:;(\n\u00b7\u2022]")
_MARK = "xx"
_MAX_DAYS_APART = 45
_MAX_DAYS_FROM_SEASON = 200


@dataclass(frozen=True)
class SeriesName:
    """A series that the site knows."""

    slug: str
    name: str
    started_on: datetime.date | None = None
    ended_on: datetime.date | None = None


@dataclass(frozen=True)
class Clues:
    """Texts that may say which issue it is, most trusted first within each field. A title
    that is not printed in the issue names the program that made it as often as the issue."""

    header: tuple[str, ...] = ()
    subject: str = ""
    title: str = ""
    title_is_printed: bool = True
    file_name: str = ""
    folders: str = ""
    sent_on: datetime.date | None = None
    made_on: datetime.date | None = None

    @property
    def texts(self) -> list[str]:
        """All but the folders, most trusted first."""
        return [" \n ".join(self.header), self.subject, self.title, self.file_name]


@dataclass
class Identity:
    """What the clues say together, with codes of warnings."""

    series: str = ""
    date: datetime.date | None = None
    number: int | None = None
    edition: str = ""
    warnings: list[str] = field(default_factory=list)


def _fold(text: str) -> str:
    """Folded, with a mark where a dash or its like divides: "editie 4 - mei 2019"."""
    return fold(_PARTS.sub(f" {_MARK} ", re.sub(r"#(?=\d)", "nr ", text)))


def _without_numbers(text: str) -> str:
    """Folded, without the number of an issue: "nr. 24 - maart 2022" is no 24th of March."""
    without = _VOLUME.sub(" ", _NUMBER.sub(" ", _fold(text)))
    return " ".join(word for word in without.split() if word != _MARK)


def find_date(text: str) -> PartialDate | None:
    """The first date in a heading, subject or file name; None without one."""
    return dates.find_date(_without_numbers(text))


def find_number(text: str) -> int | None:
    """The number of an issue where a word such as "nr." says that it is one."""
    match = _NUMBER.search(_fold(text))
    return int(next(filter(None, match.groups()))) or None if match else None


def find_series(text: str, known: Iterable[SeriesName]) -> SeriesName | None:
    """The series whose name the text holds, wholly or for the most part."""
    words = set(fold(text).split())
    best, best_score = None, 0.0
    for series in known:
        name = [word for word in fold(series.name).split() if len(word) > 3]
        weight = sum(map(len, name))
        score = sum(len(word) for word in name if word in words) / weight if weight else 0
        if score > best_score:
            best, best_score = series, score
    return best if best_score >= 0.6 else None


def is_masthead(text: str, known: Iterable[SeriesName]) -> bool:
    """Whether a short text is nothing but name, date, number or edition of an issue."""
    folded = fold(text)
    if _MOMENT.search(folded):
        return False
    series = find_series(text, known)
    rest = set(folded.split())
    if series:
        rest -= set(fold(series.name).split())
    dated = find_date(text) or find_number(text) or _VOLUME.search(folded) or _EDITION.search(text)
    patterns = (dates.DAY_MONTH_YEAR, dates.NUMERIC, dates.SEASON_YEAR, _NUMBER, _VOLUME, _EDITION)
    for pattern in patterns:
        folded = pattern.sub(" ", folded)
    left = [word for word in folded.split() if word in rest and not word.isdecimal()]
    left = [word for word in left if word not in {"nieuwsbrief", "editie", "nummer", "van", "de"}]
    if series and find_series(folded, [series]) is None and not dated:
        return not left
    if not (series or dated) and len(left) == 1 and dates.find_lone_month(left[0]):
        return True
    return bool(series or dated or fold(text) == "nieuwsbrief") and len(left) <= 2


def identify(clues: Clues, known: list[SeriesName]) -> Identity:
    """Put the clues together."""
    identity = Identity()
    identity.date = _date(clues, identity.warnings)
    for text in [*clues.header, *clues.texts]:
        series = find_series(text, known)
        if series:
            identity.series = series.slug
            break
    else:
        identity.series = _series_by_date(identity.date, known)
        identity.warnings.append("series_guessed" if identity.series else "series_unknown")
    identity.number = next(_numbers(clues, known), None)
    if identity.number is None:
        identity.warnings.append("number_missing")
    identity.edition = next(
        (match[0].lower() for match in map(_EDITION.search, clues.texts) if match), ""
    )
    return identity


def _date(clues: Clues, warnings: list[str]) -> datetime.date | None:
    printed = _printed_date(clues)
    sent = clues.sent_on
    if printed is None:
        if sent:
            return sent
        printed = next(
            (found for found in map(find_date, [*clues.texts[1:], clues.folders]) if found), None
        )
    if printed is None:
        warnings.append("date_guessed" if clues.made_on else "date_unknown")
        return clues.made_on
    if printed.guessed:
        for day in filter(None, (sent, clues.made_on)):
            apart = abs((day - printed.as_date()).days)
            if day.year == printed.year or apart < _MAX_DAYS_FROM_SEASON:
                return day
        warnings.append("date_from_season")
    if sent and (sent.year, sent.month) == (printed.year, printed.month) and not printed.day:
        return sent
    if sent and abs((sent - printed.as_date()).days) > _MAX_DAYS_APART:
        warnings.append("date_conflict")
    return printed.as_date()


def _printed_date(clues: Clues) -> PartialDate | None:
    """The date at the top of the issue; its year may stand elsewhere."""
    printed = next((found for found in map(find_date, clues.header) if found), None)
    if printed and not printed.guessed:
        return printed
    header, *others = map(_without_numbers, [*clues.texts, clues.folders])
    month = dates.find_lone_month(header)
    if month is None:
        return printed
    years = map(dates.find_year, [header, *others])
    year = next(filter(None, years), None) or (clues.sent_on and clues.sent_on.year)
    return PartialDate(year, month) if year else printed


def _series_by_date(date: datetime.date | None, known: list[SeriesName]) -> str:
    """The only series that ran on that day."""
    if date is None:
        return ""
    running = [
        series.slug
        for series in known
        if (series.started_on is None or series.started_on <= date)
        and (series.ended_on is None or date <= series.ended_on)
    ]
    return running[0] if len(running) == 1 else ""


def _numbers(clues: Clues, known: list[SeriesName]) -> Iterator[int]:
    """Numbers that the issue may have, most trusted first."""
    yield from filter(None, map(find_number, clues.texts))
    names = "|".join(re.escape(fold(name)) for name in [*(s.name for s in known), "nieuwsbrief"])
    stem = clues.file_name.rpartition(".")[0]
    for text in [*clues.header, clues.subject, clues.title, stem]:
        # "Waas maatwerknieuws 23" in a part of its own, not before a month.
        for part in _PARTS.split(text):
            match = re.search(rf"(?:{names}) (\d{{1,3}})$", fold(part))
            if match and int(match[1]):
                yield int(match[1])
