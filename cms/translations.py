"""What happens to a Dutch page happens to its translations.

Wagtail leaves them public when the original is withdrawn, made private or deleted
(https://github.com/wagtail/wagtail/issues/11015), and makes untranslated copies public.
`connect` listens to the signals, so that it holds for commands and schedules as well.
"""

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from wagtail.coreutils import find_available_slug
from wagtail.models import Page, PageViewRestriction, get_page_models
from wagtail.signals import page_unpublished, post_page_move


def is_original(page: Page) -> bool:
    return page.locale.language_code == settings.LANGUAGE_CODE


def translations_of(page: Page) -> QuerySet[Page]:
    """The versions of an original in other languages; none for what is no original."""
    if not is_original(page):
        return Page.objects.none()
    versions = Page.objects.filter(translation_key=page.translation_key)
    return versions.exclude(locale=page.locale)


def withdraw_translations(original: Page) -> None:
    """Take the translations off the site, and off the schedule."""
    for translation in translations_of(original).specific():
        translation.unpublish()
        translation.revisions.update(approved_go_live_at=None)


def move_translations(original: Page, parent: Page) -> None:
    """Move the translations to the same place in their own tree.

    Where the new place has no version in their language, a hidden copy of it takes them.
    """
    if parent.is_root():
        return
    for translation in translations_of(original).specific():
        target = parent.get_translation_or_none(translation.locale)
        if target is None:
            target = parent.specific.copy_for_translation(
                translation.locale, copy_parents=True, alias=True
            )
        if translation.is_child_of(target):
            continue
        slug = find_available_slug(target, translation.slug)
        if slug != translation.slug:
            translation.slug = slug
            translation.save(update_fields=["slug"], clean=False)
        translation.move(target, pos="last-child")


def mirror_restrictions(original: Page) -> None:
    """Give the translations the privacy of the original."""
    own = list(original.view_restrictions.prefetch_related("groups"))
    for translation in translations_of(original):
        translation.view_restrictions.all().delete()
        for restriction in own:
            copy = PageViewRestriction.objects.create(
                page=translation,
                restriction_type=restriction.restriction_type,
                password=restriction.password,
            )
            copy.groups.set(restriction.groups.all())


def hold_back(page: Page) -> None:
    """Keep an untranslated copy of a page of another language hidden.

    Wagtail makes such an alias for each page above one that is submitted for translation,
    as public as the original, and publishes it again with the original.
    """
    if page.alias_of_id and page.alias_of.locale_id != page.locale_id:
        page.live = False


def _page_withdrawn(instance, **kwargs):
    withdraw_translations(instance)


def _page_moved(instance, parent_page_before, parent_page_after, **kwargs):
    if parent_page_before.pk != parent_page_after.pk:
        move_translations(instance, parent_page_after)


def _page_deleted(instance, **kwargs):
    for translation in translations_of(instance):
        # One may have gone already, with a page above it.
        Page.objects.filter(pk=translation.pk).delete()


def _page_about_to_be_saved(instance, raw=False, **kwargs):
    if not raw:
        hold_back(instance)


def _page_made(instance, created, raw=False, **kwargs):
    if raw or not created or is_original(instance):
        return
    for original in instance.get_translations().filter(
        locale__language_code=settings.LANGUAGE_CODE, view_restrictions__isnull=False
    ):
        mirror_restrictions(original)


def _restriction_changed(instance, raw=False, **kwargs):
    if not raw:
        mirror_restrictions(instance.page)


def _restricted_groups_changed(instance, action, **kwargs):
    if action.startswith("post_") and isinstance(instance, PageViewRestriction):
        mirror_restrictions(instance.page)


def connect() -> None:
    page_unpublished.connect(_page_withdrawn)
    post_page_move.connect(_page_moved)
    post_delete.connect(_page_deleted, sender=Page)
    for model in get_page_models():
        pre_save.connect(_page_about_to_be_saved, sender=model)
        post_save.connect(_page_made, sender=model)
    for signal in (post_save, post_delete):
        signal.connect(_restriction_changed, sender=PageViewRestriction)
    m2m_changed.connect(_restricted_groups_changed, sender=PageViewRestriction.groups.through)
