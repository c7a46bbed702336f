"""News in the admin: the themes."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from news.models import Theme


class ThemeViewSet(SnippetViewSet):
    """Themes, listed by name."""

    model = Theme
    icon = "tag"
    list_display = ["name", "slug"]
    search_fields = ["name"]


register_snippet(ThemeViewSet)
