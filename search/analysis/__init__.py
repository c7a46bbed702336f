"""How text becomes words that can be found: the same for the index and for a query.

`get_analyzer(language)` is the only door. Compounds, spelling and synonyms belong in
this package too: an analyzer may yield more alternatives for a word (`Word.joined` is
the first of them) without a change in models, stores or views.
"""

from functools import cache

from search.analysis.base import Analyzed, Analyzer, Word
from search.analysis.dutch import DutchAnalyzer
from search.analysis.plain import PlainAnalyzer

# Part of each document's digest: raise it when the analysis changes, and
# `rebuild_search` writes every document again.
ANALYSIS_VERSION = 1


@cache
def get_analyzer(language: str) -> Analyzer:
    """The analyzer for a language code; one that only folds for all but Dutch."""
    return DutchAnalyzer() if language.split("-")[0] == "nl" else PlainAnalyzer()


__all__ = ["ANALYSIS_VERSION", "Analyzed", "Analyzer", "Word", "get_analyzer"]
