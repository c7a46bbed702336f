"""The Dutch analysis: lemma first, then the stem of the lemma.

A lemma takes irregular forms to their word (sociale, steden), the stem takes the
regular ones that no dictionary lists (compounds such as maatwerkbedrijven).
"""

import re
from functools import cached_property, lru_cache

from search.analysis.base import Analyzer
from search.analysis.compounds import split
from search.analysis.folding import fold
from search.analysis.lexicon import is_known, lemma

# Function words: a query without them asks the same. Never left out of the index, for
# a phrase needs them.
_STOP_WORDS = """
    aan al alle als bij daar dan dat de deze die dit door een ene er het hier hij hoe hun
    ik in is jij je jouw kan kun kunnen maar mag me men met mij mijn moet moeten na naar niet
    nog nu of om onder ons onze ook op over s t te ten ter tot tussen u uit uw van vanaf via
    voor waar waarom wanneer waarvoor was wat we wel welk welke werd wie wij wil worden wordt
    zal ze zei zich zij zijn zo zonder zou
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
# What the dictionary gets wrong and this site writes often.
LEMMAS = {"leden": "lid", "was": "was"}
_MOST_STEMS = 10_000
# Plurals that many people write without their apostrophe: fotos, collegas.
_NO_APOSTROPHE = re.compile("[aiouy]s$")


class DutchAnalyzer(Analyzer):
    """Dutch as Flanders writes it. The word lists (about 15 MB) load at the first word."""

    stop_words = STOP_WORDS
    percent = "procent"

    def stem(self, written: str) -> str:
        return written if written.isdigit() else self._cached_stem(written)

    def lemma(self, written: str) -> str | None:
        return _lemma(written)

    def parts(self, written: str) -> tuple[str, ...]:
        return tuple(fold(self.stem(part)) for part in split(written))

    def is_word(self, written: str) -> bool:
        return is_known(written)

    @cached_property
    def _cached_stem(self):
        # Imported here: `migrate` and `check` need no stemmer.
        from snowballstemmer import stemmer

        @lru_cache(maxsize=_MOST_STEMS)
        def stem(written: str) -> str:
            base = _lemma(written)
            word = base or written
            # The stemmer takes a first “ge” for that of a participle, of which the
            # dictionary has led to the verb already.
            start = "ge" if base and base.startswith("ge") else ""
            # A stemmer keeps the word that it works on: threads cannot share one.
            found = start + stemmer("dutch").stemWord(word[len(start) :])
            # What is less than half of it says something else: overheid is not over.
            return found if 2 * len(found) > len(word) else word

        return stem


@lru_cache(maxsize=_MOST_STEMS)
def _lemma(written: str) -> str | None:
    """The dictionary leads from fiets to fietsen and back: the shortest word of the circle."""
    if _NO_APOSTROPHE.search(written) and not lemma(written):
        written = f"{written[:-1]}'s"
    chain = [written]
    while (base := LEMMAS.get(chain[-1]) or lemma(chain[-1])) and base not in chain:
        chain.append(base)
    if base:
        return min(chain[chain.index(base) :], key=len)
    return chain[-1] if len(chain) > 1 else None
