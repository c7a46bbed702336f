"""Dates as people print them on a newsletter: with a day, a month, a season or digits."""

import datetime
import re
from dataclasses import dataclass

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
    "winter": 1, "nieuwjaar": 1, "lente": 4, "voorjaar": 4, "paas": 4, "pasen": 4, "zomer": 7,
    "herfst": 10, "najaar": 10, "kerst": 12, "eindejaar": 12,
}  # fmt: skip
MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
SEASON = "|".join(_SEASONS)
_YEAR = r"(?P<year>(?:19|20)\d{2})"
DAY_MONTH_YEAR = re.compile(
    rf"(?<![a-z])(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{MONTH})"
    rf"(?:\s+(?:en\s+)?(?:{MONTH})){{0,3}}\s+{_YEAR}(?!\d)"
)
NUMERIC = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\s(?P<month>\d{{1,2}})\s{_YEAR}(?!\d)")
SEASON_YEAR = re.compile(
    rf"(?<![a-z])(?P<season>{SEASON})\w*\s+{_YEAR}(?:\s(?P<next_year>(?:20)?\d{{2}}))?(?!\d)"
)
_PATTERNS = (
    DAY_MONTH_YEAR,
    NUMERIC,
    re.compile(rf"(?<!\d){_YEAR}\s(?P<month>\d{{1,2}})(?:\s(?P<day>\d{{1,2}}))?(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)?(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}\s(?P<month>{MONTH})(?![a-z])"),
    re.compile(rf"(?<!\d)(?P<month>\d{{1,2}})\s{_YEAR}(?!\d)"),
    re.compile(rf"(?<![a-z])(?P<month>{MONTH})\s+(?P<short>\d{{2}})(?!\d)"),
)
_LONE_MONTH = re.compile(rf"(?<![a-z])(?P<month>{MONTH})(?![a-z])")
_LONE_YEAR = re.compile(rf"(?<!\d){_YEAR}(?!\d)")
FIRST_YEAR, LAST_YEAR = 2005, 2100


@dataclass(frozen=True)
class PartialDate:
    """A date as far as it is said; without a day for "maart 2026". `guessed` when only a
    season is said."""

    year: int
    month: int
    day: int | None = None
    guessed: bool = False

    def as_date(self) -> datetime.date:
        return datetime.date(self.year, self.month, self.day or 1)


def find_date(folded: str) -> PartialDate | None:
    """The first date in a folded heading, subject or file name; None without one."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            found = _partial_date(match.groupdict())
            if found:
                return found
    match = SEASON_YEAR.search(folded)
    return _season(match) if match else None


def find_lone_month(folded: str) -> int | None:
    """The month that a text names, without its year beside it."""
    match = _LONE_MONTH.search(folded)
    return _MONTHS[match["month"]] if match else None


def find_year(folded: str) -> int | None:
    """The first year in a text."""
    years = (int(match["year"]) for match in _LONE_YEAR.finditer(folded))
    return next((year for year in years if FIRST_YEAR <= year <= LAST_YEAR), None)


def month_in_words(date: datetime.date) -> str:
    """Such as "maart 2022": in Dutch, for that is what the issues are in."""
    name = next(name for name, month in _MONTHS.items() if month == date.month)
    return f"{name} {date.year}"


def written_date(text: str) -> PartialDate | None:
    """The date in a text as somebody wrote it, such as a header line of a mail."""
    return find_date(fold(text))


def _season(match: re.Match) -> PartialDate:
    year = int(match["year"])
    # The winter of 2013-2014 is for the most part in 2014.
    following = match["next_year"]
    if match["season"] == "winter" and following and int(following) % 100 == (year + 1) % 100:
        year += 1
    return PartialDate(year, _SEASONS[match["season"]], guessed=True)


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
    return PartialDate(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
