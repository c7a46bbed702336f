"""What an editor must know before a translation goes on the site.

wagtail-localize fills the gaps of an unfinished translation with Dutch, publishes it, and
says so afterwards. Here the editor reads first what is missing, and decides.
"""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.models import StringSegment, Translation

SHOWN_TEXTS = 8


def translation_to(instance: TranslatableMixin) -> Translation | None:
    """The work of translating into this page or snippet; None for what is no translation."""
    found = Translation.objects.select_related("source", "target_locale")
    return found.filter(
        source__object_id=instance.translation_key, target_locale=instance.locale, enabled=True
    ).first()


def readable_segments() -> QuerySet:
    """What visitors would read in Dutch: an address may stay what it is."""
    return StringSegment.objects.exclude(context__path="slug")


def untranslated_texts(translation: Translation) -> list[str]:
    """The Dutch texts without a sound translation, in the order of the page."""
    segments = readable_segments().filter(source_id=translation.source_id).order_by("order")
    segments = segments.annotate_translation(translation.target_locale)
    missing = segments.filter(translation__isnull=True)
    return list(missing.values_list("string__data", flat=True))


def doubts(translation: Translation, instance: TranslatableMixin) -> Iterator[str]:
    """Why publishing may be a mistake, a sentence each; beside what is not translated."""
    if isinstance(instance, Page):
        original = instance.get_translations().filter(locale__language_code=settings.LANGUAGE_CODE)
        if not original.live().exists():
            yield _("The Dutch page itself is not published.")
        hidden = instance.get_ancestors().filter(depth__gt=1, live=False)
        for page in hidden:
            yield _("A page above it is not published in this language: “%(title)s”.") % {
                "title": page.title
            }
    for title in _unfinished_snippets(translation):
        yield _("“%(title)s”, which stands on it, is not translated.") % {"title": title}


def _unfinished_snippets(translation: Translation) -> Iterator[str]:
    keys = translation.source.relatedobjectsegment_set.values("object_id")
    related = Translation.objects.filter(
        source__object_id__in=keys, target_locale=translation.target_locale
    )
    for one in related.select_related("source", "target_locale"):
        if untranslated_texts(one):
            yield one.source.object_repr


def ask_before_publishing(
    request: HttpRequest, instance: TranslatableMixin
) -> HttpResponse | None:
    """The question whether to publish all the same; None when there is nothing to ask."""
    is_publishing = request.method == "POST" and request.POST.get("action") == "publish"
    if not is_publishing or "anyway" in request.POST:
        return None
    translation = translation_to(instance)
    if translation is None:
        return None
    missing = untranslated_texts(translation)
    reasons = list(doubts(translation, instance))
    if missing:
        reasons.insert(
            0,
            ngettext(
                "%(count)s text is not translated: visitors would read it in Dutch.",
                "%(count)s texts are not translated: visitors would read them in Dutch.",
                len(missing),
            )
            % {"count": len(missing)},
        )
    if not reasons:
        return None
    context = {
        "reasons": reasons,
        "texts": missing[:SHOWN_TEXTS],
        "more": max(0, len(missing) - SHOWN_TEXTS),
        "subtitle": str(instance),
    }
    return render(request, "desk/translations/unfinished.html", context)
