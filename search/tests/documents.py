"""Documents without pages, for tests of the store and of what is built on it."""

from search.analysis import get_analyzer
from search.models import SearchChange, SearchDocument
from search.query import parse
from search.stores import Match


def document(title: str = "", body: str = "", **facts) -> SearchDocument:
    """A document with its tokens, not saved; the title tells it from the others."""
    facts = {"source": "test:1", "digest": title, "language": "nl", "kind": "pagina", **facts}
    made = SearchDocument(title=title, body=body, **facts)
    made.analyze()
    return made


def publish(title: str, body: str = "", **facts) -> SearchDocument:
    """A document in the database, told to all nodes."""
    made = document(title, body, **facts)
    made.save()
    SearchChange.objects.create(source=made.source)
    return made


def match(query: str, language: str = "nl") -> Match:
    """What finds the documents with all of these words."""
    parsed = parse(query, get_analyzer(language))
    return Match(language, (parsed.terms,), parsed.excluded)
