"""News in the admin: the list of items, and the themes."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.admin.listings import PageListingFilterSet, SitePageListing
from cms.admin.snippets import SiteSnippetViewSet
from cms.admin.tables import DayColumn
from news.models import NewsPage, Theme


class NewsFilterSet(PageListingFilterSet):
    """By day and by theme."""

    date = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = NewsPage
        fields = ["themes"]


def _themes(page: NewsPage) -> str:
    return ", ".join(theme.name for theme in page.themes.all())


class NewsListing(SitePageListing):
    """All news items, newest first."""

    name = "news_items"
    url_prefix = "nieuwsberichten"
    model = NewsPage
    icon = "doc-full-inverse"
    menu_label = _("News items")
    ordering = "-date"
    filterset_class = NewsFilterSet
    own_columns = (
        DayColumn("date", label=_("Date"), sort_key="date"),
        Column("themes", label=_("Themes"), accessor=_themes),
    )
    related = ("themes",)


class ThemeViewSet(SiteSnippetViewSet):
    """Themes, listed by name."""

    model = Theme
    icon = "tag"
    list_display = ["name", "slug"]
    search_fields = ["name"]


class NewsViewSetGroup(SnippetViewSetGroup):
    """One menu for the news."""

    items = (NewsListing, ThemeViewSet)
    menu_label = _("News")
    # Not "nieuws", with which "nieuwsbrief" begins: the script of the menu would open both.
    menu_name = "news-items"
    menu_icon = "doc-full-inverse"
    menu_order = 200


register_snippet(NewsViewSetGroup)
