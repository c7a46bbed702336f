"""Uploading old issues, and the list of what was imported."""

from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from newsletter.admin.access import ArchiveRequiredMixin
from newsletter.admin.forms import UploadForm
from newsletter.importing.messages import message
from newsletter.importing.outcome import Outcome
from newsletter.importing.store import Importer
from newsletter.models import ImportedFile

OUTCOMES_KEY = "import_outcomes"
MAX_OUTCOMES = 300
FILES_PER_PAGE = 50
STATUSES = {
    "imported": _("imported"),
    "updated": _("updated"),
    "duplicate": _("there already"),
    "skipped": _("skipped"),
    "refused": _("refused"),
}


class UploadView(ArchiveRequiredMixin, WagtailAdminTemplateMixin, FormView):
    """The form, what became of the last upload, and everything that was imported."""

    form_class = UploadForm
    template_name = "newsletter/admin/upload.html"
    page_title = _("Import old issues")
    header_icon = "download"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "locale": self.archive.locale}

    def form_valid(self, form):
        importer = Importer(self.archive, series=form.cleaned_data["series"], publish=False)
        outcomes = []
        for source in form.sources():
            if len(outcomes) == MAX_OUTCOMES:
                outcomes.append(Outcome(source.name, "skipped", warnings=["too_many"]))
                break
            outcomes.append(importer.import_source(source))
        # Kept for one visit: the import itself is in the database.
        self.request.session[OUTCOMES_KEY] = [_as_row(outcome) for outcome in outcomes]
        return redirect("import_issues:index")

    def get_context_data(self, **kwargs):
        files = ImportedFile.objects.select_related("issue__series")
        page = WagtailPaginator(files, FILES_PER_PAGE).get_page(self.request.GET.get("p"))
        outcomes = self.request.session.pop(OUTCOMES_KEY, [])
        for outcome in outcomes:
            outcome["status_label"] = STATUSES[outcome["status"]]
            outcome["messages"] = [message(code) for code in outcome["warnings"]]
        return super().get_context_data(outcomes=outcomes, files=page, **kwargs)


def _as_row(outcome: Outcome) -> dict:
    file = outcome.issue.imported_files.first() if outcome.issue else None
    return {
        "file": outcome.file,
        "status": outcome.status,
        "warnings": outcome.warnings if outcome.status in {"refused", "skipped"} else [],
        "review": file.pk if file else None,
    }
