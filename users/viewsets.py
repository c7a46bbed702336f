"""The screens on which an administrator keeps the accounts."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.users.views.users import IndexView, UserViewSet

from users.models import User


def roles_of(user: User) -> str:
    """What somebody may do here, as the list of accounts says it."""
    if user.is_superuser:
        return str(_("may do everything"))
    return ", ".join(group.name for group in user.groups.all())


class AccountList(IndexView):
    """Wagtail's list, which says the roles of each person and not only who may do everything."""

    @cached_property
    def columns(self):
        roles = Column("roles", accessor=roles_of, label=_("Roles"), width="20%")
        return [roles if one.name == "is_superuser" else one for one in super().columns]

    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related("groups")


class AccountViewSet(UserViewSet):
    index_view_class = AccountList
