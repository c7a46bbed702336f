"""Where subscribers are found in the admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from newsletter.admin.subscribers.importing import ImportReviewView, ImportView
from newsletter.admin.subscribers.listing import SubscribersView
from newsletter.admin.subscribers.person import EraseView, PersonView


class _SubscribersMenuItem(MenuItem):
    """Only for people who may see addresses."""

    def is_shown(self, request):
        return request.user.has_perm("newsletter.view_subscriber")


class SubscribersViewSet(ViewSet):
    """The list with its figures, each person, and the import."""

    name = "subscribers"
    url_prefix = "abonnees"
    icon = "group"
    menu_label = _("Subscribers")
    menu_item_class = _SubscribersMenuItem

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(
            index_url_name=self.get_url_name("index"),
            index_results_url_name=self.get_url_name("index_results"),
            **kwargs,
        )

    def get_urlpatterns(self):
        return [
            path("", self.construct_view(SubscribersView), name="index"),
            path(
                "resultaten/",
                self.construct_view(SubscribersView, results_only=True),
                name="index_results",
            ),
            path("<int:pk>/", self.construct_view(PersonView), name="person"),
            path("<int:pk>/wissen/", self.construct_view(EraseView), name="erase"),
            path("importeren/", self.construct_view(ImportView), name="import"),
            path(
                "importeren/<int:pk>/",
                self.construct_view(ImportReviewView),
                name="import_review",
            ),
        ]
