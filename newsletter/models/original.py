"""The text of PDF originals, so that the search can lead to the right page of them."""

import logging

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models import SiteDocument
from newsletter.importing.result import Refused

logger = logging.getLogger(__name__)


class OriginalTextManager(models.Manager):
    """Reads a file once: when the first public issue that shows it is indexed."""

    def pages(self, document: SiteDocument) -> list[str]:
        """The text of each page of a PDF, a paragraph a line; nothing for other files."""
        if not document.filename.lower().endswith(".pdf"):
            return []
        known = self.filter(document=document, file=document.file.name).first()
        if known is None:
            known, _created = self.update_or_create(
                document=document,
                defaults={"file": document.file.name, "pages": _read(document)},
            )
        return known.pages


class OriginalText(models.Model):
    """What stands on the pages of a PDF. A document with another file is read again."""

    document = models.OneToOneField(SiteDocument, on_delete=models.CASCADE, related_name="+")
    file = models.CharField(max_length=255)
    pages = models.JSONField(default=list)

    objects = OriginalTextManager()

    # It is the document's own text, not a use of the document.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("text of an original")
        verbose_name_plural = _("texts of originals")

    def __str__(self):
        return self.file


def _read(document: SiteDocument) -> list[str]:
    """What cannot be read has no text, as a scan has none."""
    # Imported here: web processes for visitors read no PDF, and save its 5 MB.
    from newsletter.importing.pdf import read_pages

    try:
        with document.open_file() as file:
            pages = read_pages(file.read())
    except (Refused, OSError) as error:
        logger.warning("No text in %s: %r", document.file.name, error)
        return []
    return [page.encode("utf-8", "ignore").decode() for page in pages]  # no half characters
