"""One mailing: how it stands, what an editor may do about it, and what became of each mail."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from newsletter.admin.mailings.people import as_csv, groups_of
from newsletter.admin.mailings.standing import standing_of
from newsletter.mailings import planning
from newsletter.models import Mailing

State = Mailing.State
_ON_ITS_WAY = (State.PREPARING, State.READY, State.SENDING)


@dataclass(frozen=True)
class Action:
    """Something that an editor may do with a mailing in one of these states."""

    name: str
    label: str
    done: str
    carry_out: Callable
    states: tuple[str, ...]
    is_serious: bool = False


ACTIONS = (
    Action(
        "ongedaan",
        gettext_lazy("Undo"),
        gettext_lazy("Undone: nobody gets this mail."),
        planning.cancel,
        (State.SCHEDULED,),
    ),
    Action(
        "pauze",
        gettext_lazy("Pause"),
        gettext_lazy("Paused. A few mails that were on their way may still arrive."),
        planning.pause,
        _ON_ITS_WAY,
    ),
    Action(
        "verder",
        gettext_lazy("Go on"),
        gettext_lazy("It goes on where it stopped."),
        planning.resume,
        (State.PAUSED,),
    ),
    Action(
        "stop",
        gettext_lazy("Stop for good"),
        gettext_lazy("Stopped. Who had no mail yet gets none."),
        planning.cancel,
        (*_ON_ITS_WAY, State.PAUSED),
        is_serious=True,
    ),
    Action(
        "klaar",
        gettext_lazy("Leave it as it is"),
        gettext_lazy("This mailing asks no attention any more."),
        planning.close,
        (State.ATTENTION,),
    ),
)


class _MailingScreen(View):
    """A screen about one mailing, for who may send."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("newsletter.send_mailing"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def mailing(self) -> Mailing:
        mailings = Mailing.objects.select_related("issue", "series", "created_by")
        return get_object_or_404(mailings, pk=self.kwargs["pk"])


class ReportView(WagtailAdminTemplateMixin, _MailingScreen, TemplateView):
    """The state with its numbers, the next steps, and the people to look at."""

    template_name = "newsletter/admin/mailings/report.html"
    header_icon = "mail"
    page_title = gettext_lazy("Mailing")

    def get_page_subtitle(self):
        return self.mailing.issue.title

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("mailings:index"), "label": _("Mailings")},
            {"url": "", "label": self.mailing.issue.title},
        ]

    def get_context_data(self, **kwargs):
        mailing = self.mailing
        standing = standing_of(mailing)
        is_over = mailing.state in {State.DONE, State.ATTENTION}
        return super().get_context_data(
            mailing=mailing,
            standing=standing,
            contents=mailing.contents.defer("html", "text"),
            is_moving=mailing.state in Mailing.AT_WORK,
            actions=[action for action in ACTIONS if mailing.state in action.states],
            retryable=mailing.deliveries.refused_in_passing().count() if is_over else 0,
            may_resend=is_over,
            groups=groups_of(mailing, standing.progress.counts),
            may_export=self.request.user.has_perm("newsletter.export_subscriber"),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        try:
            text = self._carry_out(request.POST.get("actie", ""))
        except planning.PlanningError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, text)
        return redirect("mailings:report", self.mailing.pk)

    def _carry_out(self, name: str) -> str:
        """Do what the button with this name says; gives what to tell the editor."""
        user = self.request.user
        if name == "geweigerd":
            count = planning.retry_refused(self.mailing, user)
            return _("Sent again to %(count)d people.") % {"count": count}
        if name == "onzeker":
            ticked = self.request.POST.getlist("levering")
            numbers = [int(number) for number in ticked if number.isdecimal()]
            count = planning.resend_uncertain(self.mailing, user, numbers)
            return _("Sent again to %(count)d people.") % {"count": count}
        action = next((action for action in ACTIONS if action.name == name), None)
        if action is None:
            raise planning.PlanningError(_("Choose one of the buttons."))
        action.carry_out(self.mailing, user)
        return str(action.done)


class StandingView(_MailingScreen):
    """How the mailing stands, for the script that keeps the screen up to date."""

    def get(self, request, pk):
        return JsonResponse(standing_of(self.mailing).as_json())


class PeopleView(_MailingScreen):
    """Everybody as a spreadsheet, for who may take addresses along."""

    def get(self, request, pk):
        if not request.user.has_perm("newsletter.export_subscriber"):
            raise PermissionDenied
        return as_csv(self.mailing)
