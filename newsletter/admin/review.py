"""An imported issue beside its original, to check and to publish."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from newsletter.admin.access import ArchiveRequiredMixin, refuse_locked
from newsletter.importing.preview import as_html
from newsletter.models import ImportedFile

# An old mail may hold anything: it is shown without scripts, forms or the outside world.
ORIGINAL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class _FileMixin(ArchiveRequiredMixin):
    """A view about one imported file, whose issue is `issue` as last edited."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.file = get_object_or_404(
            ImportedFile.objects.select_related("issue", "document"),
            pk=kwargs["pk"],
            issue__isnull=False,
        )

    @property
    def rights(self):
        return self.file.issue.permissions_for_user(self.request.user)


class ReviewView(_FileMixin, WagtailAdminTemplateMixin, TemplateView):
    """What was derived, beside the original; a POST publishes it."""

    template_name = "newsletter/admin/review.html"
    page_title = _("Check imported issue")
    header_icon = "view"

    def get_page_subtitle(self):
        return self.file.name

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("import_issues:index"), "label": _("Import old issues")},
            {"url": "", "label": self.file.name},
        ]

    def get_context_data(self, **kwargs):
        issue = self.file.issue.get_latest_revision_as_object()
        context = {
            "file": self.file,
            "issue": issue,
            "items": issue.items.all(),
            "date_is_unknown": self._date_is_unknown,
            "can_edit": self.rights.can_edit(),
            "can_publish": self.rights.can_publish() and not self.rights.page_locked(),
            "errors": [],
        }
        return super().get_context_data(**{**context, **kwargs})

    @property
    def _date_is_unknown(self) -> bool:
        """Whether the issue still has the day of its import for want of a better one."""
        return "date_unknown" in self.file.warnings and not self.file.was_edited_since

    def post(self, request, *args, **kwargs):
        if not self.rights.can_publish():
            raise PermissionDenied
        refuse_locked(self.file.issue, request.user)
        issue = self.file.issue.get_latest_revision_as_object()
        errors = self._errors(issue)
        if errors:
            return self.render_to_response(self.get_context_data(errors=errors), status=422)
        issue.save_revision(user=request.user, log_action=True).publish(user=request.user)
        messages.success(request, _("“%(title)s” is published.") % {"title": issue.title})
        return redirect("import_issues:index")

    def _errors(self, issue) -> list[str]:
        """Why the issue cannot be published yet."""
        errors = []
        if self._date_is_unknown:
            errors.append(_("The date is not known yet. Choose “Improve” and fill it in."))
        try:
            issue.full_clean()
        except ValidationError as error:
            for name, texts in error.message_dict.items():
                label = (
                    "" if name == "__all__" else f"{issue._meta.get_field(name).verbose_name}: "
                )
                errors += [f"{label}{text}" for text in texts]
        return errors


class OriginalView(_FileMixin, View):
    """The file itself for the frame beside the review."""

    def get(self, request, pk):
        document = self.file.document
        if document is None:
            raise Http404
        with document.file.open("rb") as stream:
            content = stream.read()
        html = as_html(content, self.file.name)
        if html is None:
            response = HttpResponse(content, content_type="application/pdf")
        else:
            response = HttpResponse(html)
            response["Content-Security-Policy"] = ORIGINAL_POLICY
        response["X-Content-Type-Options"] = "nosniff"
        response["Referrer-Policy"] = "no-referrer"
        return response
