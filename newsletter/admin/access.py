"""Who may import old issues, and into which archive."""

from django.core.exceptions import PermissionDenied

from newsletter.models import NewsletterIndexPage


def archive_for(user) -> NewsletterIndexPage | None:
    """The archive to which this person may add issues."""
    for archive in NewsletterIndexPage.objects.order_by("path"):
        if archive.permissions_for_user(user).can_add_subpage():
            return archive
    return None


class ArchiveRequiredMixin:
    """A view for people who may add issues; `archive` is where these go."""

    def dispatch(self, request, *args, **kwargs):
        self.archive = archive_for(request.user)
        if self.archive is None:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
