"""Wagtail's own search over pages, as shipped and with what its documentation leaves out."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import islice

from generated import Text
from loading import BATCH

GIN_INDEX = "benchmark_title_body"


def load_pages(texts: Iterable[Text]) -> Iterator[tuple[Text, int]]:
    """A page with each text, in Wagtail's index too; gives the key of the page with the text."""
    texts = iter(texts)
    while batch := list(islice(texts, BATCH)):
        pages = [_page(text) for text in batch]
        made = _page_model().objects.bulk_create(pages)
        _backend().get_index_for_model(_page_model()).add_items(_page_model(), made)
        for text, page in zip(batch, made, strict=True):
            yield text, page.pk


def search(query: str) -> None:
    """The first ten public pages and how many there are."""
    from wagtail.models import Page

    found = _backend().search(query, Page.objects.live().public())
    list(found[:10])
    found.count()


def variants() -> Mapping[str, Callable[[], None]]:
    """How to make the database as it is when shipped, and as it is after the remedy."""
    from django.db import connection

    if connection.vendor == "postgresql":
        return {"without GIN index": _without_gin_index, "with GIN index": _with_gin_index}
    return {"as shipped": _without_statistics, "after ANALYZE": lambda: _execute("ANALYZE")}


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """End a statement that takes longer, with a django.db.OperationalError."""
    from django.db import connection

    connection.ensure_connection()
    if connection.vendor == "postgresql":
        _execute(f"SET statement_timeout = {seconds * 1000:.0f}")
        yield
        _execute("SET statement_timeout = 0")
        return
    end = time.perf_counter() + seconds
    connection.connection.set_progress_handler(lambda: time.perf_counter() > end, 100_000)
    yield
    connection.connection.set_progress_handler(None, 0)


@cache
def _backend():
    from wagtail.search.backends import get_search_backend

    return get_search_backend()


@cache
def _page_model():
    """Pages whose text is in a field that all of them have."""
    from wagtail.models import Page
    from wagtail.search.index import SearchField

    class TextPage(Page):
        search_fields = [*Page.search_fields, SearchField("search_description")]

        class Meta:
            proxy = True
            app_label = "wagtailcore"

    return TextPage


@cache
def _parent_and_facts():
    from django.contrib.contenttypes.models import ContentType
    from django.utils import timezone
    from wagtail.models import Locale, Page

    facts = {
        "content_type": ContentType.objects.get_for_model(Page),
        "locale": Locale.get_active(),
        "first_published_at": timezone.now(),
    }
    return Page.objects.get(depth=2), facts


def _page(text: Text):
    from wagtail.models import Page

    parent, facts = _parent_and_facts()
    slug = f"tekst-{text.number}"
    depth = parent.depth + 1
    return _page_model()(
        title=text.title,
        draft_title=text.title,
        search_description=text.body,
        slug=slug,
        url_path=f"{parent.url_path}{slug}/",
        path=Page._get_path(parent.path, depth, text.number + 1_000),
        depth=depth,
        **facts,
    )


def _execute(sql: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)


def _without_statistics() -> None:
    _execute("ANALYZE sqlite_schema")  # makes the table of statistics, when there is none
    _execute("DELETE FROM sqlite_stat1")
    _execute("ANALYZE sqlite_schema")  # reads it again


def _without_gin_index() -> None:
    _execute(f"DROP INDEX IF EXISTS {GIN_INDEX}")
    _execute("ANALYZE")


def _with_gin_index() -> None:
    _execute(
        f"CREATE INDEX IF NOT EXISTS {GIN_INDEX} ON wagtailsearch_indexentry"
        " USING gin ((title || body))"
    )
    _execute("ANALYZE")
