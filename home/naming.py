"""Dutch names for what Django and Wagtail put in the database in English."""

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail import hooks
from wagtail.models import Collection, Page

ROOT = "Root"
# Wagtail grants these for a part of the tree or of the files, beside what it registers.
TREE = ("page", "collection", "image", "document")


def name_in_dutch() -> None:
    """Name the roots of both trees, and the rights that a screen of roles offers."""
    with override(settings.LANGUAGE_CODE):
        Page.objects.filter(depth=1, title=ROOT).update(
            title=_("All pages"), draft_title=_("All pages")
        )
        Collection.objects.filter(depth=1, name=ROOT).update(name=_("All files"))
        permissions = list(_offered_permissions())
        for permission in permissions:
            permission.name = _name(permission)
        Permission.objects.bulk_update(permissions, ["name"])


def _offered_permissions() -> QuerySet:
    offered = Permission.objects.filter(
        content_type__app_label__startswith="wagtail", content_type__model__in=TREE
    )
    for find in hooks.get_hooks("register_permissions"):
        offered |= find()
    return offered.select_related("content_type")


def _name(permission: Permission) -> str:
    """What it allows, and on what; a right of its own kind keeps its translated name."""
    action = permission.codename.partition("_")[0]
    actions = {
        "access": _("may use the admin"),
        "add": _("may add"),
        "change": _("may change"),
        "bulk": _("may delete with what is under it"),
        "choose": _("may choose"),
        "delete": _("may delete"),
        "export": _("may take along as a spreadsheet"),
        "import": _("may import"),
        "publish": _("may publish"),
        "lock": _("may lock"),
        "send": _("may send"),
        "submit": _("may submit for translation"),
        "unlock": _("may unlock"),
        "view": _("may see"),
    }
    model = permission.content_type.model_class()
    if action not in actions or model is None:
        return permission.name
    if action == "access":
        return capfirst(actions[action])  # of no model that an editor knows
    return f"{capfirst(str(model._meta.verbose_name))}: {actions[action]}"
