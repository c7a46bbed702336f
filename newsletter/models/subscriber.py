"""Who reads the newsletter by mail, and which series."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletter.models.series import Series
from newsletter.models.suppression import Suppression
from newsletter.subscribers.addresses import AddressField, AddressHashField


class SubscriberQuerySet(models.QuerySet):
    """Selections of people. None of them needs an address to be read."""

    def not_suppressed(self):
        return self.exclude(
            Exists(Suppression.objects.filter(address_hash=OuterRef("address_hash")))
        )

    def suppressed(self):
        return self.filter(
            Exists(Suppression.objects.filter(address_hash=OuterRef("address_hash")))
        )

    def active_in(self, series: Series):
        """People with an active subscription to the series, in whatever language."""
        return self.filter(
            Exists(Subscription.objects.active().to(series).filter(subscriber=OuterRef("pk")))
        )

    def mailable(self, series: Series):
        """Everybody who must get an issue of the series, each once: for INSERT ... SELECT."""
        return self.active_in(series).not_suppressed()


class Subscriber(models.Model):
    """A person, known by an address and a language alone."""

    email = AddressField(_("e-mail address"), unique=True)
    address_hash = AddressHashField(_("hash of the address"), unique=True)
    language = models.CharField(_("language"), max_length=12, default=settings.LANGUAGE_CODE)
    created_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    # The only limit on mail to one address that several processes share, so that a form
    # that is filled in a thousand times gives one mail.
    mailed_at = models.DateTimeField(
        _("last mail on request"), null=True, blank=True, editable=False
    )

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["-created_at", "-pk"]
        permissions = [
            ("import_subscriber", "Can import subscribers"),
            ("export_subscriber", "Can export subscribers"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="subscriber_email_in_lower_case"
            )
        ]

    def __str__(self):
        return self.email


class SubscriptionQuerySet(models.QuerySet):
    """Subscriptions by state and series."""

    def pending(self):
        return self.filter(state=Subscription.State.PENDING)

    def active(self):
        return self.filter(state=Subscription.State.ACTIVE)

    def ended(self):
        return self.filter(state=Subscription.State.ENDED)

    def to(self, series: Series):
        """To this series or a translation of it: they are one subscription."""
        return self.filter(series__translation_key=series.translation_key)


class Subscription(models.Model):
    """That somebody reads a series: asked for, confirmed, or ended.

    `series` is the oldest of the translations of a series (`Series.objects.originals()`): the
    language of the mail is that of the subscriber.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("waits for confirmation")
        ACTIVE = "active", _("active")
        ENDED = "ended", _("ended")

    class EndReason(models.TextChoices):
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
        BOUNCED = "bounced", _("mail cannot be delivered")
        COMPLAINED = "complained", _("reported our mail as spam")
        REMOVED = "removed", _("ended by an editor")

    subscriber = models.ForeignKey(
        Subscriber,
        verbose_name=_("subscriber"),
        on_delete=models.CASCADE,
        related_name="subscriptions",
    )
    series = models.ForeignKey(
        Series,
        verbose_name=_("series"),
        on_delete=models.PROTECT,
        related_name="subscriptions",
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    requested_at = models.DateTimeField(_("asked on"), default=timezone.now)
    activated_at = models.DateTimeField(_("confirmed on"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(
        _("reason of the end"), max_length=20, choices=EndReason, blank=True
    )

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["series", "pk"]
        indexes = [models.Index(fields=["series", "state"], name="subscription_series_state")]
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "series"], name="unique_subscription"),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(activated_at__isnull=False, ended_at=None),
                name="active_subscription_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | Q(ended_at__isnull=False),
                name="ended_subscription_has_moment",
            ),
        ]

    def __str__(self):
        return f"{self.series} ({self.get_state_display()})"
