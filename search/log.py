"""Counting what visitors ask, without knowing who asks.

A count is kept per query, language and day; nothing ties two queries to one visitor, but
for the number of times that a query was followed by another. What looks like it is about
a person is not kept at all.
"""

import re
import unicodedata

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MAX_LENGTH = 80
MAX_RANK = 1000

# Digits that only punctuation or spaces keep apart, as people write numbers in groups.
_NUMBERS = re.compile(r"\d(?:[\W_]*\d)*")
# Telephone numbers have seven digits or more; dates of birth, and the numbers of accounts,
# people and companies have eight or more.
_MAX_DIGITS = 6
# Longer numbers that are about no one: CPV codes and years.
_CODE = r"(?:\d{8}(?:-\d)?|(?:19|20)\d\d)"
_CODES = re.compile(rf"{_CODE}(?:[\s,;]+{_CODE})*")
_DAY, _MONTH, _YEAR = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])", r"(?:19|20)\d\d"
_BIRTHDAY = re.compile(rf"(?<!\d)(?:{_DAY}{_MONTH}{_YEAR}|{_YEAR}{_MONTH}{_DAY})(?!\d)")


class SearchCount(models.Model):
    """How often something was asked on a day, and what came of it."""

    day = models.DateField(_("day"), db_index=True)
    language = models.CharField(_("language"), max_length=12)
    query = models.CharField(_("query"), max_length=MAX_LENGTH)
    times = models.PositiveIntegerField(_("times asked"), default=0)
    results = models.PositiveIntegerField(_("results"), default=0)
    refined = models.PositiveIntegerField(_("times asked differently"), default=0)
    refined_to = models.CharField(_("asked next"), max_length=MAX_LENGTH, blank=True)
    clicks = models.PositiveIntegerField(_("results opened"), default=0)
    rank_sum = models.PositiveBigIntegerField(_("sum of the opened ranks"), default=0)

    class Meta:
        verbose_name = _("search count")
        verbose_name_plural = _("search counts")
        ordering = ["-day", "-times", "query"]
        constraints = [
            models.UniqueConstraint(
                fields=["query", "language", "day"], name="unique_search_count"
            )
        ]

    def __str__(self):
        return self.query


def loggable(text: str) -> str:
    """A query as it is counted: lower case, one space between words.

    Empty when it must not be kept: too long, or with something in it that looks like an
    e-mail address or like the number of a telephone, an account, a person or a company.
    """
    text = " ".join(unicodedata.normalize("NFKC", text.replace("\0", " ")).lower().split())
    if not text or len(text) > MAX_LENGTH or "@" in text or _BIRTHDAY.search(text):
        return ""
    is_personal = any(
        sum(character.isdecimal() for character in number) > _MAX_DIGITS
        and not _CODES.fullmatch(number)
        for number in _NUMBERS.findall(text)
    )
    return "" if is_personal else text


def log_search(query: str, language: str, count: int, previous: str | None = None) -> None:
    """Count that a query was asked and found this much, perhaps right after another."""
    query, previous = loggable(query), loggable(previous or "")
    if not query or query == previous:
        return
    today = SearchCount.objects.filter(day=timezone.localdate(), language=language)
    new = SearchCount(day=timezone.localdate(), language=language, query=query)
    SearchCount.objects.bulk_create([new], ignore_conflicts=True)
    today.filter(query=query).update(times=F("times") + 1, results=count)
    if previous:
        today.filter(query=previous).update(refined=F("refined") + 1, refined_to=query)


def log_click(query: str, language: str, rank: int) -> None:
    """Count that the result at this place was opened, for a query that was asked today."""
    if 1 <= rank <= MAX_RANK:
        SearchCount.objects.filter(
            day=timezone.localdate(), language=language, query=loggable(query)
        ).update(clicks=F("clicks") + 1, rank_sum=F("rank_sum") + rank)
