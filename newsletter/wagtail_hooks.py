"""The newsletter in the admin: its series, its rubrics and its old issues."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from newsletter.admin.viewset import ImportViewSet
from newsletter.models import Rubric, Series


class SeriesViewSet(SnippetViewSet):
    """Series, the running one first."""

    model = Series
    icon = "list-ul"
    list_display = ["name", "started_on", "ended_on"]
    search_fields = ["name"]


class RubricViewSet(SnippetViewSet):
    """Rubrics, listed by name."""

    model = Rubric
    icon = "tag"
    list_display = ["name", "slug"]
    search_fields = ["name"]


class NewsletterViewSetGroup(SnippetViewSetGroup):
    """One menu for everything about the newsletter but the issues, which are pages."""

    items = (SeriesViewSet, RubricViewSet, ImportViewSet)
    menu_label = _("Newsletter")
    menu_icon = "mail"
    menu_order = 250


register_snippet(NewsletterViewSetGroup)
