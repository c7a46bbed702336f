"""The Dutch analysis: lemma first, then the stem of the lemma.

A lemma takes irregular forms to their word (sociale, steden), the stem takes the
regular ones that no dictionary lists (compounds such as maatwerkbedrijven).
"""

from functools import cached_property, lru_cache

from search.analysis.base import Analyzer

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


class DutchAnalyzer(Analyzer):
    """Dutch as Flanders writes it. The dictionary (about 60 MB) loads at the first word."""

    stop_words = STOP_WORDS
    percent = "procent"

    def stem(self, written: str) -> str:
        if written.isdigit():
            return written
        return self._cached_stem(written)

    @cached_property
    def _cached_stem(self):
        # Imported here: `migrate` and `check` need no dictionary.
        from simplemma import lemmatize
        from snowballstemmer import stemmer

        stem_word = stemmer("dutch").stemWord

        @lru_cache(maxsize=50_000)
        def stem(written: str) -> str:
            # The dictionary leads from fiets to fietsen and back: follow it all the way
            # and take the shortest word of the circle.
            chain = [written]
            while (lemma := _lemma(chain[-1], lemmatize)) not in chain:
                chain.append(lemma)
            return stem_word(min(chain[chain.index(lemma) :], key=len)) or written

        return stem


def _lemma(word: str, lemmatize) -> str:
    return LEMMAS.get(word) or lemmatize(word, lang="nl").lower()
