"""Bringing a list of subscribers: the form, what would happen, and what did."""

from collections import Counter
from itertools import islice

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from newsletter.models import Series, SubscriberImport
from newsletter.subscribers.importing import OUTCOMES, PROBLEMS, carry_out, plan
from newsletter.subscribers.lists import MAX_LINES, UnreadableListError, decode, read_rows

MAX_MEGABYTES = 10
MAX_SHOWN = 200
MIN_EVIDENCE = 20
Kind = SubscriberImport.Kind


class ImportForm(forms.ModelForm):
    """A list, what kind it is, and how one knows that these people agreed."""

    file = forms.FileField(
        label=gettext_lazy("File (CSV)"),
        help_text=gettext_lazy(
            "With one line for each person. Only the address, the language and the moments of"
            " consent are read; names are left out."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )

    class Meta:
        model = SubscriberImport
        fields = ["kind", "file", "series", "language", "evidence"]
        widgets = {"evidence": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "evidence": gettext_lazy(
                "Where, when and with which words did these people agree? For example: “Paper"
                " list at the network day of 12 March, above it: I want the newsletter”. It is"
                " kept with each person. For lists of who left it may stay empty."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["series"].queryset = Series.objects.originals()
        self.fields["series"].required = True
        self.fields["language"] = forms.ChoiceField(
            label=gettext_lazy("Language"),
            choices=settings.LANGUAGES,
            help_text=gettext_lazy("Of who has no language in the list."),
        )
        self.fields["kind"].choices = Kind.choices

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(
                _("The file is larger than %(size)s MB. Split it.") % {"size": MAX_MEGABYTES}
            )
        self.instance.text, self.instance.name = decode(file.read()), file.name[:255]
        try:
            lines = sum(1 for _row in read_rows(self.instance.text))
        except UnreadableListError as error:
            raise forms.ValidationError(_why_unreadable(error)) from error
        if lines > MAX_LINES:
            raise forms.ValidationError(
                _("The list has more than %(count)s lines. Split it.") % {"count": MAX_LINES}
            )
        return file

    def clean(self):
        cleaned = super().clean()
        is_joining = cleaned.get("kind") in {Kind.OWN, Kind.MAILCHIMP_SUBSCRIBED}
        if is_joining and len(cleaned.get("evidence", "").strip()) < MIN_EVIDENCE:
            self.add_error(
                "evidence",
                _("Describe how these people agreed. Without consent we may not mail them."),
            )
        return cleaned


def _why_unreadable(error: UnreadableListError) -> str:
    if error.line is None:
        return _(
            "No column with e-mail addresses was found. Save the list as CSV, with a"
            " first line that holds the name “E-mailadres” or “Email Address”."
        )
    return _(
        "Line %(line)s of the list runs on into the lines after it, so that people would be left"
        ' out. Probably there is a quotation mark (") too many. Correct that line and choose the'
        " file again."
    ) % {"line": error.line}


class _ImportView(WagtailAdminTemplateMixin):
    page_title = gettext_lazy("Import subscribers")
    header_icon = "download"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("newsletter.import_subscriber"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("subscribers:index"), "label": _("Subscribers")},
            {"url": "", "label": self.page_title},
        ]


class ImportView(_ImportView, FormView):
    """The form, and the lists that were carried out before."""

    form_class = ImportForm
    template_name = "newsletter/admin/subscriber_import.html"

    def form_valid(self, form):
        form.instance.created_by = self.request.user
        listed = form.save()
        return redirect("subscribers:import_review", listed.pk)

    def get_context_data(self, **kwargs):
        done = SubscriberImport.objects.exclude(applied_at=None).select_related(
            "series", "created_by"
        )
        return super().get_context_data(done=done[:50], **kwargs)


class ImportReviewView(_ImportView, TemplateView):
    """What would happen to each line, before it happens; and afterwards what came of it."""

    template_name = "newsletter/admin/subscriber_import_review.html"

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except UnreadableListError as error:
            # While it waited, a line was taken out that held the end of a cell.
            messages.error(request, _why_unreadable(error))
            return redirect("subscribers:import")

    @cached_property
    def listed(self) -> SubscriberImport:
        return get_object_or_404(
            SubscriberImport.objects.select_related("series"), pk=self.kwargs["pk"]
        )

    def get_context_data(self, **kwargs):
        if self.listed.applied_at:
            counts, problems, sample = self.listed.counts, [], []
        else:
            counts, problems, sample = Counter(), [], []
            for planned in plan(self.listed):
                counts[planned.outcome] += 1
                if planned.outcome in PROBLEMS:
                    problems.append(planned)
                elif len(sample) < 20:
                    sample.append(planned)
        return super().get_context_data(
            listed=self.listed,
            counts=[(OUTCOMES[name], counts[name]) for name in OUTCOMES if counts.get(name)],
            total=sum(counts.values()),
            problems=list(islice(problems, MAX_SHOWN)),
            more_problems=max(len(problems) - MAX_SHOWN, 0),
            sample=sample,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        if "weg" in request.POST and not self.listed.applied_at:
            self.listed.delete()
            return redirect("subscribers:import")
        carry_out(self.listed)
        return redirect("subscribers:import_review", self.listed.pk)
