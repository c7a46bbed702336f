"""Verbs that stand in two pieces: zamelt ... in, of inzamelen."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from search.analysis.base import SeparatedVerb, Word
from search.analysis.inflections import APART, is_infinitive, is_verb
from search.analysis.lexicon import lemma

_PARTICLES = frozenset(APART.split("|"))
# Where the particle of a verb that stands apart from it ends a clause: before these it belongs
# to no noun (vraag het aan bij de gemeente, haal het op en betaal later).
_FOLLOWING = "als dan dus en maar met of omdat tot van vanaf via wanneer want zodat"
_AFTER_PARTICLE = _PARTICLES.union(_FOLLOWING.split())
_CLAUSE_END, _SENTENCE_END = re.compile(r"[.,;:!?)]"), re.compile(r"[.!?;:]")
# These stand before “te” without a verb of their own: om te kopen, door te werken.
_NO_PARTICLE_BEFORE_TE = {"om", "door"}
# The particle of a verb stands at most so many words after it.
_FURTHEST = 15
_MOST_WORDS = 10_000


def separated_verbs(text: str, words: Sequence[Word]) -> Iterator[SeparatedVerb]:
    """The verbs that stand in two pieces among these words of a text."""
    for at, word in enumerate(words):
        particle = text[word.start : word.end].lower()
        if particle not in _PARTICLES or _is_noun(text, words, at):
            continue
        following = [text[one.start : one.end].lower() for one in words[at + 1 : at + 3]]
        if following[:1] == ["te"] and len(following) == 2:
            verb = _with_particle(particle, following[1])
            if verb and particle not in _NO_PARTICLE_BEFORE_TE:
                yield SeparatedVerb(at + 2, at, verb)
        elif _ends_clause(text, words, at):
            yield from _verb_before(text, words, at)


def _is_noun(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether an article stands before this word: over de weg, but haal het weg."""
    return at > 0 and text[words[at - 1].start : words[at - 1].end].lower() in {"de", "een"}


def _ends_clause(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether this particle has no noun after it."""
    if at + 1 == len(words):
        return True
    following, *more = (text[word.start : word.end].lower() for word in words[at + 1 : at + 3])
    if following in {"en", "of"} and _PARTICLES.intersection(more):
        return False  # in en om de stad
    is_end = _CLAUSE_END.search(text, words[at].end, words[at + 1].start)
    return bool(is_end) or following in _AFTER_PARTICLE


def _verb_before(text: str, words: Sequence[Word], at: int) -> Iterator[SeparatedVerb]:
    """The verb to which a particle at the end of a clause belongs, if there is one."""
    particle = text[words[at].start : words[at].end].lower()
    for place in range(at - 1, max(-1, at - 1 - _FURTHEST), -1):
        if _SENTENCE_END.search(text, words[place].end, words[place + 1].start):
            return
        written = text[words[place].start : words[place].end]
        if verb := _with_particle(particle, written):
            yield SeparatedVerb(place, at, verb)
        if verb or (is_verb(written.lower()) and not written.endswith("en")):
            return  # the particle belongs to the nearest verb; boeken may be a noun


@lru_cache(maxsize=_MOST_WORDS)
def _with_particle(particle: str, written: str) -> str | None:
    """The verb of which this is a form without its particle: inzamelen, of zamelt."""
    written = written.lower()
    for base in (lemma(written), lemma(f"{written}t")):  # vraag is a noun, vraagt is not
        if base and base != "en" and base.endswith(("en", "aan")):
            verb = f"{particle}{base}"
            return verb if lemma(verb) == verb or is_infinitive(verb) else None
    return None
