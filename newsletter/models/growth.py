"""How many people came and went, without knowing who."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GrowthCount(models.Model):
    """Subscriptions that began and ended in a month; stays right when people are erased."""

    month = models.DateField(_("month"), unique=True)  # its first day
    confirmed = models.PositiveIntegerField(_("confirmed"), default=0)
    left = models.PositiveIntegerField(_("left"), default=0)
    bounced = models.PositiveIntegerField(_("bounced"), default=0)

    class Meta:
        verbose_name = _("growth in a month")
        verbose_name_plural = _("growth per month")
        ordering = ["month"]

    def __str__(self):
        return f"{self.month:%Y-%m}"
