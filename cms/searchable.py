"""What a page offers to the site's own search, without knowing how search works."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class SearchEntry:
    """One thing that a visitor can find: a page, or a part of a page with an anchor.

    Texts are plain, without markup. `kind` is the Dutch word that the search page
    filters on (`?type=`): nieuws, activiteit, bedrijf, praktijk, pagina, nieuwsbrief,
    artikel, origineel, begrip or activiteitsoort. `keywords` are words that must find
    the entry as its title does, but are not shown: former names, CPV codes, plain words.
    `url_path` is the address of what opens elsewhere, such as a file of the page.
    """

    kind: str
    title: str
    body: str
    url_path: str = ""
    fragment: str = ""
    date: datetime.date | None = None
    series: str = ""
    series_name: str = ""
    number: int | None = None
    rubric: str = ""
    municipality: str = ""
    keywords: tuple[str, ...] = ()
    parent_title: str = ""
    notice: str = ""


def split_names(text: str) -> list[str]:
    """The names in a field where an editor separates them by commas."""
    return [name.strip() for name in text.split(",") if name.strip()]
