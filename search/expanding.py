"""What a query means beside its words: other names, and words written together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, pairwise

from search.analysis import PART, STEM, Analyzer
from search.analysis.folding import clean
from search.query import JOINED, PART_OF, Phrase, Term, stem_phrase
from search.stores import Store
from search.synonyms import Rule

# How sure it is that another name was meant, one that means more or less, and one further off.
SYNONYM, ONE_WAY, INDIRECT = 0.75, 0.35, 0.2
# In so many words the parts of a compound that no document holds may stand: an item of an issue.
FAR = 80
# With so many letters a word may be the first part of some that no list knows.
SHORTEST_START, LONGEST, MOST_LONGER = 5, 40, 8
_LINKS = ("", "s", "en", "e", "n", "er")


@dataclass(frozen=True, slots=True)
class Explanation:
    """Another name that took part: visitors are told what was searched for, and why."""

    asked: str
    used: str
    is_former: bool
    is_used_former: bool = False
    is_merged: bool = False


def with_synonyms(
    terms: Sequence[Term], rules: tuple[Rule, ...], analyzer: Analyzer
) -> tuple[tuple[Term, ...], list[Explanation]]:
    """The terms, found by the names that editors gave as well, and which those were.

    The words of a name must stand next to each other, in any of their forms; a word with a hyphen
    is also what it is without (COVID-19, covid19).
    """
    result = list(terms)
    explanations = {}
    names = _names(rules, analyzer)
    stems = [term.match[0].tokens if not term.required else () for term in terms]
    for start in range(len(terms)):
        run: tuple[str, ...] = ()
        for end in range(start, len(terms)):
            if not stems[end]:
                break
            run += stems[end]
            alone = [phrase.tokens for phrase in terms[start].match]
            asked = alone if start == end else [run]
            for rule, phrase in chain.from_iterable(names.get(name, ()) for name in asked):
                for i in range(start, end + 1):
                    result[i] = result[i].or_else(phrase)
                if not rule.is_indirect:
                    explanations[rule] = Explanation(
                        rule.asked,
                        rule.used,
                        rule.is_former,
                        rule.is_used_former,
                        rule.is_merged,
                    )
    return tuple(result), list(explanations.values())


@lru_cache(maxsize=4)
def _names(rules: tuple[Rule, ...], analyzer: Analyzer) -> dict:
    names: dict[tuple[str, ...], list[tuple[Rule, Phrase]]] = {}
    for rule in rules:
        tokens = _asked_tokens(rule.asked, analyzer)
        used = stem_phrase(rule.used, analyzer, _quality(rule))
        if tokens and used and tokens != used.tokens:
            names.setdefault(tokens, []).append((rule, used))
    return names


def _asked_tokens(name: str, analyzer: Analyzer) -> tuple[str, ...]:
    """The words of a name as a query has them: without function words beside two others."""
    words = list(analyzer.words(clean(name)))
    telling = [word for word in words if word.exact[0] not in analyzer.stop_words]
    kept = telling if len(telling) > 1 else words
    return tuple(STEM + stem for word in kept for stem in word.stems)


def _quality(rule: Rule) -> float:
    if rule.is_indirect:
        return INDIRECT
    return ONE_WAY if rule.is_one_way else SYNONYM


def with_compounds(terms: Sequence[Term], store: Store, analyzer: Analyzer) -> tuple[Term, ...]:
    """The terms, where two neighbours also stand for the word that they make together."""
    joined = {}
    for i, (first, second) in enumerate(pairwise(terms)):
        if _can_join(first) and _can_join(second):
            for token in _joined(first.exact[0], second.exact[0], analyzer):
                joined.setdefault(token, []).append(i)
    result = list(terms)
    for token in store.frequencies(joined):
        for i in joined[token]:
            phrase = Phrase((token,), quality=JOINED)
            result[i : i + 2] = [term.or_else(phrase) for term in result[i : i + 2]]
    return tuple(result)


@lru_cache(maxsize=4096)
def _joined(first: str, second: str, analyzer: Analyzer) -> tuple[str, ...]:
    """What two words may be when they are written together, in either order; and the stems."""
    tokens = []
    for a, b in ((first, second), (second, first)):
        for link in _LINKS:
            start = f"{a}{link}"
            tokens += [f"{start}{b}", STEM + _stem_of_joined(start, b, analyzer)]
    return tuple(tokens)


def _stem_of_joined(start: str, last: str, analyzer: Analyzer) -> str:
    """The stem of two words written together. Most are no word at all, of which the analysis takes
    long; one that no list knows mostly has the stem of its last part."""
    whole = f"{start}{last}"
    return analyzer.stem(whole) if analyzer.is_word(whole) else f"{start}{analyzer.stem(last)}"


def with_what_is_near(
    terms: Sequence[Term], counts: Mapping[Term, int], store: Store, analyzer: Analyzer
) -> tuple[Term, ...]:
    """The terms, where one that no document holds also stands for what comes near.

    Whoever asks for inscannen finds scannen, for tentenverhuur what is about tents and, far from
    there, about renting, and for petanque the pétanquebanen of which no list knows the first part.
    """
    result = list(terms)
    for i, term in enumerate(terms):
        if counts[term] or term.required or len(term.exact) > 1:
            continue
        result[i] = term.or_else(*_near(term, store, analyzer))
    return tuple(result)


def _near(term: Term, store: Store, analyzer: Analyzer) -> Iterator[Phrase]:
    if verb := analyzer.simple_verb(term.text.lower()):
        yield Phrase((STEM + verb,), quality=PART_OF)
    for phrase in term.match:
        if phrase.slop is not None:
            yield replace(phrase, slop=FAR)
            parts = [token.removeprefix(PART) for token in phrase.tokens]
            other = tuple(PART + (analyzer.other_side(part) or part) for part in parts)
            if other != phrase.tokens:
                yield Phrase(other, FAR, PART_OF)
    word = term.exact[0]
    if len(word) >= SHORTEST_START and word.isalpha() and not analyzer.is_word(term.text.lower()):
        found = store.frequencies(store.words(word, len(word) + 1, LONGEST))
        for longer in sorted(found, key=lambda longer: (-found[longer], longer))[:MOST_LONGER]:
            yield Phrase((longer,), quality=PART_OF)


def _can_join(term: Term) -> bool:
    return not term.required and len(term.exact) == 1 and term.exact[0].isalpha()
