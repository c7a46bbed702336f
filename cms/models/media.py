"""Images and documents: own models from the start, because they cannot be swapped later."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Image,
    SourceImageIOError,
)

from cms import heaps

logger = logging.getLogger(__name__)

# One size takes tens of MB while it is made, and Wagtail makes three at a time for each visitor.
_encoding = threading.Lock()
_making = threading.Lock()


class SiteImage(AbstractImage):
    """A picture, with its maker where one must be named.

    A page must not fail because no size of it can be made now, such as on a full disk: it
    then shows the place where the picture will be. A process makes sizes one after another.
    """

    credit = models.CharField(_("credit"), max_length=255, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def create_rendition(self, filter):  # noqa: A002 - Wagtail's name
        with _as_missing_picture():
            return super().create_rendition(filter)

    def create_renditions(self, *filters):
        if not filters:  # Wagtail asks also when all of them are there
            return {}
        with _as_missing_picture(), _after_others():
            made = self._made_meanwhile(filters)
            missing = [one for one in filters if one not in made]
            return made | super().create_renditions(*missing)

    def generate_rendition_file(self, filter, *, source=None):  # noqa: A002 - Wagtail's name
        with _encoding:
            try:
                return super().generate_rendition_file(filter, source=source)
            finally:
                heaps.give_back()

    def _made_meanwhile(self, filters):
        wanted = {(one.spec, one.get_cache_key(self)): one for one in filters}
        rows = self.renditions.filter(filter_spec__in=[one.spec for one in filters])
        keys = {(row.filter_spec, row.focal_point_key): row for row in rows}
        return {one: keys[key] for key, one in wanted.items() if key in keys}


def _after_others():
    """Who comes second finds what the first made.

    Nobody waits in a transaction: the first may be waiting for what that one has locked.
    """
    return nullcontext() if connection.in_atomic_block else _making


@contextmanager
def _as_missing_picture() -> Iterator[None]:
    """Wagtail expects a failing disk where it reads a picture, not where it writes one."""
    # In a transaction, only what was tried is undone. Alone, it would hold up other writers.
    undone = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with undone:
            yield
    except OSError as error:
        logger.error("No rendition can be made: %s", error)
        raise SourceImageIOError(str(error)) from error


class SiteRendition(AbstractRendition):
    """One size and format of a picture."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="unique_site_rendition",
            )
        ]


class SiteDocument(AbstractDocument):
    """A file to download, public only when a public page refers to it."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
