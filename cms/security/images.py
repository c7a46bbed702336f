"""Pictures as we keep them: really a picture, of a bounded size, and saying nothing else.

A file from a phone says where and by whom it was taken; a crafted file carries a script or
an archive behind its last pixel. Both are gone when the pixels are written anew.
"""

import io

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, ImageSequence

# More than phones make of one picture; the frames of an animation count together.
MAX_PIXELS = 60_000_000
_FORMATS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")
# A JPEG with more pictures behind it: phones add a depth map or a brighter one.
_SEVERAL = "MPO"
_ORIENTATION = 0x0112
_KEPT = ("background", "duration", "icc_profile", "loop", "transparency")
# High enough that another generation cannot be seen.
_OPTIONS = {
    "JPEG": {"quality": 92, "optimize": True},
    "WEBP": {"quality": 90, "method": 4},
    "AVIF": {"quality": 85},
    "PNG": {"optimize": False},
    "GIF": {},
}


def only_pixels(file: File) -> ContentFile:
    """The same picture, upright, without anything that is not a pixel or its colour profile.

    Raises:
        ValidationError: if it is no picture of a format that we keep, if it is broken, or
            if it has more than MAX_PIXELS.
    """
    try:
        file.seek(0)
        with Image.open(file, formats=_FORMATS) as picture:
            _check_size(picture)
            return ContentFile(_written_anew(picture), name=file.name)
    except ValidationError:
        raise
    except Exception as error:  # of a damaged file Pillow raises nearly anything
        raise ValidationError(
            _("This file is not a picture that we can read, or it is damaged.")
        ) from error


def _check_size(picture: Image.Image) -> None:
    width, height = picture.size
    frames = 1 if picture.format == _SEVERAL else getattr(picture, "n_frames", 1)
    if width * height * frames > MAX_PIXELS:
        raise ValidationError(
            _("This picture is too large. Make it smaller than %(number)s million pixels."),
            params={"number": MAX_PIXELS // 1_000_000},
        )


def _written_anew(picture: Image.Image) -> bytes:
    output = io.BytesIO()
    if picture.format == "JPEG" and picture.getexif().get(_ORIENTATION, 1) == 1:
        picture.load()
        _strip(picture)
        # The same tables: the pixels stay as good as identical.
        options = _OPTIONS["JPEG"] | {"quality": "keep"}
        picture.save(output, format="JPEG", exif=b"", **options, **_told(picture))
        return output.getvalue()
    is_first_of_several = picture.format == _SEVERAL
    written_as = "JPEG" if is_first_of_several else picture.format
    of_one = [picture] if is_first_of_several else ImageSequence.Iterator(picture)
    frames = [_bare(frame) for frame in of_one]
    options = _OPTIONS[written_as] | _told(frames[0])
    if len(frames) > 1:
        pace = [frame.info.get("duration", 0) for frame in frames]
        options |= {"save_all": True, "append_images": frames[1:], "duration": pace}
    frames[0].save(output, format=written_as, exif=b"", **options)
    return output.getvalue()


def _told(picture: Image.Image) -> dict:
    """What some formats write only when they are told, whatever the picture says of itself."""
    return {name: picture.info[name] for name in ("icc_profile", "loop") if name in picture.info}


def _bare(frame: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(frame.copy())
    _strip(upright)
    return upright


def _strip(picture: Image.Image) -> None:
    picture.info = {name: picture.info[name] for name in _KEPT if name in picture.info}
    picture.getexif().clear()
