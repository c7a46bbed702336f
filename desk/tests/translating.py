"""The work of a translator, without the screens."""

from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object


def submit(page, locale) -> Translation:
    translate_object(page, [locale])
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=locale)


def translate(translation: Translation, leave_out: str = "") -> None:
    """Give every text of it a translation, but for one field."""
    for segment in translation.source.stringsegment_set.exclude(context__path=leave_out):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={"data": f"fr-{segment.string.data}"},
        )


def edit_url(translation: Translation) -> str:
    return reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])


def publish(translation: Translation) -> None:
    translation.source.create_or_update_translation(
        translation.target_locale, publish=False, fallback=True, copy_parent_pages=True
    )
    translation.get_target_instance().get_latest_revision().publish()
