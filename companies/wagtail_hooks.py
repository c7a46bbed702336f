"""The guide in the admin: municipalities, activities and CPV codes."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from companies.models import Activity, CpvCode, Municipality


class ActivityViewSet(SnippetViewSet):
    """Activities with the words that find them."""

    model = Activity
    icon = "cogs"
    list_display = ["name", "plain_words"]
    search_fields = ["name", "plain_words"]


class MunicipalityViewSet(SnippetViewSet):
    """Municipalities with their former names and parts."""

    model = Municipality
    icon = "site"
    list_display = ["name", "former_names", "parts", "in_region"]
    list_filter = ["in_region"]
    search_fields = ["name", "former_names", "parts"]


class CpvCodeViewSet(SnippetViewSet):
    """CPV codes with their official labels."""

    model = CpvCode
    icon = "order"
    list_display = ["code", "label"]
    search_fields = ["code", "label"]


class GuideViewSetGroup(SnippetViewSetGroup):
    """One menu for the lists behind the company guide."""

    items = (ActivityViewSet, MunicipalityViewSet, CpvCodeViewSet)
    menu_label = _("Guide")
    menu_icon = "group"
    menu_order = 260


register_snippet(GuideViewSetGroup)
