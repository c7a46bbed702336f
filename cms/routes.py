"""Pages with addresses below their own: feeds, calendars, an archive."""

from django.urls import NoReverseMatch
from wagtail.contrib.routable_page.models import RoutablePageMixin


class RoutesMixin(RoutablePageMixin):
    """As Wagtail's, and what people subscribed to goes on when a page is renamed or moved."""

    def get_route_paths(self) -> list[str]:
        """Where Wagtail makes redirects from: the page itself and each route without arguments."""
        paths = []
        for pattern in self.get_subpage_urls():
            try:
                paths.append(f"/{self.reverse_subpage(pattern.name).lstrip('/')}")
            except NoReverseMatch:
                continue  # one for each of many things
        return paths
