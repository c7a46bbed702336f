"""What stands between the fields of an issue in the editor."""

from wagtail.admin.panels import HelpPanel

SEND = "newsletter.send_mailing"


class ComposingPanel(HelpPanel):
    """Help with an issue that is being made: one of the archive needs none."""

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self):
            return super().is_shown() and not self.instance.is_in_the_archive


class SendPanel(ComposingPanel):
    """The way to the readers, for who may send and once there is a draft."""

    class BoundPanel(ComposingPanel.BoundPanel):
        def is_shown(self):
            may_send = bool(self.instance.pk) and self.request.user.has_perm(SEND)
            return may_send and super().is_shown()
