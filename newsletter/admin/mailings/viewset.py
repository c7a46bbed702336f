"""Where mailings are found in the admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from newsletter.admin.mailings.listing import MailingsView
from newsletter.admin.mailings.report import PeopleView, ReportView, StandingView


class _MailingsMenuItem(MenuItem):
    """Only for people who may send."""

    def is_shown(self, request):
        return request.user.has_perm("newsletter.send_mailing")


class MailingsViewSet(ViewSet):
    """The list, and the report of each mailing."""

    name = "mailings"
    url_prefix = "verzendingen"
    icon = "mail"
    menu_label = _("Mailings")
    menu_item_class = _MailingsMenuItem

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(
            index_url_name=self.get_url_name("index"),
            index_results_url_name=self.get_url_name("index_results"),
            **kwargs,
        )

    def get_urlpatterns(self):
        return [
            path("", self.construct_view(MailingsView), name="index"),
            path(
                "resultaten/",
                self.construct_view(MailingsView, results_only=True),
                name="index_results",
            ),
            path("<int:pk>/", self.construct_view(ReportView), name="report"),
            path("<int:pk>/stand/", StandingView.as_view(), name="standing"),
            path("<int:pk>/lezers.csv", PeopleView.as_view(), name="people"),
        ]
