"""Selections of pages of all types, within what somebody may edit."""

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page, get_page_models
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
    return editable(user).filter(unseen).exclude(go_live_at__gt=timezone.now())


def reviewed_models() -> list[type[Page]]:
    """The page types with a day on which somebody checks them."""
    return [model for model in get_page_models() if issubclass(model, ReviewedMixin)]


def with_review_day(user, day_lookup: dict) -> QuerySet:
    """Pages with a day to check them, of which the day fits the lookup."""
    chosen = Q(pk__in=[])
    for model in reviewed_models():
        own = {f"{model._meta.model_name}__{name}": value for name, value in day_lookup.items()}
        chosen |= Q(**own)
    return editable(user).filter(chosen, live=True)


def due_pages(user) -> QuerySet:
    """Published pages of which the day to check has come."""
    return with_review_day(user, {"review_on__lte": timezone.localdate()})


def profiles(user) -> QuerySet:
    """Published companies; what is checked of one holds for its translations."""
    return CompanyPage.objects.live().filter(
        pk__in=editable(user).values("pk"), locale__language_code=settings.LANGUAGE_CODE
    )
