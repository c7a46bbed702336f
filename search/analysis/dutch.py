"""The Dutch analysis: lemma first, then the stem of the lemma.

A lemma takes irregular forms to their word (sociale, steden), the stem takes the
regular ones that no dictionary lists (compounds such as maatwerkbedrijven).
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from search.analysis import separable
from search.analysis.base import Analyzer, SeparatedVerb, Word
from search.analysis.compounds import split
from search.analysis.folding import fold
from search.analysis.inflections import APART, is_infinitive, is_verb, lemma_of
from search.analysis.lexicon import is_known, lemma

# Function words: a query without them asks the same. Never left out of the index, for
# a phrase needs them.
_STOP_WORDS = """
    aan al alle als behalve bij binnen daar dan dankzij dat de deze die dit doen doet door een
    eens eigenlijk en ene er ergens even gaan gaat graag had hadden heb hebben heeft het hier hij
    hoe hoelang hoeveel hun iemand iets ik in is je jij jouw kan kun kunnen laat laten maar mag
    me men met mij mijn moet moeten mogen na naar naartoe niet nog nu of om onder ons onze ook
    op over per s sinds t te ten ter tijdens toch tot tussen u uit uw van vanaf verder via
    volgens voor waar waarin waarmee waarom waarop waarvan waarvoor wanneer was wat we wegens
    wel welk welke werd wie wij wil worden wordt zal ze zei zich zij zijn zo zoals zonder zou
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
# With what a sentence begins that asks for something.
_QUESTION_WORDS = """
    bestaat hebben heb heeft hoe hoelang hoeveel is kan kun kunnen mag mogen moet moeten waar
    waarmee waarom waarvoor wanneer wat welk welke wie zijn
"""
# Of these the stemmer makes what is mostly said of something else: vorming is not vorm.
_OWN_STEMS = {"berging", "korting", "lezing", "meeting", "parking", "slagerij", "taks", "vorming"}
# Whoever asks for one finds texts that tell it from the other side.
OTHER_SIDES = {"aankoop": "koop", "uitleen": "leen", "verhuur": "huur", "verkoop": "koop"}
_MOST_STEMS = 10_000
_SEPARABLE = re.compile(APART)
_LONGEST_ENDING = 3
_GE = re.compile("(be|her|ont|ver)?ge")


class DutchAnalyzer(Analyzer):
    """Dutch as Flanders writes it. The word lists (about 15 MB) load at the first word."""

    stop_words = STOP_WORDS
    question_words = frozenset(_QUESTION_WORDS.split())
    percent = "procent"

    def stem(self, written: str) -> str:
        return written if written.isdigit() else self._cached_stem(written)

    def lemma(self, written: str) -> str | None:
        return lemma_of(written)

    def is_verb(self, written: str) -> bool:
        return is_verb(written)

    def simple_verb(self, written: str) -> str | None:
        verb = lemma_of(written) or written
        prefix = _SEPARABLE.match(verb)
        rest = verb[prefix.end() :] if prefix else ""
        return fold(self.stem(rest)) if rest and is_verb(rest) else None

    def separated_verbs(self, text: str, words: Sequence[Word]) -> Iterable[SeparatedVerb]:
        return separable.separated_verbs(text, words)

    def other_side(self, stem: str) -> str | None:
        verb = f"{stem[:-2]}en" if stem.endswith("er") else ""
        return OTHER_SIDES.get(stem) or (fold(self.stem(verb)) if is_infinitive(verb) else None)

    def parts(self, written: str) -> tuple[str, ...]:
        return tuple(fold(self.stem(part)) for part in split(written))

    def is_word(self, written: str) -> bool:
        return is_known(written)

    @cached_property
    def _cached_stem(self):
        # Imported here: `migrate` and `check` need no stemmer.
        from Stemmer import Stemmer

        @lru_cache(maxsize=_MOST_STEMS)
        def stem(written: str) -> str:
            base = lemma_of(written)
            if not base and (start := _before_last_part(written)):
                # What no list knows has the forms of its last part: drempelbedragen.
                return f"{written[:start]}{stem(written[start:])}"
            word = base or written
            # The stemmer takes a “ge” for that of a participle, of which the dictionary has led
            # to the verb already: begeleiding is not beleid.
            ge = _GE.match(base) if base else None
            start = ge[0] if ge else ""
            # A stemmer keeps the word that it works on: threads cannot share one.
            found = start + Stemmer("dutch", 0).stemWord(word[len(start) :])
            # It takes the end of a noun for that of a participle: weekend is not week.
            if word in _OWN_STEMS or (base and base.endswith("end")):
                return word
            # What is less than half of it says something else, as does a function word: overheid
            # is not over, pers is not per.
            is_same = 2 * len(found) > len(word) and found not in STOP_WORDS
            return found if is_same else word

        return stem


def _before_last_part(word: str) -> int:
    """Where the last part of a compound begins, in the form that it has here; 0 without parts."""
    for last in split(word)[-1:]:
        for length in range(len(last), len(last) + _LONGEST_ENDING + 1):
            written = word[-length:]
            if length < len(word) and last in (written, lemma(written)):
                return len(word) - length
    return 0
