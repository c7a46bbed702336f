"""The helpdesk in the admin: rules that changed."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from helpdesk.models import LegalRule


class LegalRuleViewSet(SnippetViewSet):
    """Changed rules, with the day from which they hold."""

    model = LegalRule
    icon = "warning"
    list_display = ["title", "valid_from", "page"]
    search_fields = ["title", "notice"]


register_snippet(LegalRuleViewSet)
