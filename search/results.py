"""A search: from what was typed to hits and counts."""

from dataclasses import dataclass
from functools import cached_property

from search.analysis import get_analyzer
from search.excerpts import excerpt, mark
from search.filters import KIND_NAMES, Facet, Filters, Group, count_facets
from search.models import SearchDocument
from search.query import Term, parse
from search.relaxing import ENOUGH, relaxed, weights
from search.stores import Match, get_store


@dataclass(frozen=True)
class Hit:
    """A document with the words that were asked for marked in it."""

    document: SearchDocument
    score: float
    title_html: str
    excerpt_html: str

    @property
    def kind_label(self) -> str:
        return str(KIND_NAMES.get(self.document.kind, self.document.kind))


class Search:
    """The hits for a query in one language, within the chosen facets.

    Lazy, and sliced by a Paginator as a list would be. Whatever is asked, it costs the
    same few queries: word counts, facets, the page of hits, and its documents (two,
    with what is private).
    """

    def __init__(self, query: str, language: str, filters: Filters | None = None):
        self.analyzer = get_analyzer(language)
        self.language = language
        self.filters = filters or Filters()
        self.query = parse(query, self.analyzer)
        self.store = get_store()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, window: slice) -> list[Hit]:
        if not self.match or not self.count():
            return []
        start = window.start or 0
        ranked = self.store.page(self.match, self.filters, start, window.stop - start)
        documents = (
            SearchDocument.objects.filter(pk__in=[pk for pk, score in ranked])
            .visible()
            .without_analysis()
            .in_bulk()
        )
        return [self._hit(documents[pk], score) for pk, score in ranked if pk in documents]

    def count(self) -> int:
        """The number of hits; more than MAX_HITS are not counted."""
        return sum(group.count for group in self._groups if self.filters.allow(group))

    @property
    def count_without_filters(self) -> int:
        return sum(group.count for group in self._groups)

    @cached_property
    def facets(self) -> list[Facet]:
        return count_facets(self._groups, self.filters)

    @cached_property
    def _groups(self) -> list[Group]:
        return self.store.groups(self.match) if self.match else []

    @cached_property
    def match(self) -> Match | None:
        """All words; when that gives few hits, also what comes nearest. None: nothing."""
        terms = self.query.terms
        if not terms:
            return None
        *counted, together, total = self.store.count(
            self.language, [*([term] for term in terms), terms]
        )
        counts: dict[Term, int] = dict(zip(terms, counted, strict=True))
        weight = weights(counts, total)
        alternatives = [terms] if together else []
        if together < ENOUGH:
            alternatives += relaxed(terms, counts, weight)
        if not alternatives:
            return None
        return Match(self.language, tuple(alternatives), self.query.excluded, weight)

    @cached_property
    def _stems(self) -> set[str]:
        """The stems that are marked; a phrase in quotes is marked by its words."""
        stems = set()
        for term in self.query.terms:
            for phrase in term.match:
                if phrase.form == "stems":
                    stems |= set(phrase.tokens)
                else:
                    stems |= set(self.analyzer.analyze(phrase.text).stems.split())
        return stems

    def _hit(self, document: SearchDocument, score: float) -> Hit:
        return Hit(
            document,
            float(f"{score:.6g}"),
            mark(document.title, self._stems, self.analyzer),
            excerpt(document.body, self._stems, self.analyzer),
        )
