"""Addresses that must not be mailed, known by a hash alone."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletter.subscribers.addresses import HASH_LENGTH, hash_address


class SuppressionQuerySet(models.QuerySet):
    """Lookups by address, of which only the hash is kept."""

    def of(self, address: str):
        return self.filter(address_hash=hash_address(address))


class Suppression(models.Model):
    """Somebody who left, or a mailbox that is gone: no import brings it back unasked.

    It ends only when the holder of the address confirms a new subscription.
    """

    class Reason(models.TextChoices):
        ERASED = "erased", _("had their data erased")
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed, and was forgotten since")
        BOUNCED = "bounced", _("mail cannot be delivered")
        COMPLAINED = "complained", _("reported our mail as spam")

    address_hash = models.CharField(
        _("hash of the address"), max_length=HASH_LENGTH, unique=True, editable=False
    )
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    created_at = models.DateTimeField(_("since"), default=timezone.now)

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.address_hash[:8]}… ({self.get_reason_display()})"
