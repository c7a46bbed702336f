"""What a visitor may be typing, completed from words and titles of the index."""

import re
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import DamerauLevenshtein

from search.analysis import PART, Analyzer, Word, get_analyzer
from search.analysis.folding import fold
from search.models import SearchDocument
from search.query import ParsedQuery, Phrase, Term, parse, tidy
from search.spelling import LETTERS_PER_MISTAKE, MOST_MISTAKES, SHORTEST, correct
from search.stores import Match, Order, Store, get_store

LIMIT = 8
WORD = "woord"
# What stays true comes before what was news once, and the archive comes last.
_KINDS = ("begrip", "bedrijf", "pagina", "activiteitsoort", "praktijk", "activiteit", "nieuws")
_ARCHIVE = ("nieuwsbrief", "artikel")
_RANKS = {kind: rank for rank, kind in enumerate(_KINDS + _ARCHIVE)}
# Words leave room for titles.
_MAX_WORDS = 3
_MIN_LETTERS = 2
# The index gives words in alphabetical order: of so many the most frequent are tried.
_READ_WORDS, _TRIED_WORDS = 5_000, 8
# Of the best titles some are alike, or are private since a moment.
_READ_TITLES, _TRIED_TITLES = 200, 2 * LIMIT
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text to search for, or the title of what stands at `url`; `type` says which kind."""

    text: str
    url: str | None = None
    type: str = WORD


def suggest(text: str, language: str, limit: int = LIMIT) -> list[Suggestion]:
    """At most `limit` ways to go on from what was typed: words first, then titles.

    Only what everybody may read is suggested, and each word finds something. Typing errors
    are forgiven when nothing goes on otherwise. Words cost two reads of the store, titles
    one, and one query for the documents, whatever is found.
    """
    analyzer = get_analyzer(language)
    typed = _Typed.read(tidy(text), language, analyzer)
    if not typed:
        return []
    found = typed.complete()
    if not found and (meant := typed.corrected()):
        found = meant.complete()
    return [each for each in found if each.url or fold(each.text) != fold(text)][:limit]


@dataclass(frozen=True)
class _Typed:
    """A text of which the last word may have only begun."""

    text: str
    language: str
    analyzer: Analyzer
    store: Store
    before: ParsedQuery
    last: Word

    @classmethod
    def read(cls, text: str, language: str, analyzer: Analyzer) -> "_Typed | None":
        words = list(analyzer.words(text))
        if not words:
            return None
        before, last = text[: words[-1].start], words[-1]
        parsed = parse(before, analyzer)
        if not parsed.terms and len("".join(last.exact)) < _MIN_LETTERS:
            return None
        if before.endswith("-"):  # what must be absent needs no suggestion
            return None
        return cls(text, language, analyzer, get_store(), parsed, last)

    def complete(self) -> list[Suggestion]:
        titles = self._titles()
        words = self._words()
        # The index has words without their accents.
        written = {
            fold(word): word.lower()
            for document in titles
            for word in _WORDS.findall(document.title)
        }
        start = self.text[: self.last.start]
        pages = {
            fold(document.title): Suggestion(document.title, document.url, document.kind)
            for document in reversed(titles)
        }
        return [
            *(Suggestion(start + written.get(word, word)) for word in words),
            *reversed(pages.values()),
        ]

    def corrected(self) -> "_Typed | None":
        """The same with the nearest words in place of those that the index does not know."""
        text = self.text
        counts = self.store.count([self._match(term) for term in self.before.terms])
        for term, count in zip(self.before.terms, counts, strict=True):
            if not count and len(term.exact) == 1:
                meant = correct(term.exact[0], self.store, self.analyzer)
                text = text.replace(term.text, meant or term.text, 1)
        if not self._vocabulary:
            nearest = self._nearest()
            text = text[: len(text) - len(self.text) + self.last.start] + (nearest or "")
        return None if text == self.text else self.read(text, self.language, self.analyzer)

    @cached_property
    def _vocabulary(self) -> list[tuple[str, int]]:
        """The words that begin as the last one does, with how many documents hold them."""
        beginning, *more = self.last.exact
        # The index has the parts of a hyphenated word apart.
        if more or len(beginning) < _MIN_LETTERS:
            return []
        return self.store.vocabulary(beginning, _READ_WORDS)

    def _words(self) -> list[str]:
        """What the last word may become, given the words before it; one form of each."""
        forms: dict[str, str] = {}
        for word, _ in sorted(self._vocabulary, key=lambda found: (-found[1], found[0])):
            if len(forms) < _TRIED_WORDS and self._is_worth_typing(word):
                forms.setdefault(self.analyzer.stem(word), word)
        words = list(forms.values())
        terms = [Term(word, (Phrase((word,)),)) for word in words]
        counts = self.store.count([self._match(*self.before.terms, term) for term in terms])
        ranked = sorted(zip(counts, words, strict=True), key=lambda found: -found[0])
        return [word for count, word in ranked if count][:_MAX_WORDS]

    def _is_worth_typing(self, word: str) -> bool:
        is_year = word.isdigit() and len(word) == 4
        is_long = word.isalpha() and len(word) >= SHORTEST
        return is_year or (is_long and word not in self.analyzer.stop_words)

    def _titles(self) -> list[SearchDocument]:
        """Documents that go by such a name; those whose title shows it first."""
        begun = (self.last.exact, (PART + "".join(self.last.exact),))
        last = Term("", tuple(Phrase(tokens, is_prefix=True) for tokens in begun))
        match = self._match(*self.before.terms, last)
        candidates = self.store.find(match, Order.BEST, _READ_TITLES, in_title=True)
        facts = self.store.facts({facet for _, facet, _, _ in candidates})
        kinds = {pk: facts[facet].kind for pk, facet, _, _ in candidates if facet in facts}
        keys = [pk for pk, kind in kinds.items() if kind in _RANKS]
        keys = sorted(keys, key=lambda pk: _RANKS[kinds[pk]])[:_TRIED_TITLES]
        found = (
            SearchDocument.objects.filter(pk__in=keys)
            .visible()
            .only("kind", "title", "url_path", "fragment")
            .in_bulk()
        )
        return sorted((found[key] for key in keys if key in found), key=self._distance)

    def _distance(self, document: SearchDocument) -> tuple[bool, bool, bool]:
        """How far a document is from what was typed; the archive is farthest."""
        title, typed = fold(document.title), fold(self.text)
        return document.kind in _ARCHIVE, not title.startswith(typed), typed not in title

    def _match(self, *terms: Term) -> Match:
        return Match(self.language, (terms,), self.before.excluded)

    def _nearest(self) -> str | None:
        """The word whose beginning looks most like the last one, at the first letter right."""
        word = self.last.exact[-1]
        if len(word) < SHORTEST or not word.isalpha():
            return None
        allowed = min(MOST_MISTAKES, len(word) // LETTERS_PER_MISTAKE)
        best = None
        for candidate, documents in self.store.vocabulary(word[0], _READ_WORDS * 10):
            if not candidate.isalpha():
                continue
            distance = _distance_to_beginning(word, candidate, allowed)
            if distance <= allowed:
                key = (distance, -documents, candidate)
                best = min(best, key) if best else key
        return best and best[-1]


def _distance_to_beginning(word: str, candidate: str, allowed: int) -> int:
    """The mistakes between a word and what another begins with; more than allowed: too many."""

    def distance(length: int, cutoff: int) -> int:
        return DamerauLevenshtein.distance(word, candidate[:length], score_cutoff=cutoff)

    same = distance(len(word), allowed + 1)
    if same > allowed + 1:  # one letter more or less changes it by one at most
        return same
    return min(same, distance(len(word) - 1, allowed), distance(len(word) + 1, allowed))
