"""Where mailings are found in the admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from cms.admin.listed import ListedViewSet
from newsletter.admin.mailings.listing import MailingsView
from newsletter.admin.mailings.report import PeopleView, ReportView, StandingView


class MailingsViewSet(ListedViewSet):
    """The list, and the report of each mailing, for people who may send."""

    name = "mailings"
    url_prefix = "verzendingen"
    icon = "mail"
    menu_label = _("Mailings")
    permission = "newsletter.send_mailing"
    list_view = MailingsView

    def screens(self):
        return [
            path("<int:pk>/", self.construct_view(ReportView), name="report"),
            path("<int:pk>/stand/", StandingView.as_view(), name="standing"),
            path("<int:pk>/lezers.csv", PeopleView.as_view(), name="people"),
        ]
