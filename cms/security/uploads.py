"""The forms through which editors bring in pictures and documents."""

from pathlib import PurePath

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from cms.security.files import check_content
from cms.security.images import only_pixels


class ImageForm(BaseImageForm):
    """Keeps the pixels of a picture and nothing else.

    Before Wagtail's own checks, which answer a damaged picture with a server error.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        check = self.fields["file"].to_python
        self.fields["file"].to_python = lambda file: check(only_pixels(file) if file else file)


class DocumentForm(BaseDocumentForm):
    """Takes a document whose content is what its name says."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            check_content(file, PurePath(file.name).suffix.lower().lstrip("."))
        return file
