"""The addresses of the screens about one issue."""

from django.urls import path
from wagtail.admin.viewsets.base import ViewSet

from newsletter.admin.composing.proposals import ProposalsView
from newsletter.admin.composing.sending import ChecklistView, ConfirmView


class ComposingViewSet(ViewSet):
    """No menu: each screen is reached from its issue."""

    name = "composing"
    url_prefix = "nummer"

    def get_urlpatterns(self):
        return [
            path("<int:pk>/nieuw/", self.construct_view(ProposalsView), name="proposals"),
            path("<int:pk>/versturen/", self.construct_view(ChecklistView), name="send"),
            path(
                "<int:pk>/versturen/bevestigen/", self.construct_view(ConfirmView), name="confirm"
            ),
        ]
