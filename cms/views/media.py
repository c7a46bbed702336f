"""Media files, served by the application so that privacy rules hold everywhere."""

import errno
import logging
import posixpath
from http import HTTPStatus

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

# Resized images only: originals carry more than was published (EXIF data, the part that
# was cropped away), and documents are served by Wagtail's own view, which checks access.
PUBLIC_PREFIX = "images/"
ONE_YEAR = 31_536_000


@require_safe
def media(request, path):
    """A rendition. Its name changes with its content, so that it may be kept for a year."""
    if posixpath.normpath(path) != path or not path.startswith(PUBLIC_PREFIX) or "\0" in path:
        raise Http404
    headers = {"Cache-Control": f"public, max-age={ONE_YEAR}, immutable"}
    etag = f'"{path}"' if path.isascii() else None
    if etag:
        headers["ETag"] = etag
        # Who has it already costs no look in the store, which may be another machine.
        known = get_conditional_response(
            request, etag=etag, response=HttpResponse(headers=headers)
        )
        if known.status_code != HTTPStatus.OK:
            return known
    try:
        return FileResponse(default_storage.open(path), headers=headers)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Http404 from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise Http404 from error
        return unavailable(path, error)


def unavailable(name: str, error: OSError) -> HttpResponse:
    """While the media store is away: nothing is wrong with the address."""
    logger.error("%s cannot be read: %s", name, error)
    return HttpResponse(status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"})
