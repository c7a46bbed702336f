"""What the index is made from: pages, and snippets that know where they are shown.

A source has `search_entries()`. A snippet also has `get_search_page()`, which is None as
long as no public page shows it, and the `search_query` with which that page does.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page

from cms.frame import HOME_DEPTH, restricted_paths
from cms.searchable import SearchEntry
from search.analysis import ANALYSIS_VERSION
from search.models import SearchDocument

MAX_BODY_LENGTH = 200_000  # letters: no page of ours is as long, and each is analysed
BREADCRUMB_SEPARATOR = " › "  # noqa: RUF001 - as the site's own breadcrumbs are written


def is_source_model(model: type) -> bool:
    if issubclass(model, Page):
        return hasattr(model, "search_entries")
    return hasattr(model, "search_entries") and hasattr(model, "get_search_page")


@cache
def snippet_models() -> list[type[models.Model]]:
    """The models beside pages that offer something to search."""
    return [
        model
        for model in apps.get_models()
        if is_source_model(model) and not issubclass(model, Page)
    ]


def source_key(obj: models.Model) -> str:
    return f"page:{obj.pk}" if isinstance(obj, Page) else f"{obj._meta.label_lower}:{obj.pk}"


def all_keys() -> Iterator[str]:
    """The key of everything that may be in the index; read at once, as pages come and go."""
    for model in [Page, *snippet_models()]:
        for pk in list(model.objects.order_by("pk").values_list("pk", flat=True)):
            yield source_key(model(pk=pk))


def load(key: str, lock: bool = False) -> models.Model | None:
    """The source with this key as the database has it; None when it is gone."""
    label, pk = key.split(":")
    queryset = (Page if label == "page" else apps.get_model(label))._base_manager.filter(pk=pk)
    obj = (queryset.select_for_update() if lock else queryset).first()
    return obj.specific if isinstance(obj, Page) else obj


def orphans() -> set[str]:
    """The keys in the index of what is gone; pages take their documents with them."""
    stored = SearchDocument.objects.filter(page=None).values_list("source", flat=True)
    return {key for key in set(stored) if load(key) is None}


def expected_documents(
    obj: models.Model, private: list[str] | None = None
) -> dict[str, SearchDocument]:
    """The documents, by digest, that the index must hold for a source in its present state.

    Unsaved and not analysed yet: most of them are there already.
    """
    is_page = isinstance(obj, Page)
    page = obj if is_page else obj.get_search_page()
    url_path = _page_path(page, private) if page and getattr(obj, "live", True) else ""
    if not url_path:
        return {}
    if not is_page:
        url_path = f"{url_path}?{obj.search_query}"
    above, inside = breadcrumbs(page)
    documents = (
        _document(obj, entry, url_path, above if is_page and not entry.fragment else inside)
        for entry in obj.search_entries()
    )
    return {document.digest: document for document in documents}


def _page_path(page: Page, private: list[str] | None) -> str:
    """The path of a page that everybody may read; empty for any other page."""
    if not page.live or not is_source_model(type(page)):
        return ""
    if page.expire_at and page.expire_at <= timezone.now():
        return ""
    if private is None:
        private = restricted_paths()
    if any(page.path.startswith(path) for path in private):
        return ""
    parts = page.get_url_parts()
    return (parts and parts[2]) or ""


def breadcrumbs(page: Page) -> tuple[str, str]:
    """The titles from below the home page: to above this page, and to it for what is in it.

    A withdrawn page in between has a title that is not public: it is left out.
    """
    if page.depth <= HOME_DEPTH:
        return "", ""
    above = []
    if page.depth > HOME_DEPTH + 1:
        ancestors = page.get_ancestors().filter(depth__gt=HOME_DEPTH, live=True)
        above += ancestors.values_list("title", flat=True)
    return BREADCRUMB_SEPARATOR.join(above), BREADCRUMB_SEPARATOR.join([*above, page.title])


def _document(
    obj: models.Model, entry: SearchEntry, url_path: str, breadcrumb: str
) -> SearchDocument:
    locale = getattr(obj, "locale", None)
    facts = {
        "source": source_key(obj),
        "page_id": obj.pk if isinstance(obj, Page) else None,
        "language": locale.language_code if locale else settings.LANGUAGE_CODE,
        "expires_at": getattr(obj, "expire_at", None),
        "year": entry.date.year if entry.date else None,
        **asdict(entry),
        "url_path": entry.url_path or url_path,
        "issue_path": url_path if entry.series else "",
        "breadcrumb": breadcrumb,
        "body": entry.body[:MAX_BODY_LENGTH],
        "keywords": "\n".join(filter(None, entry.keywords))[:MAX_BODY_LENGTH],
        "rubric": slugify(entry.rubric)[:100],
        "rubric_name": entry.rubric,
    }
    text = json.dumps([ANALYSIS_VERSION, facts], cls=DjangoJSONEncoder, sort_keys=True)
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return SearchDocument(digest=digest, **facts)
