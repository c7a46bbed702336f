"""The addresses of the screens about one issue."""

from django.urls import path
from wagtail.admin.viewsets.base import ViewSet

from newsletter.admin.composing.proposals import ProposalsView


class ComposingViewSet(ViewSet):
    """No menu: each screen is reached from its issue."""

    name = "composing"
    url_prefix = "nummer"

    def get_urlpatterns(self):
        return [
            path("<int:pk>/nieuw/", self.construct_view(ProposalsView), name="proposals"),
        ]
