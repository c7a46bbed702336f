"""What wagtail-localize leaves without a label, or says in English whatever the language."""

from django.utils.translation import gettext_lazy as _
from wagtail_localize import models
from wagtail_localize.models import LocaleSynchronization, Translation
from wagtail_localize.views.report import TranslationsReportFilterSet

FILTERS = {"source_locale": _("Translated from"), "target_locale": _("Translated to")}
# Theirs has the name of the month, which Python always writes in English.
DATE_FORMAT = "%d/%m/%Y"


class SynchronizationForm(LocaleSynchronization.base_form_class):
    """Whether a language takes its pages over from another; theirs adds a field without label."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "enabled" in self.fields:
            self.fields["enabled"].label = _("Switched on")


def complete() -> None:
    for name, label in FILTERS.items():
        TranslationsReportFilterSet.base_filters[name].label = label
    LocaleSynchronization.base_form_class = SynchronizationForm
    LocaleSynchronization._meta.get_field("sync_from").verbose_name = _("take over from")
    meta = Translation._meta
    meta.verbose_name, meta.verbose_name_plural = _("translation"), _("translations")
    # Who translated a text, and when, beside that text.
    models.DATE_FORMAT = DATE_FORMAT
