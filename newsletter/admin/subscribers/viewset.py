"""Where subscribers are found in the admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from cms.admin.listed import ListedViewSet
from newsletter.admin.subscribers.importing import ImportReviewView, ImportView
from newsletter.admin.subscribers.listing import SubscribersView
from newsletter.admin.subscribers.person import EraseView, PersonView


class SubscribersViewSet(ListedViewSet):
    """The list with its figures, each person, and the import, for people who may see addresses."""

    name = "subscribers"
    url_prefix = "abonnees"
    icon = "group"
    menu_label = _("Subscribers")
    permission = "newsletter.view_subscriber"
    list_view = SubscribersView

    def screens(self):
        review = self.construct_view(ImportReviewView)
        return [
            path("<int:pk>/", self.construct_view(PersonView), name="person"),
            path("<int:pk>/wissen/", self.construct_view(EraseView), name="erase"),
            path("importeren/", self.construct_view(ImportView), name="import"),
            path("importeren/<int:pk>/", review, name="import_review"),
        ]
