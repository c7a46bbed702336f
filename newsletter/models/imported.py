"""What was read from a file, so that reading it again changes nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsletter.importing.messages import TO_CHECK, message


class ImportedFile(models.Model):
    """A file that became an issue, known by its content.

    `revision` is the issue as the import left it: a later one is an editor's work, which
    no import may overwrite.
    """

    sha256 = models.CharField(_("checksum"), max_length=64, unique=True)
    name = models.CharField(_("file"), max_length=500)
    issue = models.ForeignKey(
        "newsletter.NewsletterIssuePage",
        verbose_name=_("newsletter issue"),
        null=True,
        on_delete=models.CASCADE,
        related_name="imported_files",
    )
    document = models.ForeignKey(
        "cms.SiteDocument",
        verbose_name=_("original file"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    warnings = models.JSONField(_("warnings"), default=list)
    imported_at = models.DateTimeField(_("imported at"), auto_now=True)

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        ordering = ["-imported_at", "name"]

    def __str__(self):
        return self.name

    @property
    def to_check(self) -> list[str]:
        """In words, what an editor should look at before publishing."""
        return [message(code) for code in self.warnings if code in TO_CHECK]

    @property
    def was_changed(self) -> list[str]:
        """In words, what the import did and found besides."""
        return [message(code) for code in self.warnings if code not in TO_CHECK]

    @property
    def was_edited_since(self) -> bool:
        return self.issue is not None and self.issue.latest_revision_id != self.revision_id
