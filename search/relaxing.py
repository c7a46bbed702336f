"""What to look for when few documents hold every word."""

from collections.abc import Mapping, Sequence

from search.query import Term

ENOUGH = 10
# Words that together say at least this share of what was asked must be in a result:
# with less, a question that nothing answers would still get answers.
MIN_SHARE = 0.5


def relaxed(
    terms: Sequence[Term], counts: Mapping[Term, int], weight: Mapping[Term, float]
) -> tuple[tuple[Term, ...], ...]:
    """Smaller sets of terms of which one is enough: all but one, then only the rare ones.

    Never one arbitrary word of many. A word that no document holds still weighs in what
    was asked.
    """
    wanted = MIN_SHARE * sum(weight[term] for term in terms)
    required = {term for term in terms if term.required}
    subsets = []
    if len(terms) > 2:
        subsets += [tuple(other for other in terms if other != left_out) for left_out in terms]
    rare: list[Term] = []
    for term in sorted(terms, key=lambda term: (not term.required, -weight[term])):
        if counts[term] and (term.required or sum(weight[kept] for kept in rare) < wanted):
            rare.append(term)
    subsets.append(tuple(rare))
    return tuple(
        dict.fromkeys(
            subset
            for subset in subsets
            if required <= set(subset)
            and all(counts[term] for term in subset)
            and sum(weight[term] for term in subset) >= wanted
            and 0 < len(subset) < len(terms)
        )
    )
