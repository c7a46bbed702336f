"""Documents for the search, written in bulk."""

import gc
from collections.abc import Iterable, Iterator
from itertools import islice

BATCH = 1_000


def load(documents: Iterable) -> int:
    """Index documents through the same analysis and store as the site; say how many."""
    from search.models import SearchChange, SearchDocument
    from search.stores import get_store

    analyzed, count = _analyzed(documents), 0
    while batch := list(islice(analyzed, BATCH)):
        count += len(SearchDocument.objects.bulk_create(batch))
    SearchChange.objects.create(source="")  # any source may have changed
    get_store().tidy()
    # As cms/wsgi.py does before it serves: else each full collection, in the middle of a search,
    # walks through all that loading left.
    gc.collect()
    gc.freeze()
    return count


def _analyzed(documents: Iterable) -> Iterator:
    for document in documents:
        document.analyze()
        yield document
