"""An issue on its way to its readers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

OBSTACLE_LENGTH = 300


class MailingQuerySet(models.QuerySet):
    """Mailings by what may still happen to them."""

    def unfinished(self):
        """Everything that a worker must still bring further."""
        return self.filter(state__in=Mailing.AT_WORK)

    def of(self, issue):
        """Of this issue, or of a translation of it: they are one issue."""
        return self.filter(issue__translation_key=issue.translation_key)


class Mailing(models.Model):
    """That an issue is sent by mail, once: when, by whom, and how far it is.

    The words are frozen in its `contents`, one for each language; who gets it in its
    `deliveries`. Change the state through `newsletter.mailings.planning` alone.
    """

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("scheduled")
        PREPARING = "preparing", _("being prepared")
        READY = "ready", _("ready to go")
        SENDING = "sending", _("being sent")
        PAUSED = "paused", _("paused")
        DONE = "done", _("sent")
        ATTENTION = "attention", _("needs attention")
        CANCELLED = "cancelled", _("cancelled")

    class Reason(models.TextChoices):
        """Why it is paused, or needs attention."""

        EDITOR = "editor", _("an editor paused it")
        REFUSALS = "refusals", _("mail servers refuse too many of these mails")
        SENDER = "sender", _("the mail server refuses the sender")
        REFUSED = "refused", _("some were refused for a passing reason")
        UNCERTAIN = "uncertain", _("of some it is not certain whether they arrived")
        SUM = "sum", _("the numbers do not add up")

    # Paused so by the site itself.
    ALARMS = (Reason.REFUSALS, Reason.SENDER)
    AT_WORK = (State.SCHEDULED, State.PREPARING, State.READY, State.SENDING)

    # A published issue is never deleted (newsletter/keeping.py), and what was sent is published:
    # only a draft that nobody got takes its mailing with it.
    issue = models.ForeignKey(
        "newsletter.NewsletterIssuePage",
        verbose_name=_("newsletter issue"),
        on_delete=models.CASCADE,
        related_name="mailings",
    )
    # Of `Series.objects.originals()`, as it was when the mailing was made.
    series = models.ForeignKey(
        "newsletter.Series",
        verbose_name=_("series"),
        on_delete=models.PROTECT,
        related_name="mailings",
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.SCHEDULED)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason, blank=True)
    send_at = models.DateTimeField(_("to be sent from"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("made on"), default=timezone.now)
    prepared_count = models.PositiveIntegerField(_("number of readers"), null=True)
    started_at = models.DateTimeField(_("first mail"), null=True)
    finished_at = models.DateTimeField(_("finished on"), null=True)
    # When a worker last turned to it: a mailing that nobody turns to is stuck.
    worked_at = models.DateTimeField(_("last turn of a worker"), null=True)
    # What the mail server says while it takes no mail at all, without addresses.
    obstacle = models.CharField(max_length=OBSTACLE_LENGTH, blank=True, db_default="")
    # Refusals that an editor saw when resuming, so that they do not pause it again.
    refusals_seen = models.PositiveIntegerField(default=0)
    settled_seen = models.PositiveIntegerField(default=0)

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        ordering = ["-created_at", "-pk"]
        permissions = [("send_mailing", "Can send mailings")]
        constraints = [
            models.UniqueConstraint(
                fields=["issue"], condition=~Q(state="cancelled"), name="one_mailing_per_issue"
            )
        ]

    def __str__(self):
        return f"{self.issue} ({self.get_state_display()})"


class MailingContent(models.Model):
    """The mail of a mailing in one language, word for word as it was tested.

    Places that differ per person hold `newsletter.rendering.mail.PERSONAL_LINKS`.
    """

    mailing = models.ForeignKey(
        Mailing, verbose_name=_("mailing"), on_delete=models.CASCADE, related_name="contents"
    )
    language = models.CharField(_("language"), max_length=12)
    subject = models.CharField(_("subject"), max_length=255)
    preview = models.TextField(_("preview text"), blank=True)
    html = models.TextField(_("mail as HTML"))
    text = models.TextField(_("mail as text"))
    # `RenderedMail.sha256`: sending compares it, so that nothing else can go out.
    sha256 = models.CharField(_("checksum"), max_length=64)

    class Meta:
        verbose_name = _("content of a mailing")
        verbose_name_plural = _("contents of mailings")
        ordering = ["mailing", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["mailing", "language"], name="one_content_per_language"
            )
        ]

    def __str__(self):
        return f"{self.subject} ({self.language})"
