"""Who may do what in the admin: the roles, and the one step of moderation."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    TranslatableMixin,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.snippets.models import get_snippet_models

from home.naming import name_in_dutch

WRITERS = "Redacteurs"
EDITORS = "Hoofdredacteurs"
HELPDESK = "Helpdesk"
TRANSLATORS = "Vertalers"
ADMINISTRATORS = "Beheerders"

WRITE = ("add", "change")
PUBLISH = (*WRITE, "publish", "lock", "unlock")
MODERATION = "Nalezen"
# Wagtail makes these, in English and with rights that this site grants otherwise.
STOCK_GROUPS = ("Editors", "Moderators")
STOCK_MODERATION = "Moderators approval"

HELPDESK_MODELS = ("helpdesk.practiceindexpage", "helpdesk.glossarypage")
HELPDESK_SLUG = "helpdesk"
# Words and links of editors that nothing hangs on, so that deleting them harms nothing.
WORDS = ("search.synonym", "wagtailsearchpromotions.searchpromotion")
# Wagtail asks for the rights on its own models, also where a site has its own.
FILES = ("wagtailimages.image", "wagtaildocs.document")
ADMINISTERED = (
    "users.user",
    "auth.group",
    "wagtailcore.site",
    "wagtailcore.locale",
    "wagtailcore.workflow",
    "wagtailcore.task",
    "cms.sitesettings",
    "wagtailredirects.redirect",
)


@dataclass(frozen=True)
class Role:
    """A group: `rights` are (model, actions), `pages` the actions on `tree`.

    `snippets` holds for every snippet, `translatable` also for those with translations.
    """

    name: str
    pages: tuple[str, ...]
    tree: str = "everything"
    rights: tuple[tuple[str, tuple[str, ...]], ...] = ()
    snippets: tuple[str, ...] = ("view",)
    translatable: tuple[str, ...] = ()
    files: tuple[str, ...] = (*WRITE, "choose")
    collections: tuple[str, ...] = ()

    def permissions(self) -> list[Permission]:
        """Everything that is not about one page or one collection of files."""
        snippets = [
            (model._meta.label_lower, self._of_snippet(model)) for model in get_snippet_models()
        ]
        return [
            Permission.objects.get(codename="access_admin"),
            *_permissions(*snippets, *self.rights),
        ]

    def _of_snippet(self, model: type[Model]) -> tuple[str, ...]:
        return self.snippets + (self.translatable if issubclass(model, TranslatableMixin) else ())


_WORDS = tuple((label, ("add", "change", "delete", "view")) for label in WORDS)
_FIGURES = (("search.searchcount", ("view",)), ("desk.checkedlink", ("view",)))
_READ_ANSWERS = (("companies.profilecheck", ("view",)),)
_HANDLE_ANSWERS = (("companies.profilecheck", ("view", "change")),)
_TRANSLATE = (("wagtail_localize.translation", ("submit",)),)
_ADMINISTER = (
    *((label, ("add", "change", "delete", "view")) for label in ADMINISTERED),
    ("newsletter.subscriber", ("view", "change", "delete", "import", "export")),
    ("newsletter.mailing", ("send",)),
)

ROLES = (
    Role(
        WRITERS,
        WRITE,
        rights=(*_WORDS, *_FIGURES, *_TRANSLATE, *_READ_ANSWERS),
        snippets=("add", "change", "view"),
    ),
    Role(
        EDITORS,
        PUBLISH,
        rights=(
            *_WORDS,
            *_FIGURES,
            *_TRANSLATE,
            *_HANDLE_ANSWERS,
            ("newsletter.subscriber", ("view", "change", "import", "export")),
            ("newsletter.mailing", ("send",)),
            ("cms.sitesettings", ("change",)),
            ("wagtailredirects.redirect", ("add", "change", "view")),
        ),
        snippets=("add", "change", "view"),
    ),
    Role(
        HELPDESK,
        PUBLISH,
        tree="helpdesk",
        rights=(
            *_WORDS,
            *_FIGURES,
            *_HANDLE_ANSWERS,
            ("helpdesk.legalrule", ("add", "change")),
        ),
    ),
    Role(
        TRANSLATORS,
        PUBLISH,
        tree="translations",
        rights=_TRANSLATE,
        translatable=("change",),
        files=("choose",),
    ),
    Role(
        ADMINISTRATORS,
        (*PUBLISH, "bulk_delete"),
        rights=(*_WORDS, *_FIGURES, *_TRANSLATE, *_HANDLE_ANSWERS, *_ADMINISTER),
        snippets=("add", "change", "delete", "view"),
        files=(*WRITE, "delete", "choose"),
        collections=(*WRITE, "delete"),
    ),
)


def setup_roles() -> list[Group]:
    """Create the roles or bring their rights up to date; harmless to repeat.

    What an administrator grants on other pages, or to groups of their own, stays.
    """
    Group.objects.filter(name__in=STOCK_GROUPS, user__isnull=True).delete()
    groups = [_setup(role) for role in ROLES]
    _setup_moderation()
    name_in_dutch()
    return groups


def _setup(role: Role) -> Group:
    group, _created = Group.objects.get_or_create(name=role.name)
    group.permissions.set(role.permissions())
    actions = _permissions(("wagtailcore.page", role.pages))
    roots = list(_roots(role.tree))
    GroupPagePermission.objects.filter(group=group, page__in=roots).exclude(
        permission__in=actions
    ).delete()
    GroupPagePermission.objects.bulk_create(
        [
            GroupPagePermission(group=group, page=root, permission=permission)
            for root in roots
            for permission in actions
        ],
        ignore_conflicts=True,
    )
    collection = Collection.get_first_root_node()
    files = _permissions(
        *((label, role.files) for label in FILES), ("wagtailcore.collection", role.collections)
    )
    GroupCollectionPermission.objects.filter(group=group, collection=collection).exclude(
        permission__in=files
    ).delete()
    GroupCollectionPermission.objects.bulk_create(
        [
            GroupCollectionPermission(group=group, collection=collection, permission=permission)
            for permission in files
        ],
        ignore_conflicts=True,
    )
    return group


def _roots(tree: str) -> Iterable[Page]:
    """The pages from which a role may work, down to all that is under them."""
    if tree == "everything":
        return Page.get_root_nodes()
    own_language = Page.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    if tree == "translations":
        return Page.objects.filter(depth=2).exclude(pk__in=own_language)
    types = [ContentType.objects.get_for_model(apps.get_model(name)) for name in HELPDESK_MODELS]
    return own_language.filter(
        Q(content_type__in=types) | Q(depth=3, slug=HELPDESK_SLUG), depth__gte=3
    )


def _permissions(*rights: tuple[str, Iterable[str]]) -> list[Permission]:
    """Of (model, actions) each action that exists on that model; one query."""
    wanted = set()
    for label, actions in rights:
        app_label, model = label.split(".")
        wanted |= {(app_label, f"{action}_{model}") for action in actions}
    found = Permission.objects.filter(codename__in={codename for _app, codename in wanted})
    return [
        permission
        for permission in found.select_related("content_type")
        if (permission.content_type.app_label, permission.codename) in wanted
    ]


def _setup_moderation() -> None:
    """One step: somebody who may publish reads what somebody who may not has written."""
    Task.objects.filter(name=STOCK_MODERATION).update(name=MODERATION)
    Workflow.objects.filter(name=STOCK_MODERATION).update(name=MODERATION)
    task = GroupApprovalTask.objects.filter(name=MODERATION).first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=MODERATION)
    task.groups.set(Group.objects.filter(name__in=[EDITORS, ADMINISTRATORS]))
    workflow, _created = Workflow.objects.get_or_create(name=MODERATION)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    for root in Page.get_root_nodes():
        WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})
