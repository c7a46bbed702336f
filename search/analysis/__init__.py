"""How text becomes words that can be found: the same for the index and for a query.

`get_analyzer(language)` is the only door.
"""

from functools import cache

from search.analysis.base import (
    BETWEEN,
    PART,
    SAME_PLACE,
    STEM,
    Analyzed,
    Analyzer,
    TokenLines,
    Word,
)
from search.analysis.dutch import DutchAnalyzer
from search.analysis.plain import PlainAnalyzer

# Part of each document's digest: raise it when the analysis changes, and
# `rebuild_search` writes every document again.
ANALYSIS_VERSION = 12


@cache
def get_analyzer(language: str) -> Analyzer:
    """The analyzer for a language code such as `nl` or `fr-be`."""
    language = language.split("-")[0]
    return DutchAnalyzer() if language == "nl" else PlainAnalyzer(language)


__all__ = [
    "ANALYSIS_VERSION",
    "BETWEEN",
    "PART",
    "SAME_PLACE",
    "STEM",
    "Analyzed",
    "Analyzer",
    "TokenLines",
    "Word",
    "get_analyzer",
]
