"""What to look for when few documents hold every word."""

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import combinations

from search.query import Term

ENOUGH = 10
# Words that together say at least this share of what was asked must be in a result:
# with less, a question that nothing answers would still get answers. A sentence holds more
# words that its answer lacks. Chosen on questions of our own about newsletters.
MIN_SHARE, MIN_SHARE_OF_SENTENCE = 0.5, 0.25
# What a verb or a place says beside a thing: people look for that thing, choose another verb for
# it, and go elsewhere.
BESIDE = 0.5
MOST_PAIRS = 12


def relaxed(
    terms: Sequence[Term],
    counts: Mapping[Term, int],
    weight: Mapping[Term, float],
    verbs: Set[Term] = frozenset(),
    places: Set[Term] = frozenset(),
    is_sentence: bool = False,
) -> tuple[tuple[Term, ...], ...]:
    """Smaller sets of terms of which one is enough: all but one, then only the rare ones.

    Never one arbitrary word of many, never verbs alone, and places alone only for who asked for
    no thing. Of a sentence one or two words may be enough. A word that no document holds still
    weighs in what was asked.
    """
    beside = verbs | places
    too_little = beside if beside < set(terms) else verbs
    weight = {term: says * (BESIDE if term in beside else 1.0) for term, says in weight.items()}
    share = MIN_SHARE_OF_SENTENCE if is_sentence else MIN_SHARE
    wanted = share * sum(weight[term] for term in terms)
    required = {term for term in terms if term.required}
    subsets = []
    if len(terms) > 2:
        subsets += [tuple(other for other in terms if other != left_out) for left_out in terms]
    if is_sentence:
        subsets += _few([term for term in terms if counts[term]], weight, wanted)
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
            and not too_little.issuperset(subset)
            and 0 < len(subset) < len(terms)
        )
    )


def _few(
    known: Sequence[Term], weight: Mapping[Term, float], wanted: float
) -> Iterator[tuple[Term, ...]]:
    """Each term, and the pairs that say most among those that say enough only together."""
    yield from ((term,) for term in known)
    pairs = [pair for pair in combinations(known, 2) if max(map(weight.get, pair)) < wanted]
    yield from sorted(pairs, key=lambda pair: -sum(map(weight.get, pair)))[:MOST_PAIRS]
