"""Small screens of the desk: advice on a page."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from wagtail.models import Page

from desk.checks import advice_for


def advice(request, page_id: int):
    """The advice on the latest draft of a page, as a part of the editor."""
    page = get_object_or_404(Page, pk=page_id, depth__gt=1)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    return render(request, "desk/advice.html", {"advice": list(advice_for(draft))})
