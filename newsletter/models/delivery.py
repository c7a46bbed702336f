"""One mail of a mailing to one reader, and what became of it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

TOKEN_LENGTH = 20


class DeliveryQuerySet(models.QuerySet):
    """Deliveries by what can be done with them."""

    def refused_in_passing(self):
        """Refused for a reason that may be over: never a 5xx of a mail server."""
        return self.filter(
            Q(answer_code=None) | Q(answer_code__lt=500), state=Delivery.State.REFUSED
        )

    def uncertain(self):
        return self.filter(state=Delivery.State.UNCERTAIN)

    def withdraw(self, reason: str) -> None:
        """Never send what was not handed over yet, also when a worker has taken it.

        A worker marks a mail before it hands it over, and only what it still owns: whichever
        of both comes first holds, without a worker asking again for each mail.
        """
        self.filter(state__in=Delivery.STOPPABLE).update(
            state=Delivery.State.SKIPPED,
            skip_reason=reason,
            lease_owner="",
            leased_until=None,
            settled_at=timezone.now(),
        )


class Delivery(models.Model):
    """What became of one mail to one reader. docs/adr/0015 draws how the states follow.

    A reader who is erased leaves a row without a person, so that sums keep adding up.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("waits its turn")
        LEASED = "leased", _("taken by a worker")
        HANDING_OVER = "handing_over", _("being handed over")
        ACCEPTED = "accepted", _("accepted by the mail server")
        REFUSED = "refused", _("refused by the mail server")
        DEFERRED = "deferred", _("is tried again later")
        UNCERTAIN = "uncertain", _("not certain whether it arrived")
        SKIPPED = "skipped", _("not sent")
        BOUNCED = "bounced", _("came back")

    class SkipReason(models.TextChoices):
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed in the meantime")
        SUPPRESSED = "suppressed", _("must not be mailed")
        ERASED = "erased", _("had their data erased")
        CANCELLED = "cancelled", _("the mailing was cancelled")

    # Something must still happen; everything else is settled.
    WAITING = (State.PENDING, State.LEASED, State.HANDING_OVER, State.DEFERRED)
    # What is being handed over cannot be stopped; its worker writes down how it ended.
    STOPPABLE = (State.PENDING, State.LEASED, State.DEFERRED)
    # The reader has this mail, or may have it.
    MAY_HAVE_ARRIVED = (State.HANDING_OVER, State.ACCEPTED, State.UNCERTAIN, State.BOUNCED)

    mailing = models.ForeignKey(
        "newsletter.Mailing",
        verbose_name=_("mailing"),
        on_delete=models.CASCADE,
        related_name="deliveries",
        db_index=False,  # the indexes below begin with it
    )
    content = models.ForeignKey(
        "newsletter.MailingContent",
        verbose_name=_("content"),
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,  # nothing asks by it
    )
    subscriber = models.ForeignKey(
        "newsletter.Subscriber",
        verbose_name=_("subscriber"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="deliveries",
    )
    # Names the mail in its Message-ID and return path; 80 random bits, in hexadecimal.
    token = models.CharField(_("token"), max_length=TOKEN_LENGTH)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.PENDING)
    skip_reason = models.CharField(
        _("why it was not sent"), max_length=20, choices=SkipReason, blank=True
    )
    lease_owner = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    # RFC 5321; null when the server said nothing, because the connection broke.
    answer_code = models.PositiveSmallIntegerField(_("code of the answer"), null=True)
    # May hold the address: erasing a person empties it.
    answer = models.CharField(_("last answer of the mail server"), max_length=500, blank=True)
    soft_bounces = models.PositiveSmallIntegerField(_("delays reported"), default=0)
    settled_at = models.DateTimeField(_("settled on"), null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["pk"]
        # A mail is written three times on its way, each time in all of these: no more than needed.
        indexes = [
            # To claim the next hundred, and to count per state.
            models.Index(fields=["mailing", "state", "next_attempt_at"], name="delivery_claim"),
            # To find what a worker that died had taken.
            models.Index(
                fields=["leased_until"],
                condition=Q(leased_until__isnull=False),
                name="delivery_lease",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["mailing", "subscriber"], name="one_delivery_per_reader"
            ),
            # Not `unique=True`, for which Django adds a second index to PostgreSQL.
            models.UniqueConstraint(fields=["token"], name="one_delivery_per_token"),
        ]

    def __str__(self):
        return f"{self.token} ({self.get_state_display()})"
