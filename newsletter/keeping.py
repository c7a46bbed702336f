"""Published issues belong to the archive: they can be withdrawn, never deleted."""

from django.apps import apps
from wagtail.models import PagePermissionTester


class KeepingPermissionTester(PagePermissionTester):
    """The usual rights, without deleting an issue that visitors have read."""

    def can_delete(self, ignore_bulk=False):
        return super().can_delete(ignore_bulk) and not self._holds_published_issues()

    def _holds_published_issues(self) -> bool:
        issue = apps.get_model("newsletter", "NewsletterIssuePage")
        if isinstance(self.page, issue):  # without a query, for each row of a list
            return self.page.first_published_at is not None
        return issue.objects.descendant_of(self.page).exclude(first_published_at=None).exists()


class KeptMixin:
    """A page that may be an issue or hold issues."""

    def permissions_for_user(self, user):
        return KeepingPermissionTester(user, self)
