"""A search: from what was typed to hits and counts."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from search import ranking
from search.analysis import TokenLines, get_analyzer
from search.excerpts import excerpt, mark
from search.expanding import Explanation
from search.filters import EVERYTHING, KIND_NAMES, Facet, Facts, Filters, count_facets
from search.models import SearchDocument, Shown
from search.nearby import close_queries
from search.promotions import Promoted, promoted
from search.query import parse
from search.relaxing import ENOUGH
from search.stores import Candidate, Order, get_store
from search.understanding import Correction, Understood, understand

SORTS = ("relevantie", "datum", "oudste")
# Nobody reads on beyond so many results; they are folded, and served page by page.
MAX_RANKED = 1_000
# So many of the roughly best are ranked with care.
MAX_WEIGHED = 60
# Of more documents than FEW, those with the words in their title are the best when they are
# enough; when not, a rough score finds the best of all. Of more than MANY the rest is neither
# scored nor counted: who finds that much narrows it, or types another word.
FEW, MANY = 700, 1_000


@dataclass(frozen=True)
class Hit:
    """A document with the words that were asked for marked in it.

    `more_in_issue` says how many other hits in the same newsletter issue it stands for.
    """

    document: Shown
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
        self.filters = filters or EVERYTHING
        self.sort = sort if sort in SORTS else SORTS[0]
        self.is_literal = literal
        self.query = parse(query, self.analyzer)
        self.store = get_store() if self.query.terms else None
        self._tokens: dict[int, list[TokenLines]] = {}
        self._scores: Mapping[int, float] = {}

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, window: slice) -> list[Hit]:
        start = window.start or 0
        shown = self._folded[start : window.stop]
        documents = SearchDocument.shown(pk for pk, _ in shown)
        if unread := documents.keys() - self._tokens.keys():
            self._read(unread)
        return [
            self._hit(documents[pk], rank, more)
            for rank, (pk, more) in enumerate(shown, start=start + 1)
            if pk in documents and pk in self._tokens
        ]

    def count(self) -> int:
        """The number of results, in which hits in the same newsletter issue are one."""
        return len(self._folded)

    @property
    def total(self) -> int:
        """The number of hits within the filters."""
        if self.filters.binnen:
            return self.count()
        if self.is_cut and self.filters.chosen():
            return max(self._total, len(self._ranked))  # those may not be among the counted
        return self._total

    @cached_property
    def _total(self) -> int:
        """The number of hits within the facets; the facets do not know single issues."""
        return sum(self.filters.select(self._counts).values())

    @property
    def count_without_filters(self) -> int:
        return len(self._found)

    @property
    def is_cut(self) -> bool:
        """Whether there may be more hits than were counted."""
        return len(self._found) == MANY

    @cached_property
    def facets(self) -> list[Facet]:
        """The facets of the whole search, also within one issue."""
        return count_facets(self._counts, self.filters)

    @property
    def correction(self) -> Correction | None:
        """What was probably meant, when the index does not know a word."""
        return self._understood.correction if self._understood else None

    @property
    def explanations(self) -> list[Explanation]:
        """The other names that were searched for as well."""
        return list(self._understood.explanations) if self._understood else []

    @property
    def is_relaxed(self) -> bool:
        """Whether some results lack words that were typed; of a question that needs no telling."""
        if self._understood is None or self.query.is_sentence:
            return False
        return self._understood.with_all < min(ENOUGH, len(self._found))

    @cached_property
    def promoted(self) -> list[Promoted]:
        """What editors put above the results of this very query."""
        return promoted(self.query.text, self.language)

    @cached_property
    def nearest(self) -> list[str]:
        """Queries that do find something, for a visitor who found nothing."""
        if not self.query.terms:
            return []
        return close_queries(self.query, self.language, self.store, self.analyzer)

    @cached_property
    def _understood(self) -> Understood | None:
        if not self.query.terms:
            return None
        return understand(self.query, self.language, self.store, self.analyzer, self.is_literal)

    @cached_property
    def _found(self) -> list[Candidate]:
        """All that match, whatever the filters; as far as they are counted."""
        if not (self._understood and self._understood.match):
            return []
        return self._find(self._understood.likely, MANY)

    def _find(self, number: int, limit: int, filters: Filters = EVERYTHING) -> list[Candidate]:
        """Those within the filters, in the order that was asked; there are about `number`."""
        match, find = self._understood.match, self.store.find
        if self.sort != SORTS[0]:
            order = Order.OLDEST if self.sort == "oudste" else Order.NEWEST
            return find(match, order, limit, filters)
        first, *less = match.alternatives
        if number <= (MANY if less else FEW):
            return self._find_best(limit, filters)
        titled = find(match, Order.BEST, MAX_WEIGHED, filters, in_title=True)
        # With one word of several in its title, something else may have them all.
        is_enough = len(titled) == MAX_WEIGHED and not less
        if number < MANY and not is_enough:
            return self._find_best(limit, filters)
        others = find(match, Order.LAST_INDEXED, limit, filters)
        if len(others) < limit and not is_enough:  # there are fewer than there might have been
            return find(match, Order.BEST, limit, filters)
        whole = replace(match, alternatives=(first,))
        complete = find(whole, Order.BEST, MAX_WEIGHED, filters) if less else []
        found = {candidate[0]: candidate for candidate in [*complete, *titled, *others]}
        return list(found.values())[:limit]

    def _find_best(self, limit: int, filters: Filters) -> list[Candidate]:
        """The roughly best first; in any order when they are so few that all are weighed.

        To know the best, FTS5 first reads all that is known of each word: of a common one that
        takes longer than the rest of the search.
        """
        match, find = self._understood.match, self.store.find
        some = find(match, Order.LAST_INDEXED, MAX_WEIGHED, filters)
        is_all = len(some) < MAX_WEIGHED
        return some if is_all else find(match, Order.BEST, limit, filters)

    @cached_property
    def _counts(self) -> dict[Facts, int]:
        numbers = Counter(facet for _, facet, _, _ in self._found)
        return {facts: numbers[facet] for facet, facts in self._facts.items()}

    @cached_property
    def _facts(self) -> dict[int, Facts]:
        """What those that were found have in common, by the number of the facet."""
        return self.store.facts({facet for _, facet, _, _ in self._found}) if self._found else {}

    @cached_property
    def _folded(self) -> list[tuple[int, int]]:
        """The ranked hits by their keys; of those in one issue the best, with how many others
        there are."""
        ranked = self._ranked
        if self.filters.binnen:
            return [(pk, 0) for pk, *_ in ranked]
        issues = [issue or pk for pk, _, issue, _ in ranked]
        best: dict[str | int, int] = {}
        for issue, (pk, *_) in zip(issues, ranked, strict=True):
            best.setdefault(issue, pk)
        return [(best[issue], count - 1) for issue, count in Counter(issues).items()]

    @cached_property
    def _ranked(self) -> list[Candidate]:
        if not (self._total or self.is_cut):
            return []
        if self.filters.chosen():
            found = self._find(self._total, MAX_RANKED, self.filters)
        else:
            found = self._found[:MAX_RANKED]
        if self.sort != SORTS[0]:
            return found
        return self._weighed(found[:MAX_WEIGHED]) + found[MAX_WEIGHED:]

    def _weighed(self, candidates: list[Candidate]) -> list[Candidate]:
        """The candidates, the best first, and the newest of those that are as good."""
        self._read([pk for pk, *_ in candidates])
        facts = self._facts
        if unknown := {facet for _, facet, _, _ in candidates} - facts.keys():  # is_cut
            facts = facts | self.store.facts(unknown)
        kinds = {pk: facts[facet].kind for pk, facet, _, _ in candidates if facet in facts}
        self._scores = scores = ranking.scores(self._understood.question, self._tokens, kinds)
        newest = sorted(candidates, key=lambda found: (found[3], found[0]), reverse=True)
        return sorted(newest, key=lambda found: scores[found[0]], reverse=True)

    def _read(self, pks: Collection[int]) -> None:
        read = self.store.tokens(pks).items()
        self._tokens |= {pk: [TokenLines(column) for column in columns] for pk, columns in read}

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

    def _hit(self, document: Shown, rank: int, more: int) -> Hit:
        title_tokens, *_, body_tokens = self._tokens[document.pk]
        if not document.own_title:
            title_tokens = TokenLines(str(self.analyzer.analyze(document.title)))
        for stems in self._marked:
            title_html = mark(document.title, title_tokens, stems, self.analyzer)
            excerpt_html = excerpt(document.body, body_tokens, stems, self.analyzer)
            if "<mark>" in title_html + excerpt_html:
                break
        score = self._scores.get(document.pk, 0.0)
        return Hit(document, rank, score, title_html, excerpt_html, more)
