"""When the index is written: at the moment at which its sources are.

Every way to publish, withdraw, move or copy a page ends in a save of the page, inside
Wagtail's own transaction; so the saves are what this listens to, not the signals that
Wagtail sends afterwards, outside of it.
"""

from django.apps import apps
from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from modelcluster.fields import ParentalKey
from wagtail.images.models import AbstractImage
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, Site

from cms.signals import before_serving
from search import index
from search.analysis.lexicon import frequencies, lemmas
from search.models import SearchChange, SearchDocument
from search.sources import breadcrumbs, is_source_model, snippet_models


def page_saved(sender, instance, update_fields=None, raw=False, **kwargs):
    """Index a page from memory when all of it is saved, else as the database has it.

    A partial save comes with a draft, whose text must not be found; a complete one is
    about to write its children, which only the instance has yet.
    """
    if raw:
        return
    is_complete = update_fields is None and type(instance) is instance.specific_class
    page = instance if is_complete else Page.objects.get(pk=instance.pk).specific
    if not is_source_model(type(page)):
        return
    if page.is_site_root():
        Site.clear_site_root_paths_cache()  # Wagtail does so too, but later
    was_changed = index.update(page)
    if _descendants_lag(page):
        index.update_tree(page)
    elif was_changed and page.allowed_subpage_models():
        index.update_snippets()
    if was_changed:
        index.update_referrers(page)


def _descendants_lag(page: Page) -> bool:
    """Whether what is below the page is in the index with an old address or breadcrumb, or not.

    A change of the page concerns everything below it, so one document tells for all.
    """
    if page.is_leaf():
        return False
    below = SearchDocument.objects.filter(
        fragment="", page__path__startswith=page.path, page__depth__gt=page.depth
    )
    document = below.as_shown().select_related("page").first()
    if document is None:  # a branch that leaves a private place has none yet
        return Page.objects.descendant_of(page).live().public().exists()
    parts = page.get_url_parts()
    has_moved = not document.url_path.startswith((parts and parts[2]) or "?")
    return has_moved or document.breadcrumb != breadcrumbs(document.page)[0]


def snippet_saved(sender, instance, raw=False, **kwargs):
    if not raw:
        index.update(instance)


def snippet_deleted(sender, instance, **kwargs):
    index.remove(instance)


def part_changed(sender, instance, raw=False, origin=None, **kwargs):
    """A row of a page or snippet, saved or deleted by itself."""
    if raw or not _is_origin(sender, origin):
        return
    key = _parental_key(sender)
    parent = getattr(instance, key.name)
    # A parent that is being saved was indexed from memory with all its rows.
    is_with_parent = key.remote_field.related_name in getattr(
        parent, "_cluster_related_objects", ()
    )
    if parent is not None and not is_with_parent:
        _update_from_database(parent)


def document_deleted(sender, instance, **kwargs):
    """Whatever took a document away, such as its page."""
    SearchChange.objects.create(source=instance.source)


def relation_changed(sender, instance, action, **kwargs):
    if action.startswith("post_") and is_source_model(type(instance)):
        _update_from_database(instance)


def ingredient_changed(sender, instance, raw=False, origin=None, **kwargs):
    """Something that sources show: a series, a rubric, a municipality, a code."""
    if not raw and _is_origin(sender, origin):
        index.update_referrers(instance)


def referred_leaves(sender, instance, origin=None, **kwargs):
    """What is chosen in a many-to-many field is known for the last time before it goes."""
    if _is_origin(sender, origin):
        instance.search_referrers = index.referrers(instance)


def referred_left(sender, instance, origin=None, **kwargs):
    if _is_origin(sender, origin):
        index.update_sources(instance.search_referrers)


def restriction_changed(sender, instance, raw=False, origin=None, **kwargs):
    if not raw and _is_origin(sender, origin):
        # What shows something of a page that is private now, such as an issue, must forget it.
        for page in index.update_tree(instance.page.specific):
            index.update_referrers(page)


def site_saved(sender, instance, raw=False, **kwargs):
    if not raw:
        Site.clear_site_root_paths_cache()
        index.update_tree(Page.get_first_root_node())


def issues_concerned(sender, **kwargs):
    """A rule stands on issues by their date, a private collection holds their originals.

    Neither has a reference to them.
    """
    newsletters = SearchDocument.objects.exclude(series="").values_list("page_id", flat=True)
    index.update_pages(newsletters.distinct())


def _is_origin(sender, origin) -> bool:
    """Whether a deletion began with this row and not with what it hangs on."""
    model = getattr(origin, "model", None) or type(origin)
    return origin is None or model is sender


def _update_from_database(source: models.Model) -> None:
    if isinstance(source, Page):
        index.update_pages([source.pk])
    else:
        for fresh in type(source)._base_manager.filter(pk=source.pk):
            index.update(fresh)


def _parental_key(model) -> ParentalKey | None:
    keys = (field for field in model._meta.fields if isinstance(field, ParentalKey))
    return next((key for key in keys if is_source_model(key.related_model)), None)


def _ingredients(owners) -> set[type[models.Model]]:
    """The models that sources and their rows point at; pictures and Wagtail's own aside."""
    targets = {
        field.related_model
        for owner in owners
        for field in [*owner._meta.fields, *owner._meta.many_to_many]
        if field.is_relation and field.model is not Page
    }
    return {
        model
        for model in targets
        if not is_source_model(model)
        and not model.__module__.startswith(("wagtail.", "django."))
        and not issubclass(model, AbstractImage)
    }


def load_words(**kwargs) -> None:
    """Once for all workers: several threads at their first search would each read them."""
    lemmas()
    frequencies()


def connect() -> None:
    """Listen to the models concerned, and to no other: a listener slows every deletion."""
    pages = [model for model in apps.get_models() if issubclass(model, Page)]
    parts = [model for model in apps.get_models() if _parental_key(model)]
    ingredients = _ingredients([*filter(is_source_model, pages), *snippet_models(), *parts])
    for model in pages:
        post_save.connect(page_saved, sender=model)
    for model in snippet_models():
        post_save.connect(snippet_saved, sender=model)
        post_save.connect(ingredient_changed, sender=model)
        post_delete.connect(snippet_deleted, sender=model)
    for model in ingredients:
        post_save.connect(ingredient_changed, sender=model)
    # Deleting a page of any type ends with its row as a page, and with those of all below it.
    for model in [Page, *snippet_models(), *ingredients]:
        pre_delete.connect(referred_leaves, sender=model)
        post_delete.connect(referred_left, sender=model)
    for signal in (post_save, post_delete):
        for model in parts:
            signal.connect(part_changed, sender=model)
        signal.connect(restriction_changed, sender=PageViewRestriction)
        signal.connect(issues_concerned, sender="helpdesk.LegalRule")
        signal.connect(issues_concerned, sender=CollectionViewRestriction)
    for model in [*pages, *snippet_models()]:
        for field in model._meta.local_many_to_many:
            m2m_changed.connect(relation_changed, sender=field.remote_field.through)
    before_serving.connect(load_words)
    post_save.connect(site_saved, sender=Site)
    post_delete.connect(document_deleted, sender=SearchDocument)
