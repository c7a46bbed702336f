"""Words for what packages show without any: Django falls back on an English name then.

Where a package asks for a translation, that stands in `locale/packages/`. What is here was
never marked as text by them, and they have no setting for it: each module says what a class of
theirs lacks, and `complete_labels()` fills it in once, when Django starts.
"""

from desk.labels import accounts, comparisons, localize, wagtail_admin


def complete_labels() -> None:
    """Give every screen of the packages its words."""
    accounts.complete()
    comparisons.complete()
    wagtail_admin.complete()
    localize.complete()
