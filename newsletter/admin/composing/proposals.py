"""The screen that offers what is new, to tick."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from newsletter.admin.composing.base import IssueScreen
from newsletter.composing.checklist.findings import edit_url
from newsletter.composing.proposals import add_items, previous_issue, proposals_for


class ProposalsView(IssueScreen, TemplateView):
    """What is new since the previous issue; what is ticked becomes an item of the draft."""

    template_name = "newsletter/admin/composing/proposals.html"
    page_title = gettext_lazy("Fetch what is new")
    header_icon = "doc-empty-inverse"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            previous=previous_issue(self.issue),
            proposals=list(proposals_for(self.issue)),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        numbers = [int(pk) for pk in request.POST.getlist("pagina") if pk.isdecimal()]
        added = add_items(self.issue, numbers)
        if not added:
            messages.warning(request, _("Tick at least one page."))
            return self.get(request, *args, **kwargs)
        # A draft may still lack what publishing asks for.
        self.issue.save_revision(user=request.user, log_action=True, clean=False)
        text = ngettext(
            "%(count)d item was added, at the end. Drag it to its place.",
            "%(count)d items were added, at the end. Drag them to their place.",
            added,
        )
        messages.success(request, text % {"count": added})
        return redirect(edit_url(self.issue, len(self.issue.items.all()) - added))
