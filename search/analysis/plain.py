"""The analysis for English and French pages, of which the site has few."""

from functools import cached_property

from search.analysis.base import Analyzer

# Of the languages of the site that have a stemmer and are not Dutch.
_STEMMERS = {"en": "english", "fr": "french"}
_STOP_WORDS = {
    "en": "a an and are at by can do for from how i in is it of on or the to was what when where"
    " which who why with",
    "fr": "a au aux avec ce ces comment d dans de des du elle en est et il l la le les leur ou"
    " par pas pour pourquoi qu quand que quel quelle qui s sur un une",
}


class PlainAnalyzer(Analyzer):
    """Folds and stems, without compounds: right for a handful of pages."""

    splits_at_apostrophe = True  # l'économie, today's

    def __init__(self, language: str):
        self.language = language
        self.stop_words = frozenset(_STOP_WORDS.get(language, "").split())

    def stem(self, written: str) -> str:
        return self._stem_word(written)

    @cached_property
    def _stem_word(self):
        if self.language not in _STEMMERS:
            return str
        from Stemmer import Stemmer

        # A stemmer keeps the word that it works on: threads cannot share one.
        return lambda written: Stemmer(_STEMMERS[self.language], 0).stemWord(written)
