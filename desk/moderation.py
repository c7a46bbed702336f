"""What somebody reads who opens a page that was sent back."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, WorkflowState


def tell_what_is_asked(request: HttpRequest, page: Page) -> None:
    """The words of the reader above the page; Wagtail keeps them two clicks away."""
    state = page.current_workflow_state
    if request.method != "GET" or state is None:
        return
    if state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return
    asked = state.current_task_state
    who = asked.finished_by.get_full_name() or asked.finished_by.username
    messages.warning(
        request, _("%(who)s asks for changes: %(words)s") % {"who": who, "words": asked.comment}
    )
