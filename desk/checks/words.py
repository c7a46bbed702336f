"""Names and rules from before, in pages that tell how it is today."""

import datetime
import re
from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from desk.checks.advice import Advice
from desk.checks.passages import Passage
from search.vocabulary import SynonymName

# A dated page of longer ago describes its own time, and stays as it was.
CURRENT_FOR = datetime.timedelta(days=365)
# Words by which a sentence tells that it speaks of the past; Dutch, as the pages are.
_PAST = re.compile(r"\b(vroeger|voorheen|voormalig\w*|toen|toenmalig\w*|heette\w*|tot)\b", re.I)


def is_current(page: Page) -> bool:
    """Whether visitors take the page for how things are now."""
    day = getattr(page, "listing_date", None)
    return day is None or day >= timezone.localdate() - CURRENT_FOR


def check_former_names(page: Page, passages: Iterable[Passage]) -> Iterator[Advice]:
    """A word that editors marked as a former name, with today's word."""
    if not is_current(page):
        return
    names = _former_names(page.locale.language_code)
    if not names:
        return
    pattern = re.compile(rf"\b({'|'.join(re.escape(name) for name in names)})\w{{0,2}}\b", re.I)
    seen = set()
    for passage in passages:
        for found in pattern.finditer(passage.text):
            name = found[1].casefold()
            if name in seen or _PAST.search(passage.text):
                continue
            seen.add(name)
            yield Advice(
                _("This is a former name or rule. Today it is: “%(word)s”.")
                % {"word": names[name]},
                found[0],
            )


def _former_names(language: str) -> dict[str, str]:
    """Today's word for each former one, the longest first."""
    rows = SynonymName.objects.filter(is_former=True, synonym__language=language)
    pairs = rows.values_list("name", "synonym__preferred")
    return {
        name.casefold(): word
        for name, word in sorted(pairs, key=lambda pair: len(pair[0]), reverse=True)
    }
