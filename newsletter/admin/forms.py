"""The form with which an editor uploads old issues."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from newsletter.importing.sources import KINDS, Source, from_bytes, read_zip
from newsletter.models import Series

ENDINGS = sorted({*KINDS, ".zip"})
MAX_FILES = 50
MAX_MEGABYTES = 50


class _FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, each of a kind that holds issues."""

    widget = _FilesInput

    def clean(self, data, initial=None):
        files = [super(FilesField, self).clean(file, initial) for file in data or [None]]
        errors = []
        if len(files) > MAX_FILES:
            errors.append(
                ngettext(
                    "Choose at most %(count)s file at once.",
                    "Choose at most %(count)s files at once.",
                    MAX_FILES,
                )
                % {"count": MAX_FILES}
            )
        if sum(file.size for file in files) > MAX_MEGABYTES * 1024 * 1024:
            errors.append(
                _("Together the files are larger than %(size)s MB. Choose fewer.")
                % {"size": MAX_MEGABYTES}
            )
        errors += [
            _("“%(name)s” is not a mail, web page, PDF, text or ZIP file.") % {"name": file.name}
            for file in files
            if PurePosixPath(file.name).suffix.lower() not in ENDINGS
        ]
        if errors:
            raise ValidationError(errors)
        return files


class UploadForm(forms.Form):
    """Files, and the series when the editor knows better than the files."""

    files = FilesField(
        label=_("Files"),
        help_text=_(
            "Mails (.eml), web pages (.html), PDFs, texts (.txt) and ZIP files with these."
            " At most 50 files, together 50 MB."
        ),
    )
    series = forms.ModelChoiceField(
        label=_("Series"),
        queryset=Series.objects.none(),
        required=False,
        empty_label=_("Derive it from the files"),
    )

    def __init__(self, *args, locale, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.attrs["accept"] = ",".join(ENDINGS)
        self.fields["series"].queryset = Series.objects.filter(locale=locale)

    def sources(self) -> Iterator[Source]:
        """What was uploaded, ZIPs opened."""
        for file in self.cleaned_data["files"]:
            if PurePosixPath(file.name).suffix.lower() == ".zip":
                yield from read_zip(file, file.name)
            else:
                yield from_bytes(file.name, file.read())
