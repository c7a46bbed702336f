"""The search in the admin: the words of editors, promoted results and what visitors ask."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from search.admin import promotions
from search.admin.report import SearchReportView
from search.admin.synonyms import SynonymViewSet
from search.index import update_referrers

register_snippet(SynonymViewSet)


class SearchReportMenuItem(MenuItem):
    """Shown to whoever may read the report."""

    def is_shown(self, request):
        return request.user.has_perm("search.view_searchcount")


# Before Wagtail's own addresses, of which a few are the same.
@hooks.register("register_admin_urls", order=-1)
def register_addresses():
    index, create = promotions.PromotionIndexView, promotions.PromotionCreateView
    return [
        path("reports/search/", SearchReportView.as_view(), name="search_report"),
        path(
            "reports/search/results/",
            SearchReportView.as_view(results_only=True),
            name="search_report_results",
        ),
        path("searchpicks/", index.as_view()),
        path("searchpicks/results/", index.as_view(results_only=True)),
        path("searchpicks/add/", create.as_view()),
        path("searchpicks/queries/chooser/", promotions.popular_queries),
        path(
            "searchpicks/queries/chooser/results/",
            promotions.popular_queries,
            {"results_only": True},
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_report():
    return SearchReportMenuItem(
        _("Searches of visitors"),
        reverse("search_report"),
        name="search-report",
        icon_name="search",
        order=100,
    )


@hooks.register("construct_reports_menu")
def hide_empty_report(request, menu_items):
    """Wagtail's own report of search terms has nothing to show here."""
    menu_items[:] = [item for item in menu_items if item.name != "search-terms"]


@hooks.register("register_permissions")
def register_report_permission():
    return Permission.objects.filter(content_type__app_label="search", codename="view_searchcount")


@hooks.register("after_bulk_action")
def index_moved_documents(request, action_type, objects, action):
    """Wagtail moves files to another collection, which may be private, without a signal."""
    if action_type == "add_to_collection":
        for file in objects:
            update_referrers(file)
