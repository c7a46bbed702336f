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
    reader = asked.finished_by
    # The account may be gone.
    who = (reader.get_full_name() or reader.username) if reader else _("A colleague")
    with_words, without = _("%(who)s asks for changes: %(words)s"), _("%(who)s asks for changes.")
    text = with_words if asked.comment else without
    messages.warning(request, text % {"who": who, "words": asked.comment})
