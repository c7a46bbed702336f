"""What stands between the fields of an issue in the editor."""

from wagtail.admin.panels import HelpPanel

SEND = "newsletter.send_mailing"


class SendPanel(HelpPanel):
    """The way to the readers, for who may send and once there is a draft."""

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self):
            may_send = bool(self.instance.pk) and self.request.user.has_perm(SEND)
            return super().is_shown() and may_send
