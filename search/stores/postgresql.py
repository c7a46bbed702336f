"""Search in PostgreSQL: two generated tsvectors per document, of exact forms and stems."""

from collections.abc import Iterable, Sequence

from django.db import connection

from search.query import Phrase, Term
from search.stores.base import SQL, Match, Store

# For the weights D, C, B and A: body, context, keywords and title. At most 1, and in the
# proportions of the other store.
_WEIGHTS = {"exact": "{0.1, 0.1, 0.4, 1}", "stems": "{0.05, 0.1, 0.3, 0.5}"}
_NORMALIZE_BY_LENGTH = 1
# Through the parser that the index went through, which takes 5e1x for two words.
_QUERY = "phraseto_tsquery('simple', %s)"


class PostgreSQLStore(Store):
    """tsvector with the `simple` configuration over tokens that are analysed already.

    PostgreSQL's own ranking knows nothing of rare and common words; each term's rank is
    multiplied by its weight here.
    """

    source = "search_searchdocument d"

    def matches(
        self, alternatives: Sequence[Sequence[Term]], excluded: Sequence[Term] = ()
    ) -> SQL:
        condition, params = _any(_all(map(_term, terms)) for terms in alternatives)
        if excluded:
            absent, absent_params = _any(map(_term, excluded))
            condition, params = f"{condition} AND NOT {absent}", [*params, *absent_params]
        return condition, params

    def is_preferred(self, alternative: Sequence[Term]) -> SQL:
        condition, params = _all(map(_term, alternative))
        return f"({condition})::int", params

    def score(self, match: Match) -> SQL:
        parts, params = [], []
        for term in match.terms:
            for phrase in (*term.match, *term.boost):
                parts.append(
                    f"%s * ts_rank(%s::float4[], d.{phrase.form}, {_QUERY},"
                    f" {_NORMALIZE_BY_LENGTH})"
                )
                params += [
                    match.weights.get(term, 1.0),
                    _WEIGHTS[phrase.form],
                    phrase.text,
                ]
        return " + ".join(parts), params

    def problems(self) -> list[str]:
        return []  # generated columns cannot differ from what they are made of

    def tidy(self) -> None:
        # Without statistics the planner reads every tsvector instead of the index.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE search_searchdocument")


def _phrase(phrase: Phrase) -> SQL:
    return f"d.{phrase.form} @@ {_QUERY}", [phrase.text]


def _term(term: Term) -> SQL:
    return _any(map(_phrase, term.match))


def _any(conditions: Iterable[SQL]) -> SQL:
    return _join(" OR ", conditions)


def _all(conditions: Iterable[SQL]) -> SQL:
    return _join(" AND ", conditions)


def _join(operator: str, conditions: Iterable[SQL]) -> SQL:
    conditions = list(conditions)
    sql = operator.join(condition for condition, params in conditions)
    return f"({sql})", [param for condition, params in conditions for param in params]
