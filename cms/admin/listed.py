"""Lists in the menu of what is no page and no snippet."""

from functools import partial

from django.urls import path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from cms.admin.spreadsheets import ColumnSpreadsheetMixin


class PermittedMenuItem(MenuItem):
    """Only for people who have a permission."""

    def __init__(self, *args, permission: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request):
        return request.user.has_perm(self.permission)


class ListedView(ColumnSpreadsheetMixin, IndexView):
    """The list itself, for who has one of `any_permission_required` on its model."""

    paginate_by = 50

    @cached_property
    def permission_policy(self):
        return ModelPermissionPolicy(self.model)


class ListedViewSet(ViewSet):
    """A list in the menu, for who has one permission; what follows it is in `screens`.

    Wagtail's `ModelViewSet` would add forms to make, change and delete, which none of these has.
    """

    permission: str
    list_view: type

    @property
    def menu_item_class(self):
        return partial(PermittedMenuItem, permission=self.permission)

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(
            index_url_name=self.get_url_name("index"),
            index_results_url_name=self.get_url_name("index_results"),
            **kwargs,
        )

    def get_urlpatterns(self):
        results = self.construct_view(self.list_view, results_only=True)
        return [
            path("", self.construct_view(self.list_view), name="index"),
            path("resultaten/", results, name="index_results"),
            *self.screens(),
        ]

    def screens(self) -> list:
        return []
