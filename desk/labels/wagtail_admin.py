"""What Wagtail itself leaves without a label."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import choosers, workflows
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.views.reports.workflows import WorkflowTasksView, WorkflowView
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Locale
from wagtail.sites.views import IndexView as SiteList
from wagtail.users.forms import PagePermissionsForm
from wagtail.users.views.bulk_actions.assign_role import RoleForm

# Fields without `label=`: of the windows in which an editor makes a link, and of the pages for
# which a way of moderation or a right counts.
_TEXT = {"link_text": _("Text of the link")}
FORMS = {
    choosers.ExternalLinkChooserForm: _TEXT,
    choosers.AnchorLinkChooserForm: _TEXT,
    choosers.PhoneLinkChooserForm: {"phone_number": _("Phone"), **_TEXT},
    choosers.EmailLinkChooserForm: {
        "email_address": _("E-mail"),
        "subject": _("Subject of the mail"),
        "body": _("Text of the mail"),
        **_TEXT,
    },
    workflows.WorkflowPageForm: {"page": _("Page")},
    PagePermissionsForm: {"page": _("Page")},
    RoleForm: {"role": _("Role")},
}
# Of the list of sites, whose columns are named after fields.
COLUMNS = {"site_name": _("Name"), "root_page": _("Home page"), "port": _("Port")}
# Of the spreadsheets that these reports give: columns without a heading of their own.
HEADINGS = {
    WorkflowView: {"workflow": _("Workflow"), "requested_by": _("Requested by")},
    WorkflowTasksView: {
        "task": _("Task"),
        "started_at": _("Started at"),
        "finished_at": _("Finished at"),
        "finished_by": _("Finished by"),
    },
}


class PlacesPaginator(WagtailPaginator):
    """Counts where something is used; theirs says "items", which here are those of an issue."""

    verbose_name, verbose_name_plural = _("place"), _("places")


_filter_by_language = choosers.LocaleFilterMixin.__init__


def complete() -> None:
    for form, labels in FORMS.items():
        for name, label in labels.items():
            form.base_fields[name].label = label
    choosers.LocaleFilterMixin.__init__ = _label_language
    UsageView.paginator_class = PlacesPaginator
    for column in SiteList.columns:
        column.label = COLUMNS.get(column.name, column.label)
    for report, headings in HEADINGS.items():
        report.export_headings = {**report.export_headings, **headings}
    # The view has no model of which it could take the names.
    SearchView.verbose_name, SearchView.verbose_name_plural = _("page"), _("pages")
    # Models without `verbose_name`: "locale" and "external link text".
    meta = Locale._meta
    meta.verbose_name, meta.verbose_name_plural = _("language"), _("languages")
    SearchPromotion._meta.get_field("external_link_text").verbose_name = _("text of the link")


def _label_language(form, *args, **kwargs) -> None:
    """The filter of a window in which one chooses; its field is made anew for each window."""
    _filter_by_language(form, *args, **kwargs)
    if "locale" in form.fields:
        form.fields["locale"].label = _("Language")
