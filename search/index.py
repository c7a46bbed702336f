"""Writing the index, in the transaction that writes what it is about."""

from collections.abc import Iterable

from django.db import models, transaction
from wagtail.models import Page, ReferenceIndex

from cms.choosing import choosing_pages
from cms.frame import restricted_paths
from search.models import SearchChange, SearchDocument
from search.sources import (
    expected_documents,
    is_source_model,
    snippet_models,
    source_key,
)

Source = tuple[type[models.Model], int]  # Page or a snippet, with its primary key


def update(obj: models.Model, private: list[str] | None = None) -> bool:
    """Make the index hold what it must hold for a source; say whether that was a change.

    Running it twice does nothing the second time, so every event may call it.
    """
    expected = expected_documents(obj, private)
    stored = dict(
        SearchDocument.objects.filter(source=source_key(obj)).values_list("digest", "pk")
    )
    stale = [pk for digest, pk in stored.items() if digest not in expected]
    new = [document for digest, document in expected.items() if digest not in stored]
    if not stale and not new:
        return False
    for document in new:
        document.analyze()
    with transaction.atomic():
        SearchDocument.objects.filter(pk__in=stale).delete()
        # Two editors who save things that both refer to this source may write it at once.
        SearchDocument.objects.bulk_create(new, ignore_conflicts=True)
        SearchChange.objects.create(source=source_key(obj))
    return True


def update_pages(page_ids: Iterable[int]) -> None:
    """Update pages as the database has them."""
    private = restricted_paths()
    for page in Page.objects.filter(pk__in=list(page_ids)).specific():
        update(page, private)


def update_tree(root: Page) -> list[Page]:
    """Update a page with everything below it: after a move, a new slug or a restriction.

    Gives the pages of which the documents changed.

    The pages are locked, so that a rebuild cannot write what it read before the change.
    While a slug changes, the rows of the descendants still have the old path.
    """
    private = restricted_paths()
    changed = []
    with transaction.atomic():
        locked = Page.objects.descendant_of(root, inclusive=True).order_by("path")
        list(locked.select_for_update().values_list("pk", flat=True))
        for page in locked.specific().iterator(chunk_size=200):
            slugs = page.url_path.strip("/").split("/")[-(page.depth - root.depth) :]
            if page.depth > root.depth:
                page.url_path = f"{root.url_path}{'/'.join(slugs)}/"
            if update(page, private):
                changed.append(page)
        update_snippets()
    return changed


def update_snippets() -> None:
    """Update what stands on pages without being one."""
    for model in snippet_models():
        for obj in model.objects.all():
            update(obj)


def update_referrers(obj: models.Model) -> None:
    """Update the pages and snippets that show something of this object."""
    update_sources(referrers(obj))


def update_sources(sources: Iterable[Source]) -> None:
    """Update pages and snippets as the database has them."""
    page_ids = [pk for model, pk in sources if model is Page]
    if page_ids:
        update_pages(page_ids)
    for model, pk in sources:
        if model is not Page:
            for snippet in model.objects.filter(pk=pk):
                update(snippet)


def referrers(obj: models.Model) -> set[Source]:
    """The pages and snippets that show something of this object."""
    references = ReferenceIndex.get_references_to(obj).select_related("base_content_type")
    found = {
        (Page, pk)
        for pages in choosing_pages([obj])
        for pk in pages.values_list("pk", flat=True)
        if is_source_model(pages.model)
    }
    for reference in references:
        model = reference.base_content_type.model_class()
        if model is Page or (model and is_source_model(model)):
            found.add((model, int(reference.object_id)))
    return found


def remove(obj: models.Model) -> None:
    """Take a deleted source out of the index."""
    SearchDocument.objects.filter(source=source_key(obj)).delete()
