"""Telling an HTTP cache in front of the site which addresses changed. Off unless one is named.

The generation (docs/adr/0017) keeps our own page cache true; a cache elsewhere knows nothing of
it, and what it keeps is true for FRONTEND_CACHE_SECONDS at most. Purging makes that shorter where
it is noticed: on the page that changed, on the lists above it, and on pages that refer to it.
"""

import copy
import socket
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.urls import NoReverseMatch
from django_tasks import task
from wagtail.contrib.frontend_cache.utils import purge_urls_from_cache
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, PageViewRestriction, ReferenceIndex
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

# Below a page that moves or becomes private; a section that is larger waits for the clock.
MOST_PAGES = 200
_WAIT_SECONDS = 5


def connect() -> None:
    """Purge whenever a page changes, by whoever and however."""
    page_published.connect(_changed)
    page_unpublished.connect(_changed)  # also sent when a live page is deleted
    page_slug_changed.connect(_renamed)
    post_page_move.connect(_moved)
    for signal in (post_save, post_delete):
        signal.connect(_restricted, sender=PageViewRestriction)


@task(backend="background")
def purge(urls: list[str]) -> None:
    """Ask the cache in front to forget addresses; a cache that does not answer is logged."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(_WAIT_SECONDS)  # Wagtail sets none, and mailings wait behind this
    try:
        purge_urls_from_cache(urls)
    finally:
        socket.setdefaulttimeout(before)


def _changed(instance: Page, **kwargs) -> None:
    _purge_later(_showing(instance))


def _renamed(instance: Page, instance_before: Page, **kwargs) -> None:
    _purge_moved(instance, instance_before.url_path)


def _moved(instance: Page, url_path_before: str, parent_page_before: Page, **kwargs) -> None:
    _purge_moved(instance, url_path_before, parent_page_before)


def _purge_moved(page: Page, path_before: str, *others: Page) -> None:
    """All below a page moves along: where it was, an old page could be found until the clock."""
    moved = [page, *_below(page)]
    _purge_later([*others, *_showing(page), *moved, *_as_they_were(moved, path_before)])


def _as_they_were(pages: list[Page], path_before: str) -> Iterator[Page]:
    """A page and those below it, with the addresses that they had."""
    path = pages[0].url_path
    for page in pages:
        before = copy.copy(page)
        before.url_path = path_before + page.url_path.removeprefix(path)
        yield before


def _restricted(instance: PageViewRestriction, **kwargs) -> None:
    _purge_later([*_showing(instance.page), *_below(instance.page)])


def _showing(page: Page) -> list[Page]:
    """The page, those above it, and those that refer to it."""
    pks = [
        int(pk)
        for pk in ReferenceIndex.get_references_to(page)
        .filter(base_content_type=ReferenceIndex._get_base_content_type(Page))
        .values_list("object_id", flat=True)[:MOST_PAGES]
    ]
    referring = Page.objects.live().filter(pk__in=pks)
    return [page, *page.get_ancestors().live().filter(depth__gt=1), *referring]


def _below(page: Page) -> Iterable[Page]:
    return page.get_descendants().live()[:MOST_PAGES]


def _purge_later(pages: Iterable[Page]) -> None:
    """Once others can see the change: before, the cache would fetch the old page again."""
    urls = set(_addresses(pages))
    if urls:
        transaction.on_commit(lambda: purge.enqueue(sorted(urls)))


def _addresses(pages: Iterable[Page]) -> Iterator[str]:
    """Of each page, and of its feeds and calendars."""
    for page in pages:
        url = page.full_url
        if not url:
            continue
        yield url
        specific = page.specific_deferred
        if not isinstance(specific, RoutablePageMixin):
            continue
        for pattern in specific.get_subpage_urls():
            try:
                yield url + specific.reverse_subpage(pattern.name).lstrip("/")
            except NoReverseMatch:
                continue  # one for each of many things
