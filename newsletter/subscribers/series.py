"""Series as people see them: those that still appear, in their language."""

from django.utils.translation import get_language

from newsletter.models import Series


def open_series() -> list[Series]:
    """What somebody can subscribe to, as originals."""
    return list(Series.objects.originals().running().select_related("locale"))


def in_language(originals, language: str | None = None) -> list[Series]:
    """For each original its translation where there is one, in the same order.

    The translation says the name; `original_pk` says what people subscribe to.
    """
    language = language or get_language()
    originals = list(originals)
    translated = {
        series.translation_key: series
        for series in Series.objects.filter(
            translation_key__in=[series.translation_key for series in originals],
            locale__language_code=language,
        ).select_related("locale")
    }
    shown = []
    for original in originals:
        series = translated.get(original.translation_key, original)
        series.original_pk = original.pk
        shown.append(series)
    return shown
