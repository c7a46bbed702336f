"""Selections of pages of all types, within what somebody may edit."""

from django.conf import settings
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from wagtail.models import Page, Revision, WorkflowState, get_page_models
from wagtail.permissions import policy_registry

from cms.models import ReviewedMixin
from companies.models import CompanyPage


def editable(user) -> QuerySet:
    """The pages, without the root of the tree, that somebody may change."""
    policy = policy_registry.get_by_type(Page)
    return policy.instances_user_has_permission_for(user, "change").filter(depth__gt=1)


def drafts(user) -> QuerySet:
    """Pages with work that visitors do not see, without what waits for its moment or a reader.

    A withdrawn page without later changes is no draft.
    """
    unseen = Q(has_unpublished_changes=True) & (Q(live=True) | Q(first_published_at=None))
    approved = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    planned = approved.values(pk_=Cast("object_id", IntegerField()))
    with_reader = Page.objects.filter(_workflow_states__status=WorkflowState.STATUS_IN_PROGRESS)
    mine = editable(user).filter(unseen).exclude(pk__in=planned)
    return mine.exclude(pk__in=with_reader.values("pk"))


def reviewed_models() -> list[type[Page]]:
    """The page types with a day on which somebody checks them."""
    return [model for model in get_page_models() if issubclass(model, ReviewedMixin)]


def reviewed(user, **lookup) -> QuerySet:
    """Published pages that somebody checks, of which the fields of their type fit the lookup.

    A translation says what its original says: what is true of one is checked there.
    """
    chosen = Q(pk__in=[])
    for model in reviewed_models():
        name = model._meta.model_name
        own = {f"{name}__{field}": value for field, value in lookup.items()}
        chosen |= Q(**own) if own else Q(**{f"{name}__isnull": False})
    return originals(editable(user)).filter(chosen, live=True)


def originals(pages: QuerySet) -> QuerySet:
    """Dutch pages, and pages of which there is no Dutch version."""
    is_dutch = Q(locale__language_code=settings.LANGUAGE_CODE)
    dutch = Page.objects.filter(is_dutch, translation_key=OuterRef("translation_key"))
    return pages.filter(is_dutch | ~Exists(dutch))


def with_number_of_translations(pages: QuerySet) -> QuerySet:
    """Pages with `translations`: in how many other languages visitors may read them."""
    versions = Page.objects.filter(
        translation_key=OuterRef("translation_key"), live=True, alias_of=None
    ).exclude(pk=OuterRef("pk"))
    number = versions.order_by().values("translation_key").annotate(number=Count("pk"))
    return pages.annotate(translations=Coalesce(Subquery(number.values("number")), 0))


def due_pages(user) -> QuerySet:
    """Published pages of which the day to check has come."""
    return reviewed(user, review_on__lte=timezone.localdate())


def profiles(user) -> QuerySet:
    """Published companies; what is checked of one holds for its translations."""
    return CompanyPage.objects.live().filter(
        pk__in=editable(user).values("pk"), locale__language_code=settings.LANGUAGE_CODE
    )
