"""The role of the people who write: what a redacteur may do in the admin."""

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.snippets.models import get_snippet_models

EDITORS = "Redacteurs"

PAGE_ACTIONS = ("add", "change", "publish", "lock", "unlock")
# Wagtail asks for the rights on its own models, also where a site has its own.
COLLECTION_MODELS = (("wagtailimages", "image"), ("wagtaildocs", "document"))
COLLECTION_ACTIONS = ("add", "change", "choose")
# Wagtail makes these two, in English and with rights that this site grants otherwise.
STOCK_GROUPS = ("Editors", "Moderators")


def setup_roles() -> Group:
    """Create the role or bring its rights up to date; harmless to repeat."""
    Group.objects.filter(name__in=STOCK_GROUPS, user__isnull=True).delete()
    group, _created = Group.objects.get_or_create(name=EDITORS)
    group.permissions.set(_model_permissions())
    for root in Page.get_root_nodes():
        for action in PAGE_ACTIONS:
            GroupPagePermission.objects.get_or_create(
                group=group, page=root, permission=_permission("wagtailcore", "page", action)
            )
    collection = Collection.get_first_root_node()
    for app_label, model in COLLECTION_MODELS:
        for action in COLLECTION_ACTIONS:
            GroupCollectionPermission.objects.get_or_create(
                group=group,
                collection=collection,
                permission=_permission(app_label, model, action),
            )
    return group


def _model_permissions() -> list[Permission]:
    """Into the admin, everything with snippets but deleting, site details and redirects."""
    models = [*get_snippet_models(), apps.get_model("wagtailredirects", "Redirect")]
    permissions = [
        Permission.objects.get(codename="access_admin"),
        _permission("cms", "sitesettings", "change"),
    ]
    for model in models:
        permissions += Permission.objects.filter(
            content_type=ContentType.objects.get_for_model(model),
            codename__regex="^(add|change|view)_",
        )
    permissions += Permission.objects.filter(codename="submit_translation")
    return permissions


def _permission(app_label: str, model: str, action: str) -> Permission:
    return Permission.objects.get(
        content_type__app_label=app_label,
        content_type__model=model,
        codename=f"{action}_{model}",
    )
