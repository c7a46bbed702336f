"""The helpdesk in the admin: practice cases, and rules that changed."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.admin.listings import PageListingFilterSet, SitePageListing
from cms.admin.snippets import SiteSnippetViewSet
from cms.admin.tables import DayColumn
from helpdesk.models import LegalRule, PracticeCasePage


class PracticeCaseFilterSet(PageListingFilterSet):
    """By place and by activity."""

    class Meta:
        model = PracticeCasePage
        fields = ["municipality", "activities"]


class PracticeCaseListing(SitePageListing):
    """All practice cases, newest first."""

    name = "practice_cases"
    url_prefix = "praktijkvoorbeelden"
    model = PracticeCasePage
    icon = "clipboard-list"
    menu_label = _("Practice cases")
    ordering = "-date"
    filterset_class = PracticeCaseFilterSet
    own_columns = (
        DayColumn("date", label=_("Date"), sort_key="date"),
        Column("buyer", label=_("Public buyer"), sort_key="buyer"),
    )
    more_columns = (Column("municipality", label=_("Municipality")),)
    related = ("municipality",)


class LegalRuleViewSet(SiteSnippetViewSet):
    """Changed rules, with the day from which they hold."""

    model = LegalRule
    icon = "warning"
    list_display = ["title", "valid_from", "page"]
    related = ("page",)
    search_fields = ["title", "notice"]


class HelpdeskViewSetGroup(SnippetViewSetGroup):
    """One menu for what the helpdesk keeps."""

    items = (PracticeCaseListing, LegalRuleViewSet)
    menu_label = _("Helpdesk")
    # Not "helpdesk": the script of the menu opens Help as well, whose name it begins with.
    menu_name = "of-helpdesk"
    menu_icon = "help"
    menu_order = 270


register_snippet(HelpdeskViewSetGroup)
