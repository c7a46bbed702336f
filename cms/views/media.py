"""Media files, served by the application so that privacy rules hold everywhere."""

import posixpath

from django.conf import settings
from django.http import Http404
from django.views.decorators.http import require_safe
from django.views.static import serve

# Resized images only: originals carry more than was published (EXIF data, the part that
# was cropped away), and documents are served by Wagtail's own view, which checks access.
PUBLIC_PREFIX = "images/"
ONE_YEAR = 31_536_000


@require_safe
def media(request, path):
    """A rendition. Its name changes with its content, so that it may be kept for a year."""
    if posixpath.normpath(path) != path or not path.startswith(PUBLIC_PREFIX):
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    return response
