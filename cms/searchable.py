"""What a page offers to the site's own search, without knowing how search works."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class SearchEntry:
    """One thing that a visitor can find: a page, or a part of a page with an anchor.

    Texts are plain, without markup. `kind` is the Dutch word that the search page
    filters on (`?type=`): nieuws, activiteit, bedrijf, praktijk, pagina, nieuwsbrief,
    artikel, begrip or activiteitsoort. `keywords` holds words that must find the entry
    but are not shown: former names, CPV codes, plain words.
    """

    kind: str
    title: str
    body: str
    fragment: str = ""
    date: datetime.date | None = None
    series: str = ""
    series_name: str = ""
    number: int | None = None
    rubric: str = ""
    municipality: str = ""
    keywords: str = ""
    parent_title: str = ""
    notice: str = ""
