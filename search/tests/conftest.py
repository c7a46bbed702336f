"""What the tests of the search share."""

import pytest

from search.filters import Filters
from search.models import SearchDocument
from search.results import Search
from search.stores import following
from search.stores.fts5 import FTS5Store


@pytest.fixture
def find(db):
    """The titles that a query finds, best first."""

    def titles(query: str, language: str = "nl", **filters) -> list[str]:
        search = Search(query, language, Filters(**filters))
        return [hit.document.title for hit in search[0:50]]

    return titles


@pytest.fixture
def store(tmp_path):
    """An empty store, without a database that it follows."""
    return FTS5Store(tmp_path / "index.sqlite3")


@pytest.fixture
def index(store):
    """`index(document("Koffie"), document("Thee"))` fills the store."""

    def add(*documents: SearchDocument) -> None:
        for document in documents:
            document.pk = len(store.documents()) + 1
            store.replace([], [document])

    return add


@pytest.fixture
def unlimited(monkeypatch):
    """As many requests as a test likes."""
    monkeypatch.setattr("cms.security.limits.LIMITS", ())


@pytest.fixture
def alone(monkeypatch):
    """As if nobody else used the server: PostgreSQL numbers transactions for all databases,
    so that one which ends elsewhere makes a search look again at what changed."""
    _, since = following._POSITION["postgresql"]
    own = "pg_current_xact_id()::text::bigint"
    monkeypatch.setitem(following._POSITION, "postgresql", (own, since))
