"""What the tests of the search share."""

import pytest

from search.filters import Filters
from search.results import Search


@pytest.fixture
def find(db):
    """The titles that a query finds, best first."""

    def titles(query: str, language: str = "nl", **filters) -> list[str]:
        search = Search(query, language, Filters(**filters))
        return [hit.document.title for hit in search[0:50]]

    return titles
