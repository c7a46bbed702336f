"""That a mail was tried before it went to its readers."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TrialMail(models.Model):
    """A test mail that went out, known by the checksum of its content.

    To whom it went is not kept: who looked at it is a matter of the editors.
    """

    issue = models.ForeignKey(
        "newsletter.NewsletterIssuePage",
        verbose_name=_("newsletter issue"),
        on_delete=models.CASCADE,
        related_name="trial_mails",
    )
    language = models.CharField(_("language"), max_length=12)
    # `RenderedMail.sha256`: one other letter, and it is another mail.
    sha256 = models.CharField(_("checksum"), max_length=64)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    sent_at = models.DateTimeField(_("sent on"), default=timezone.now)

    class Meta:
        verbose_name = _("test mail")
        verbose_name_plural = _("test mails")
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["issue", "sha256"], name="trial_mail_of_content")]

    def __str__(self):
        return f"{self.issue} ({self.language})"
