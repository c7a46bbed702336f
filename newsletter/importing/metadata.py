"""Which issue a file is: its series, date and number, from wherever they stand.

In the order of trust: what is printed at the top of the issue, the subject and the day of
sending, the title of the document, the name of the file. Dates in the running text are
dates of other things and never count.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from newsletter.importing.text import fold

_MONTHS = {
    "januari": 1, "jan": 1, "februari": 2, "feb": 2, "febr": 2, "maart": 3, "mrt": 3,
    "april": 4, "apr": 4, "mei": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7, "augustus": 8,
    "aug": 8, "september": 9, "sept": 9, "sep": 9, "oktober": 10, "okt": 10, "oct": 10,
    "november": 11, "nov": 11, "december": 12, "dec": 12,
    # In the header lines of forwarded mails.
    "january": 1, "february": 2, "march": 3, "mar": 3, "may": 5, "june": 6, "july": 7,
    "august": 8, "october": 10,
}  # fmt: skip
_SEASONS = {
    "winter": 1, "lente": 4, "voorjaar": 4, "zomer": 7, "herfst": 10, "najaar": 10,
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_SEASON = "|".join(_SEASONS)
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_DAY_MONTH_YEAR = re.compile(
    rf"(?<![a-z])(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{_MONTH})(?:\s+(?:en\s+)?(?:{_MONTH}))?\s+{_YEAR}(?!\d)"
)
_MONTH_SHORT_YEAR = re.compile(rf"(?<![a-z])(?P<month>{_MONTH})\s+(?P<short>\d{{2}})(?!\d)")
_NUMERIC = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\s(?P<month>\d{{1,2}})\s{_YEAR}(?!\d)")
_ISO = re.compile(rf"(?<!\d){_YEAR}\s(?P<month>\d{{1,2}})(?:\s(?P<day>\d{{1,2}}))?(?!\d)")
_COMPACT = re.compile(rf"(?<!\d){_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)?(?!\d)")
_MONTH_YEAR_DIGITS = re.compile(rf"(?<!\d)(?P<month>\d{{1,2}})\s{_YEAR}(?!\d)")
_SEASON_YEAR = re.compile(rf"(?<![a-z])(?P<season>{_SEASON})\w*\s+{_YEAR}(?!\d)")
_NUMBER = re.compile(r"(?<![a-z])(?:nr|nummer|num|no|editie|n)\s?(?P<number>\d{1,3})(?!\d)")
_VOLUME = re.compile(r"(?:jaargang|jg|jrg)\s?(?P<volume>\d{1,2})|(?P<volume2>\d{1,2})e? jaargang")
_EDITION = re.compile(
    r"\b(?:extra (?:editie|nummer)|speciale (?:editie|uitgave)|themanummer|"
    rf"(?:{_SEASON}|kerst|nieuwjaars|jubileum)(?:editie|nummer))\b",
    re.IGNORECASE,
)

# An issue has a date; what has a day of the week and an hour is an event.
_MOMENT = re.compile(r"\b\d{1,2}(?: \d{2})? ?u(?:ur|\d{2})?\b")


@dataclass(frozen=True)
class SeriesName:
    """A series that the site knows."""

    slug: str
    name: str
    started_on: datetime.date | None = None
    ended_on: datetime.date | None = None


@dataclass(frozen=True)
class Clues:
    """Texts that may say which issue it is, most trusted first within each field."""

    header: tuple[str, ...] = ()
    subject: str = ""
    title: str = ""
    file_name: str = ""
    sent_on: datetime.date | None = None
    made_on: datetime.date | None = None


@dataclass(frozen=True)
class PartialDate:
    """A date as far as it is said; without a day for "maart 2026"."""

    year: int
    month: int
    day: int | None = None
    guessed: bool = False

    def as_date(self) -> datetime.date:
        return datetime.date(self.year, self.month, self.day or 1)


@dataclass
class Identity:
    """What the clues say together, with codes of warnings."""

    series: str = ""
    date: datetime.date | None = None
    number: int | None = None
    edition: str = ""
    warnings: list[str] = field(default_factory=list)


def _fold(text: str) -> str:
    return fold(re.sub(r"#(?=\d)", "nr ", text))


def find_date(text: str) -> PartialDate | None:
    """The first date in a heading, subject or file name; None without one."""
    # "nr. 24 - maart 2022" is no 24th of March.
    folded = _VOLUME.sub(" ", _NUMBER.sub(" ", _fold(text)))
    for pattern in (
        _DAY_MONTH_YEAR,
        _NUMERIC,
        _ISO,
        _COMPACT,
        _MONTH_YEAR_DIGITS,
        _MONTH_SHORT_YEAR,
    ):
        for match in pattern.finditer(folded):
            found = _partial_date(match.groupdict())
            if found:
                return found
    match = _SEASON_YEAR.search(folded)
    if match:
        return PartialDate(int(match["year"]), _SEASONS[match["season"]], guessed=True)
    return None


def month_in_words(date: datetime.date) -> str:
    """Such as "maart 2022": in Dutch, for that is what the issues are in."""
    name = next(name for name, month in _MONTHS.items() if month == date.month)
    return f"{name} {date.year}"


def _partial_date(parts: dict) -> PartialDate | None:
    year = int(parts.get("year") or 2000 + int(parts["short"]))
    month = _MONTHS.get(parts["month"]) or (
        int(parts["month"]) if parts["month"].isdecimal() else 0
    )
    day = int(parts["day"]) if parts.get("day") else None
    try:
        datetime.date(year, month, day or 1)
    except ValueError:
        return None
    return PartialDate(year, month, day) if 2005 <= year <= 2100 else None


def find_number(text: str) -> int | None:
    """The number of an issue where a word such as "nr." says that it is one."""
    match = _NUMBER.search(_fold(text))
    return int(match["number"]) or None if match else None


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
    for pattern in (_DAY_MONTH_YEAR, _NUMERIC, _SEASON_YEAR, _NUMBER, _VOLUME, _EDITION):
        folded = pattern.sub(" ", folded)
    left = [word for word in folded.split() if word in rest and not word.isdecimal()]
    left = [word for word in left if word not in {"nieuwsbrief", "editie", "nummer", "van", "de"}]
    if series and find_series(folded, [series]) is None and not dated:
        return not left
    return bool(series or dated or fold(text) == "nieuwsbrief") and len(left) <= 2


def identify(clues: Clues, known: list[SeriesName]) -> Identity:
    """Put the clues together."""
    identity = Identity()
    header = " \n ".join(clues.header)
    texts = [header, clues.subject, clues.title, clues.file_name]
    identity.date = _date(clues, texts, identity.warnings)
    for text in [*clues.header, *texts]:
        series = find_series(text, known)
        if series:
            identity.series = series.slug
            break
    else:
        identity.series = _series_by_date(identity.date, known)
        identity.warnings.append("series_guessed" if identity.series else "series_unknown")
    identity.number = next(filter(None, map(find_number, texts)), None) or _number_after_name(
        clues.file_name, known
    )
    if identity.number is None:
        identity.warnings.append("number_missing")
    identity.edition = next(
        (match[0].lower() for match in map(_EDITION.search, texts) if match), ""
    )
    return identity


def _date(clues: Clues, texts: list[str], warnings: list[str]) -> datetime.date | None:
    printed = next((found for found in map(find_date, clues.header) if found), None)
    sent = clues.sent_on
    if printed is None:
        said = next((found for found in map(find_date, texts[1:]) if found), None)
        if sent:
            return sent
        printed = said
    if printed is None:
        warnings.append("date_guessed" if clues.made_on else "date_unknown")
        return clues.made_on
    if printed.guessed and sent and abs((sent - printed.as_date()).days) < 200:
        return sent
    if printed.guessed:
        warnings.append("date_guessed")
    if sent and (sent.year, sent.month) == (printed.year, printed.month) and not printed.day:
        return sent
    if sent and abs((sent - printed.as_date()).days) > 45:
        warnings.append("date_conflict")
    return printed.as_date()


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


def _number_after_name(file_name: str, known: list[SeriesName]) -> int | None:
    """A file named after the series and a number, such as `waas maatwerknieuws 23.pdf`."""
    stem = fold(file_name.rsplit(".", 1)[0])
    for series in known:
        match = re.search(rf"{re.escape(fold(series.name))} (\d{{1,3}})$", stem)
        if match:
            return int(match[1]) or None
    return None
