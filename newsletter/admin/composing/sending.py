"""From an issue to its readers: the checklist with the test mail, and the confirmation."""

from itertools import groupby

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from newsletter.admin.composing.base import IssueScreen
from newsletter.admin.composing.forms import MomentForm, TrialForm
from newsletter.composing.checklist import Finding, findings_of
from newsletter.composing.sending import schedule_issue
from newsletter.composing.trial import NotSentError, send_trial
from newsletter.composing.versions import versions_of
from newsletter.mailings.planning import UNDO_MINUTES, PlanningError
from newsletter.models import Mailing

SEND = "newsletter.send_mailing"


class _SendingScreen(IssueScreen, FormView):
    """A screen for who may send and publish this issue, as long as it was not sent."""

    header_icon = "mail"

    def may_open(self) -> bool:
        user = self.request.user
        return user.has_perm(SEND) and self.page.permissions_for_user(user).can_publish()

    def dispatch(self, request, *args, **kwargs):
        if request.user.has_perm(SEND):
            mailing = Mailing.objects.of(self.page).exclude(state=Mailing.State.CANCELLED).first()
            if mailing:
                return redirect("mailings:report", mailing.pk)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def versions(self):
        return versions_of(self.issue)

    @cached_property
    def findings(self) -> list[Finding]:
        return findings_of(self.versions)

    @property
    def is_blocked(self) -> bool:
        return any(finding.blocks for finding in self.findings)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            versions=self.versions,
            readers=sum(version.readers for version in self.versions),
            **kwargs,
        )


class ChecklistView(_SendingScreen):
    """What is the matter with the issue, how many get it, and a test mail to a few."""

    form_class = TrialForm
    template_name = "newsletter/admin/composing/checklist.html"
    page_title = gettext_lazy("Send the issue")

    def get_initial(self):
        return {"addresses": self.request.user.email}

    def get_context_data(self, **kwargs):
        blocking = [finding for finding in self.findings if finding.blocks]
        advice = [finding for finding in self.findings if not finding.blocks]
        return super().get_context_data(
            blocking=_grouped(blocking), advice=_grouped(advice), **kwargs
        )

    def form_valid(self, form):
        try:
            send_trial(self.versions, form.cleaned_data["addresses"], self.request.user)
        except NotSentError as error:
            form.add_error(
                None,
                _("The mail server did not take the test mail: %(reason)s") % {"reason": error},
            )
            return self.form_invalid(form)
        messages.success(
            self.request, _("The test mail is on its way. Look at it on a phone and a computer.")
        )
        return redirect("composing:send", self.page.pk)


def _grouped(findings: list[Finding]) -> list[tuple[str, list[Finding]]]:
    """The findings by what they say, each text once."""
    in_order = {finding.message: number for number, finding in enumerate(findings)}
    ordered = sorted(dict.fromkeys(findings), key=lambda finding: in_order[finding.message])
    groups = groupby(ordered, key=lambda finding: finding.message)
    return [(message, list(group)) for message, group in groups]


class ConfirmView(_SendingScreen):
    """Who gets it, in which language and when; a POST schedules it."""

    form_class = MomentForm
    template_name = "newsletter/admin/composing/confirm.html"
    page_title = gettext_lazy("Confirm sending")

    def dispatch(self, request, *args, **kwargs):
        if self.may_open() and self.is_blocked:
            messages.warning(request, _("Mend first what keeps the issue from being sent."))
            return redirect("composing:send", self.page.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        *above, last = super().get_breadcrumbs_items()
        url = reverse("composing:send", args=[self.page.pk])
        return [*above, {"url": url, "label": _("Send the issue")}, last]

    def get_context_data(self, **kwargs):
        return super().get_context_data(undo_minutes=UNDO_MINUTES, **kwargs)

    def form_valid(self, form):
        try:
            mailing = schedule_issue(
                self.issue, self.versions, self.request.user, form.cleaned_data["send_at"]
            )
        except PlanningError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The issue is scheduled."))
        return redirect("mailings:report", mailing.pk)
