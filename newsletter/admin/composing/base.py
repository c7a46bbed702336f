"""What the screens about one issue share."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from newsletter.admin.access import refuse_locked
from newsletter.models import NewsletterIssuePage


class IssueScreen(WagtailAdminTemplateMixin):
    """A screen about one issue, `issue` as the editor left it, for who may change it.

    While a colleague has locked the issue, it can be looked at only.
    """

    def dispatch(self, request, *args, **kwargs):
        if not self.may_open():
            raise PermissionDenied
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            refuse_locked(self.page, request.user)
        return super().dispatch(request, *args, **kwargs)

    def may_open(self) -> bool:
        return self.page.permissions_for_user(self.request.user).can_edit()

    @cached_property
    def page(self) -> NewsletterIssuePage:
        """The row in the database: what visitors see, if it is published."""
        return get_object_or_404(NewsletterIssuePage, pk=self.kwargs["pk"])

    @cached_property
    def issue(self) -> NewsletterIssuePage:
        return self.page.get_latest_revision_as_object()

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_page_subtitle(self):
        return self.issue.title

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("issues:index"), "label": _("Issues")},
            {"url": self.edit_url, "label": self.issue.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        context = {"issue": self.issue, "edit_url": self.edit_url}
        return super().get_context_data(**{**context, **kwargs})
