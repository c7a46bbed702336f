"""Where the import of old issues is found in the admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from newsletter.admin.access import archive_for
from newsletter.admin.review import OriginalView, ReviewView
from newsletter.admin.upload import UploadView


class _ImportMenuItem(MenuItem):
    """Only for people who may use it."""

    def is_shown(self, request):
        return archive_for(request.user) is not None


class ImportViewSet(ViewSet):
    """The upload, the list of imported files, and the review of each."""

    name = "import_issues"
    url_prefix = "oude-nummers"
    icon = "download"
    menu_label = _("Import old issues")
    menu_item_class = _ImportMenuItem

    def get_urlpatterns(self):
        return [
            path("", self.construct_view(UploadView), name="index"),
            path("<int:pk>/", self.construct_view(ReviewView), name="review"),
            path("<int:pk>/origineel/", self.construct_view(OriginalView), name="original"),
        ]
