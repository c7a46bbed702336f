"""Labels for fields of packages that have none: Django shows their English name then."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import choosers
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.views.reports.workflows import WorkflowTasksView, WorkflowView
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Locale
from wagtail.sites.views import IndexView as SiteList
from wagtail_localize.models import LocaleSynchronization, Translation
from wagtail_localize.views.report import TranslationsReportFilterSet

_TEXT = {"link_text": _("Text of the link")}
_make_filters = choosers.LocaleFilterMixin.__init__
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
}
FILTERS = {"source_locale": _("Translated from"), "target_locale": _("Translated to")}
COLUMNS = {"site_name": _("Name"), "root_page": _("Home page"), "port": _("Port")}
# Of the spreadsheets that these reports give.
HEADINGS = {
    WorkflowView: {"workflow": _("Workflow"), "requested_by": _("Requested by")},
    WorkflowTasksView: {
        "task": _("Task"),
        "started_at": _("Started at"),
        "finished_at": _("Finished at"),
        "finished_by": _("Finished by"),
    },
}
FIELDS = {
    LocaleSynchronization: {"sync_from": _("take over from")},
    SearchPromotion: {"external_link_text": _("text of the link")},
}
MODELS = {
    Locale: (_("language"), _("languages")),
    Translation: (_("translation"), _("translations")),
}


class SynchronizationForm(LocaleSynchronization.base_form_class):
    """Whether a language takes its pages over from another, which is added as a field later."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "enabled" in self.fields:
            self.fields["enabled"].label = _("Switched on")


def label_languages(filters, *args, **kwargs) -> None:
    """The filter of windows in which one chooses, with the label of its languages."""
    _make_filters(filters, *args, **kwargs)
    if "locale" in filters.fields:
        filters.fields["locale"].label = _("Language")


def complete_labels() -> None:
    """Give each of them its label; the packages offer no setting for it."""
    for form, labels in FORMS.items():
        for name, label in labels.items():
            form.base_fields[name].label = label
    for name, label in FILTERS.items():
        TranslationsReportFilterSet.base_filters[name].label = label
    choosers.LocaleFilterMixin.__init__ = label_languages
    LocaleSynchronization.base_form_class = SynchronizationForm
    for column in SiteList.columns:
        column.label = COLUMNS.get(column.name, column.label)
    SearchView.verbose_name, SearchView.verbose_name_plural = _("page"), _("pages")
    for report, headings in HEADINGS.items():
        report.export_headings = {**report.export_headings, **headings}
    for model, labels in FIELDS.items():
        for name, label in labels.items():
            model._meta.get_field(name).verbose_name = label
    for model, (one, more) in MODELS.items():
        model._meta.verbose_name, model._meta.verbose_name_plural = one, more
