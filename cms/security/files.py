"""Documents by what is in them, whatever their name says."""

import zipfile

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

# What stands in a file of Office or OpenDocument, beside the document itself.
_OFFICE_PARTS = {
    "docx": "word/document.xml",
    "pptx": "ppt/presentation.xml",
    "xlsx": "xl/workbook.xml",
    "odt": "content.xml",
}
_TEXTS = {"csv", "eml", "html", "txt"}
_MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<body")
_HEAD = 4096


def check_content(file: File, extension: str) -> None:
    """Check that a file is of the kind that its name says.

    HTML and mail may hold anything: they are kept as originals, and served as a download
    that no browser runs (`Content-Disposition: attachment`, `nosniff`, `default-src 'none'`).

    Raises:
        ValidationError: if it is another kind, or holds macros.
    """
    file.seek(0)
    head = file.read(_HEAD)
    if extension == "pdf":
        _require(head.startswith(b"%PDF-"))
    elif extension in _OFFICE_PARTS:
        _check_office(file, head, _OFFICE_PARTS[extension])
    elif extension in _TEXTS:
        _require(b"\0" not in head)
        if extension in {"csv", "txt"}:
            _require(not head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_MARKUP))
    else:
        _require(is_right=False)
    file.seek(0)


def _check_office(file: File, head: bytes, part: str) -> None:
    # The first bytes too: an archive may hang behind a file of another kind.
    _require(head.startswith(b"PK\x03\x04"))
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        names = set()
    _require(part in names)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ValidationError(_("This file holds macros. Save it without macros."))


def _require(is_right: bool) -> None:
    if not is_right:
        raise ValidationError(
            _("The content of this file does not match its name. Save it again and try once more.")
        )
