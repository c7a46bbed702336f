"""The yearly question to a company whether its profile is still right."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ProfileCheck(models.Model):
    """One question to one company, what it answered, and what an editor did with that.

    `changes` are values that the company proposes: `name` of the piece of the profile
    (companies/checks/pieces.py), `before` as the company saw it, and `after`. Its form says
    what it saw, so `before` is only compared and shown. Without changes and words, everything
    is right.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("asked, no answer yet")
        ANSWERED = "answered", _("answered, to be looked at")
        ACCEPTED = "accepted", _("taken over")
        SET_ASIDE = "set_aside", _("set aside")
        UNANSWERED = "unanswered", _("never answered")
        REFUSED = "refused", _("the mail could not be delivered")

    OPEN = (State.ASKED, State.ANSWERED)

    company = models.ForeignKey(
        "companies.CompanyPage",
        verbose_name=_("company"),
        on_delete=models.CASCADE,
        related_name="checks",
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    email = models.EmailField(_("asked of"))
    # Written before the mail goes: whoever is killed then mails nobody twice.
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, db_index=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    changes = models.JSONField(_("changes"), default=list, blank=True)
    activities = models.TextField(_("about what they do"), blank=True)
    remark = models.TextField(_("remark"), blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handled by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    # A question is no use of a page: nothing on the site breaks without it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("check of a profile")
        verbose_name_plural = _("checks of profiles")
        ordering = ["-asked_at", "-pk"]
        default_permissions = ("view", "change")
        constraints = [
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(state__in=["asked", "answered"]),
                name="one_open_check_per_company",
            )
        ]

    def __str__(self):
        return str(self.company)

    @property
    def says_all_is_right(self) -> bool:
        return not (self.changes or self.activities or self.remark)
