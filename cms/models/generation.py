"""The state in which the site is, as one value."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SiteGeneration(models.Model):
    """A random number that triggers replace when anything changes that visitors may see.

    SQLite has one row. On PostgreSQL each transaction adds a row and takes away those that
    it sees, so that no two wait for each other; all visible rows together are the generation.
    No row: nobody counts the changes (the site is being migrated), so nothing may be kept.
    """

    token = models.BigIntegerField(_("token"))

    class Meta:
        verbose_name = _("state of the site")
        verbose_name_plural = _("states of the site")

    def __str__(self):
        return str(self.token)
