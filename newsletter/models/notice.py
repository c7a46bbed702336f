"""Mail to one person, because of something that this person did."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """A mail to one person that must still go out; the row goes when the mail has gone.

    Kept in the transaction that causes it, so that it is never lost, and sent outside of it,
    so that no visitor waits for a mail server or sees by the time what the site knows.
    """

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("please confirm")
        ALREADY = "already", _("already subscribed")
        WELCOME = "welcome", _("welcome")
        PREFERENCES = "preferences", _("link to the preferences")
        GOODBYE = "goodbye", _("goodbye")
        ERASED = "erased", _("everything erased")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    # A copy: the subscriber may be erased before the mail has gone.
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=12)
    subscriber_id = models.BigIntegerField(_("subscriber"), null=True)
    series_ids = models.JSONField(_("series"), default=list)
    created_at = models.DateTimeField(_("since"), default=timezone.now)
    due_at = models.DateTimeField(_("to be sent from"), default=timezone.now, db_index=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)

    class Meta:
        verbose_name = _("mail to one person")
        verbose_name_plural = _("mails to one person")
        ordering = ["due_at", "pk"]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.email}"
