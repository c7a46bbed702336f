"""What editors put above the results of a search, with Wagtail's search promotions.

Wagtail's own `Query.get()` writes a row for whatever a visitor types, and its daily hits
would be written by every GET. Neither is used: a query is only there when an editor made
it, and what visitors ask is counted in `search.log`.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, Subquery
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from cms.frame import visible_pages
from cms.page_cache.memory import remembered
from search.analysis.folding import fold


@dataclass(frozen=True, slots=True)
class Promoted:
    """A page or an address elsewhere, with what the editor says about it."""

    title: str
    url: str
    description: str


def promoted(text: str, language: str) -> list[Promoted]:
    """What is put above the results for this text, in the order of the editors.

    Capitals, accents, hyphens and spaces make no difference. Pages are there only as long
    as anybody may read them, in the language asked. One query per generation, and one more
    when there is something to show.
    """
    wanted = fold(text)
    if not wanted:
        return []
    asked = remembered("promoted queries", _queries).get(wanted)
    if not asked:
        return []
    picks = SearchPromotion.objects.filter(query__in=asked).filter(
        Q(page=None) | Q(page__in=Subquery(_readable(language)))
    )
    picks = picks.select_related("page__locale").order_by("query_id", "sort_order", "pk")
    return [Promoted(pick.title, url, pick.description) for pick in picks if (url := _url(pick))]


def _queries() -> dict[str, list[int]]:
    """The queries for which editors chose something, by their folded text."""
    queries = Query.objects.filter(editors_picks__isnull=False).order_by("pk").distinct()
    found = defaultdict(list)
    for pk, text in queries.values_list("pk", "query_string"):
        found[fold(text)].append(pk)
    return dict(found)


def _readable(language: str):
    unexpired = Q(expire_at=None) | Q(expire_at__gt=timezone.now())
    pages = visible_pages().filter(unexpired, locale__language_code=language)
    return pages.order_by().values("pk")


def _url(pick: SearchPromotion) -> str:
    if pick.page is None:
        return pick.external_link_url
    parts = pick.page.get_url_parts()
    return (parts and parts[2]) or ""
