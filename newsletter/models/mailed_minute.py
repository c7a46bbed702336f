"""How fast mail goes out, for limits that several workers share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailedMinute(models.Model):
    """Mails of mailings in one minute, to everybody or to one domain; kept for an hour."""

    minute = models.DateTimeField(_("minute"))
    domain = models.CharField(_("domain"), max_length=255, blank=True)  # empty: to everybody
    count = models.PositiveIntegerField(_("mails"), default=0)

    class Meta:
        verbose_name = _("mails in a minute")
        verbose_name_plural = _("mails per minute")
        constraints = [
            models.UniqueConstraint(fields=["minute", "domain"], name="one_count_per_minute")
        ]

    def __str__(self):
        return f"{self.minute:%H:%M} {self.domain}: {self.count}"
