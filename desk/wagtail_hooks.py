"""Where Wagtail asks the editors' desk what to do."""

from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry

from cms.translations import translations_of
from desk import dashboard, views
from desk.checks.issues import check_issue
from desk.guide import GuideView
from desk.menus import arrange_actions
from desk.moderation import tell_what_is_asked
from desk.reports import REPORTS
from desk.translations import views as translation_views
from desk.translations.buttons import replace_row_buttons
from desk.translations.publishing import ask_before_publishing
from newsletter.composing.checklist import HOOK


class ReportMenuItem(MenuItem):
    """Shown to whoever may read the report."""

    def __init__(self, report, order: int):
        super().__init__(
            report.page_title,
            reverse(f"desk:{report.name}"),
            name=f"desk-{report.name}",
            icon_name=report.header_icon,
            order=order,
        )
        self.report = report

    def is_shown(self, request):
        policy = policy_registry.get_by_type(self.report.model)
        return policy.user_has_any_permission(request.user, self.report.any_permission_required)


replace_row_buttons()


# Before those of wagtail-localize, of which a few are the same.
@hooks.register("register_admin_urls", order=-1)
def register_addresses():
    patterns = [
        path("handleiding/", GuideView.as_view(), name="guide"),
        path("advies/<int:page_id>/", views.advice, name="advice"),
    ]
    for report in REPORTS:
        address = f"rapporten/{report.name}/"
        patterns += [
            path(address, report.as_view(), name=report.name),
            path(
                f"{address}results/",
                report.as_view(results_only=True),
                name=f"{report.name}_results",
            ),
        ]
    return [
        path("", include((patterns, "desk"))),
        path(
            "localize/translate/<int:translation_id>/pofile/upload/", translation_views.upload_po
        ),
        path(
            "localize/update/<int:translation_source_id>/", translation_views.UpdateView.as_view()
        ),
        path(
            "localize/translate/<int:translation_id>/machine_translate/",
            translation_views.machine_translate,
        ),
        path("localize/submit/page/<int:page_id>/", translation_views.SubmitView.as_view()),
    ]


@hooks.register("before_edit_page", order=-10)
@hooks.register("before_edit_snippet", order=-10)
def ask_before_publishing_translation(request, instance):
    """Before wagtail-localize publishes what is not finished."""
    return ask_before_publishing(request, instance)


@hooks.register("before_edit_page")
def tell_who_opens_what_was_sent_back(request, page):
    tell_what_is_asked(request, page)


@hooks.register("construct_reports_menu")
def hide_other_translations_report(request, menu_items):
    """Ours says the same, and what is behind."""
    address = reverse("wagtail_localize:translations_report")
    menu_items[:] = [item for item in menu_items if item.url != address]


def _register_report(report, order: int) -> None:
    hooks.register("register_reports_menu_item", lambda: ReportMenuItem(report, order))


for _order, _report in enumerate(REPORTS, start=10):
    _register_report(_report, _order)


@hooks.register("register_permissions")
def register_link_permission():
    return Permission.objects.filter(content_type__app_label="desk", codename="view_checkedlink")


@hooks.register("construct_homepage_panels")
def add_dashboard_panels(request, panels):
    panels += [
        dashboard.QuickStartPanel(),
        dashboard.WaitingPanel(),
        dashboard.FiguresPanel(),
    ]


@hooks.register("construct_homepage_summary_items", order=1000)
def hide_counts_of_everything(request, summary_items):
    """How many pages there are helps nobody; what waits for them does."""
    summary_items.clear()


@hooks.register("register_help_menu_item")
def register_guide():
    return MenuItem(
        gettext_lazy("Guide for editors"),
        reverse("desk:guide"),
        name="guide",
        icon_name="help",
        order=10,
    )


@hooks.register("construct_help_menu")
def hide_foreign_help(request, menu_items):
    """Wagtail's own help is in English, and on somebody else's site."""
    keep = {"guide", "keyboard-shortcuts-trigger"}
    menu_items[:] = [item for item in menu_items if item.name in keep]


@hooks.register("construct_page_action_menu")
def arrange_page_actions(menu_items, request, context):
    arrange_actions(menu_items, context)


@hooks.register("before_move_page")
def name_translations(request, page, destination):
    """Say which translations go along, before it is done."""
    versions = translations_of(page).select_related("locale")
    if request.method == "GET" and versions:
        names = ", ".join(str(version.locale.get_display_name()) for version in versions)
        messages.warning(
            request, _("The translations go along: %(languages)s.") % {"languages": names}
        )


hooks.register(HOOK, check_issue)


@hooks.register("insert_global_admin_css")
def insert_style():
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))


@hooks.register("insert_editor_js")
def insert_advice():
    return format_html('<script src="{}" defer></script>', static("desk/advice.js"))
