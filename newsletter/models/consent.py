"""What people agreed to and what they took back: the proof that consent was given."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ConsentEvent(models.Model):
    """One thing that somebody agreed to or took back, with the words that they read.

    Rows are only added: the database refuses to change one. They go with the person.
    """

    class Action(models.TextChoices):
        REQUESTED = "requested", _("asked for")
        CONFIRMED = "confirmed", _("confirmed")
        IMPORTED = "imported", _("imported")
        LANGUAGE = "language", _("chose another language")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Source(models.TextChoices):
        FORM = "form", _("form on the site")
        MAIL = "mail", _("link in a mail")
        ONE_CLICK = "one_click", _("unsubscribe button of a mail program")
        PREFERENCES = "preferences", _("page with preferences")
        IMPORT = "import", _("import")
        EDITOR = "editor", _("editor")
        BOUNCE = "bounce", _("bounced mail")

    subscriber = models.ForeignKey(
        "newsletter.Subscriber",
        verbose_name=_("subscriber"),
        on_delete=models.CASCADE,
        related_name="consent_events",
    )
    series = models.ForeignKey(
        "newsletter.Series",
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    action = models.CharField(_("what"), max_length=20, choices=Action)
    source = models.CharField(_("how"), max_length=20, choices=Source)
    at = models.DateTimeField(_("when"), default=timezone.now)
    wording = models.TextField(_("the words that they read"), blank=True)
    wording_version = models.CharField(_("version of the words"), max_length=20, blank=True)
    page = models.CharField(_("page"), max_length=500, blank=True)
    evidence = models.TextField(_("evidence"), blank=True)

    class Meta:
        verbose_name = _("consent event")
        verbose_name_plural = _("consent events")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.get_action_display()} ({self.get_source_display()})"
