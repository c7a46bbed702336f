"""The analysis for English and French pages, of which the site has few."""

from search.analysis.base import Analyzer


class PlainAnalyzer(Analyzer):
    """Folds, and stems nothing: right for a handful of pages in any language."""

    splits_at_apostrophe = True  # l'économie, today's

    def stem(self, written: str) -> str:
        return written
