"""What to offer to a visitor who found nothing: queries close to theirs that find something."""

from collections.abc import Iterator

from search.analysis import Analyzer
from search.query import ParsedQuery, Term, parse, tidy
from search.spelling import nearest
from search.stores import Match, Store
from search.understanding import understand, whole_words

MOST = 6
# Of each word so many that look like it are tried.
_TRIED = 3


def close_queries(
    query: ParsedQuery, language: str, store: Store, analyzer: Analyzer
) -> list[str]:
    """At most MOST: with another word for one that no document holds, and without such words."""

    def finds(text: str) -> bool:
        meant = parse(text, analyzer)
        if not meant.terms:
            return False
        match = understand(meant, language, store, analyzer, literal=True).match
        return bool(match and store.count([match], limit=1)[0])

    tried = dict.fromkeys(_candidates(query, language, store))
    return [text for text in tried if finds(text)][:MOST]


def _candidates(query: ParsedQuery, language: str, store: Store) -> Iterator[str]:
    counts = store.count([Match(language, ((term,),)) for term in query.terms], limit=1)
    lacking = [term for term, count in zip(query.terms, counts, strict=True) if not count]
    for term in lacking or query.terms:
        if len(term.exact) == 1:
            for word in nearest(term.exact[0], store, _TRIED):
                yield _with(query, [term], word)
    if 0 < len(lacking) < len(query.terms):  # function words alone say nothing
        yield _with(query, lacking, "")


def _with(query: ParsedQuery, terms: list[Term], word: str) -> str:
    """The query with this in the place of those terms."""
    return tidy(whole_words(term.text for term in terms).sub(word, query.text))
