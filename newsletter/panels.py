"""What stands between the fields of an issue in the editor, and how its fields are grouped."""

from wagtail.admin.panels import HelpPanel, MultiFieldPanel

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


class CorrectionPanel(MultiFieldPanel):
    """What was wrong in an item, folded: nobody corrects what nobody has read yet."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        template_name = "newsletter/admin/correction_panel.html"

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            # Wagtail would put it above what folds, which has it already.
            self.heading = ""

        def is_shown(self):
            item = self.instance
            is_public = bool(item.pk) and item.issue.live
            return super().is_shown() and (is_public or bool(item.correction))
