"""A search: from what was typed to hits and counts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from search import ranking
from search.analysis import get_analyzer
from search.excerpts import excerpt, mark
from search.expanding import Explanation
from search.filters import KIND_NAMES, Facet, Filters, Group, count_facets
from search.models import SearchDocument
from search.promotions import Promoted, promoted
from search.query import parse
from search.spelling import nearest
from search.stores import Candidate, get_store
from search.understanding import Correction, Understood, understand

SORTS = ("relevantie", "datum", "oudste")
# Nobody reads on beyond so many results; they are folded, and served page by page.
MAX_RANKED = 1_000
# So many of the roughly best are ranked with care.
MAX_WEIGHED = 60
# More documents than this are not all weighed, but those with the words in their title,
# and the newest.
MANY = 3_000
MAX_COUNTED = 10_000


@dataclass(frozen=True)
class Hit:
    """A document with the words that were asked for marked in it.

    `more_in_issue` says how many other hits in the same newsletter issue it stands for.
    """

    document: SearchDocument
    rank: int
    score: float
    title_html: str
    excerpt_html: str
    more_in_issue: int = 0

    @property
    def kind_label(self) -> str:
        return str(KIND_NAMES.get(self.document.kind, self.document.kind))


class Search:
    """The hits for a query in one language, within the chosen facets.

    Lazy, and sliced by a Paginator as a list would be. Whatever is asked, it costs the
    database the same few queries: what changed, the other names, and the documents of
    the page (two, with what is private); the rest happens in the store.
    """

    def __init__(
        self,
        query: str,
        language: str,
        filters: Filters | None = None,
        sort: str = SORTS[0],
        literal: bool = False,
    ):
        self.analyzer = get_analyzer(language)
        self.language = language
        self.filters = filters or Filters()
        self.sort = sort if sort in SORTS else SORTS[0]
        self.is_literal = literal
        self.query = parse(query, self.analyzer)
        self.store = get_store() if self.query.terms else None
        self._tokens: dict[int, Sequence[str]] = {}

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, window: slice) -> list[Hit]:
        start = window.start or 0
        shown = self._folded[start : window.stop]
        documents = SearchDocument.objects.shown(candidate.pk for candidate, _ in shown)
        unread = documents.keys() - self._tokens.keys()
        self._tokens |= self.store.tokens(unread) if unread else {}
        return [
            self._hit(documents[candidate.pk], rank, candidate.score, more)
            for rank, (candidate, more) in enumerate(shown, start=start + 1)
            if candidate.pk in documents and candidate.pk in self._tokens
        ]

    def count(self) -> int:
        """The number of results, in which hits in the same newsletter issue are one."""
        return len(self._folded)

    @property
    def total(self) -> int:
        """The number of hits within the filters."""
        if self.filters.binnen:
            return self.count()
        return self._total

    @cached_property
    def _total(self) -> int:
        """The number of hits within the facets; the facets do not know single issues."""
        return sum(group.count for group in self.filters.select(self._groups))

    @property
    def count_without_filters(self) -> int:
        return sum(group.count for group in self._groups)

    @cached_property
    def facets(self) -> list[Facet]:
        """The facets of the whole search, also within one issue."""
        return count_facets(self._groups, self.filters)

    @property
    def correction(self) -> Correction | None:
        """What was probably meant, when the index does not know a word."""
        return self._understood.correction if self._understood else None

    @property
    def explanations(self) -> list[Explanation]:
        """The other names that were searched for as well."""
        return list(self._understood.explanations) if self._understood else []

    @cached_property
    def promoted(self) -> list[Promoted]:
        """What editors put above the results of this very query."""
        return promoted(self.query.text, self.language)

    @cached_property
    def nearest(self) -> list[str]:
        """Words that the index does know, for a visitor who found nothing."""
        words = [term.exact[0] for term in self.query.terms if len(term.exact) == 1]
        found = [word for typed in words for word in nearest(typed, self.store, 3)]
        return list(dict.fromkeys(found))[:6]

    @cached_property
    def _understood(self) -> Understood | None:
        if not self.query.terms:
            return None
        return understand(self.query, self.language, self.store, self.analyzer, self.is_literal)

    @cached_property
    def _groups(self) -> list[Group]:
        match = self._understood and self._understood.match
        return self.store.groups(match, MAX_COUNTED) if match else []

    @cached_property
    def _folded(self) -> list[tuple[Candidate, int]]:
        """The ranked hits; of those in one issue the best, with how many others there are."""
        if not self._total:
            return []
        if self.filters.binnen:
            return [(candidate, 0) for candidate in self._ranked()]
        ranked = self._ranked()
        keys = [candidate.issue or candidate.pk for candidate in ranked]
        best = dict(zip(reversed(keys), reversed(ranked), strict=True))  # the last one stays
        return [(best[key], count - 1) for key, count in Counter(keys).items()]

    def _ranked(self) -> list[Candidate]:
        match, filters, store = self._understood.match, self.filters, self.store
        if self.sort != SORTS[0]:
            return store.newest(match, filters, MAX_RANKED, oldest=self.sort == "oudste")
        if self._total <= MANY:
            found = store.best(match, filters, MAX_RANKED)
        else:
            found = store.best(match, filters, MAX_WEIGHED, in_title=True)
            known = {candidate.pk for candidate in found}
            recent = store.recent(match, filters, MAX_RANKED)
            found += [candidate for candidate in recent if candidate.pk not in known]
        weighed = found[:MAX_WEIGHED]
        self._tokens = tokens = store.tokens([candidate.pk for candidate in weighed])
        kinds = {candidate.pk: candidate.kind for candidate in weighed}
        scores = ranking.scores(self._understood.question, tokens, kinds)
        weighed = [candidate._replace(score=scores[candidate.pk]) for candidate in weighed]
        weighed.sort(key=lambda candidate: (candidate.date, candidate.pk), reverse=True)
        weighed.sort(key=lambda candidate: candidate.score, reverse=True)
        return weighed + found[MAX_WEIGHED:]

    @cached_property
    def _marked(self) -> tuple[set[str], set[str]]:
        """The stems that are marked, and those for texts that have none of them.

        A phrase in quotes is marked by its words; a compound by itself, and by the words
        that it is made of only where it does not stand.
        """
        whole, parts = set(), set()
        for term in self._understood.question.terms:
            for phrase in term.match:
                for token in phrase.tokens:
                    stem = token[1:] if token[0] in "_=" else self.analyzer.stem(token)
                    (whole if phrase.slop is None else parts).add(stem)
        return whole, whole | parts

    def _hit(self, document: SearchDocument, rank: int, score: float, more: int) -> Hit:
        title_tokens, *_, body_tokens = self._tokens[document.pk]
        if not document.own_title:
            title_tokens = str(self.analyzer.analyze(document.title))
        for stems in self._marked:
            title_html = mark(document.title, title_tokens, stems, self.analyzer)
            excerpt_html = excerpt(document.body, body_tokens, stems, self.analyzer)
            if "<mark>" in title_html + excerpt_html:
                break
        return Hit(document, rank, score, title_html, excerpt_html, more)
