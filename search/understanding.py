"""From the words of a query to what must be found for them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from search.analysis import Analyzer
from search.expanding import Explanation, with_compounds, with_synonyms, with_what_is_near
from search.query import ParsedQuery, Term, parse
from search.ranking import VERB_BESIDE, Question, weight
from search.relaxing import ENOUGH, relaxed
from search.spelling import correct
from search.stores import Match, Store
from search.synonyms import other_names

# With each word more, so many times fewer documents hold them together than hold the rarest; far
# fewer when hardly any document holds all that was asked for.
RARER, MUCH_RARER = 2, 8


@dataclass(frozen=True)
class Correction:
    """What was probably meant; `html` marks the words that differ from what was typed."""

    text: str
    html: SafeString
    is_applied: bool = True


@dataclass(frozen=True)
class Understood:
    """What to find (None: nothing can be), how to rank it, and what to tell about it.

    `likely` is a guess at how many documents match, from those that hold each word. `with_all` is
    how many of those hold every word; from `relaxing.ENOUGH` on it is not known further.
    """

    match: Match | None
    likely: int
    question: Question
    explanations: Sequence[Explanation] = ()
    with_all: int = 0
    correction: Correction | None = None


def understand(
    query: ParsedQuery, language: str, store: Store, analyzer: Analyzer, literal: bool = False
) -> Understood:
    """All words in any form; when that gives few hits, also what comes nearest.

    Other names and words written together count as asked. Words that the index does not
    know are corrected first, unless they must be taken literally.
    """
    names = other_names(language)
    terms, explanations = with_synonyms(query.terms, names.rules, analyzer)
    terms = with_compounds(terms, store, analyzer)
    counts = _counts(terms, language, store)
    if not literal:
        correction = _correction(query, counts, language, store, analyzer)
        if correction:
            meant = parse(correction.text, analyzer)
            understood = understand(meant, language, store, analyzer, literal=True)
            return replace(understood, correction=correction)
    asked = {term.text: term.match for term in query.terms}
    # A word of which the editors gave another name is a name, whatever it looks like.
    of_verbs = {
        term.text
        for term in terms
        if term.match == asked[term.text] and (term.is_verb or analyzer.is_verb(term.text.lower()))
    }
    near = with_what_is_near(terms, counts, store, analyzer)
    if near != terms:
        terms, counts = near, _counts(near, language, store)
    verbs = frozenset(term for term in terms if term.text in of_verbs)
    places = frozenset(term for term in terms if "".join(term.exact) in names.places)
    total = store.total(language)
    weights = {term: weight(count, total) for term, count in counts.items()}
    (together,) = store.count([Match(language, (terms,))], limit=ENOUGH)
    alternatives = [terms] if together else []
    if together < ENOUGH:
        alternatives += relaxed(terms, counts, weights, verbs, places, query.is_sentence)
    match = Match(language, tuple(alternatives), query.excluded) if alternatives else None
    rarer = RARER if together == ENOUGH else MUCH_RARER
    likely = sum(_likely(each, counts, rarer) for each in alternatives)
    in_order = tuple(weights[term] * (VERB_BESIDE if term in verbs else 1.0) for term in terms)
    question = Question(terms, in_order, analyzer.lemma, analyzer.stop_words)
    return Understood(match, likely, question, explanations, together)


def _likely(terms: Sequence[Term], counts: Mapping[Term, int], rarer: int) -> int:
    return min(counts[term] for term in terms) // rarer ** (len(terms) - 1)


def _counts(terms: Iterable[Term], language: str, store: Store) -> dict[Term, int]:
    """How many documents hold each term."""
    asked = list(dict.fromkeys(terms))
    found = store.count([Match(language, ((term,),)) for term in asked])
    return dict(zip(asked, found, strict=True))


def _correction(
    query: ParsedQuery, counts: dict[Term, int], language: str, store: Store, analyzer: Analyzer
) -> Correction | None:
    """The query with each unknown word replaced by the nearest that the index knows, when that
    stands in a text of this language."""
    meant = {}
    # A slip is often found all the same, as an odd compound of two other words.
    unsure = [
        term
        for term in counts
        if len(term.exact) == 1
        and not term.required
        and not analyzer.is_word(term.text.lower())  # with the accents that `exact` lacks
        and (not counts[term] or analyzer.parts(term.text))
    ]
    as_one = [replace(term, match=term.match[:1]) for term in unsure]
    known = _counts(as_one, language, store)
    for term, whole in zip(unsure, as_one, strict=True):
        if known[whole]:
            continue
        if nearest := correct(term.exact[0], store, analyzer):
            meant[term.text] = nearest
    asked = [Match(language, (parse(word, analyzer).terms,)) for word in meant.values()]
    counted = zip(meant, store.count(asked), strict=True)
    meant = {typed: meant[typed] for typed, count in counted if count}
    # Every second piece is a word that was meant otherwise; the others are what stands between.
    pieces = whole_words(meant).split(query.text) if meant else []
    if len(pieces) < 2:
        return None
    pieces[1::2] = [meant[word] for word in pieces[1::2]]
    marked = [escape(piece) for piece in pieces]
    marked[1::2] = [format_html("<mark>{}</mark>", word) for word in pieces[1::2]]
    return Correction("".join(pieces), mark_safe("".join(marked)))  # noqa: S308 - escaped above


def whole_words(words: Iterable[str]) -> re.Pattern:
    """Finds these words where no letter or digit stands against them."""
    return re.compile(rf"(?<![^\W_])({'|'.join(map(re.escape, words))})(?![^\W_])")
