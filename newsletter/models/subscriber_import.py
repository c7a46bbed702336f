"""A list of subscribers that an editor brings."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SubscriberImport(models.Model):
    """A file that was read but not yet carried out, and afterwards what came of it.

    The lines are kept until the editor decides, for a day at most; the evidence of consent
    and the counts stay.
    """

    class Kind(models.TextChoices):
        OWN = "own", _("own list: these people agreed to get the newsletter")
        MAILCHIMP_SUBSCRIBED = "subscribed", _("Mailchimp: subscribed")
        MAILCHIMP_UNSUBSCRIBED = "unsubscribed", _("Mailchimp: unsubscribed")
        MAILCHIMP_CLEANED = "cleaned", _("Mailchimp: cleaned")

    kind = models.CharField(_("kind of list"), max_length=20, choices=Kind)
    name = models.CharField(_("file"), max_length=255)
    text = models.TextField(_("lines"), blank=True)
    series = models.ForeignKey(
        "newsletter.Series",
        verbose_name=_("series"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    language = models.CharField(_("language"), max_length=12, default=settings.LANGUAGE_CODE)
    evidence = models.TextField(_("evidence of consent"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("read on"), default=timezone.now)
    applied_at = models.DateTimeField(_("carried out on"), null=True)
    counts = models.JSONField(_("what came of it"), default=dict)

    class Meta:
        verbose_name = _("import of subscribers")
        verbose_name_plural = _("imports of subscribers")
        ordering = ["-created_at"]

    def __str__(self):
        return self.name
