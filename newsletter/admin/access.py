"""Who may import old issues and into which archive, and who may change an issue now."""

from django.core.exceptions import PermissionDenied
from wagtail.models import Page

from newsletter.models import NewsletterIndexPage


def archive_for(user) -> NewsletterIndexPage | None:
    """The archive to which this person may add issues."""
    for archive in NewsletterIndexPage.objects.order_by("path"):
        if archive.permissions_for_user(user).can_add_subpage():
            return archive
    return None


def refuse_locked(page: Page, user) -> None:
    """Stop who would change or publish a page that is locked for this person.

    `can_edit` and `can_publish` do not look at the lock: Wagtail's own screens ask it apart.

    Raises:
        PermissionDenied: a colleague, a workflow or the moment of publishing holds it.
    """
    if page.permissions_for_user(user).page_locked():
        raise PermissionDenied


class ArchiveRequiredMixin:
    """A view for people who may add issues; `archive` is where these go."""

    def dispatch(self, request, *args, **kwargs):
        self.archive = archive_for(request.user)
        if self.archive is None:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
