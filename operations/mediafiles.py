"""The media of the site, one by one, whatever keeps them: a disk or a bucket."""

from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from wagtail.images import get_image_model

from operations.manifest import ManifestError, fingerprint


def check_media() -> None:
    """A disk that is not mounted leaves an empty folder, or none, where pictures were.

    Raises:
        ManifestError: if the store is away, or empty while the database knows pictures.
    """
    try:
        is_empty = next(media_names(), None) is None
    except OSError as error:
        raise ManifestError(f"De bestanden van de site zijn niet te lezen: {error}") from error
    if is_empty and get_image_model().objects.exists():
        raise ManifestError(
            "De site heeft afbeeldingen, maar haar map met bestanden is leeg of weg:"
            " kijk MEDIA_ROOT na."
        )


def media_names(folder: str = "") -> Iterator[str]:
    """The names of all files in the media store."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    for name in files:
        yield prefix + name
    for name in folders:
        yield from media_names(prefix + name)


def copy_media(target: Path, known: dict[str, dict]) -> None:
    """Copy into `target` what is not yet in `known`, and add name and fingerprint to it.

    What was still being written when it was copied is copied again. A file that was deleted
    since it was listed is left out.
    """
    for name in media_names():
        destination = target / name
        destination.parent.mkdir(parents=True, exist_ok=True)
        try:
            if name in known and default_storage.size(name) == known[name]["bytes"]:
                continue
            with default_storage.open(name, "rb") as source, destination.open("wb") as copy:
                known[name] = fingerprint(_copied(source, copy))
        except FileNotFoundError:
            destination.unlink(missing_ok=True)
            known.pop(name, None)


def try_media() -> None:
    """Raises ManifestError where no file can be written, before anything counts on it."""
    try:
        default_storage.delete(default_storage.save("proef.txt", ContentFile(b"proef")))
    except OSError as error:
        raise ManifestError(f"De bestanden kunnen nergens heen: {error}") from error


def restore_media(folder: Path) -> dict[str, dict]:
    """Put every file of a folder back under its name; gives the fingerprints as stored."""
    stored = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        default_storage.delete(name)
        with path.open("rb") as file:
            default_storage.save(name, File(file))
        with default_storage.open(name, "rb") as file:
            stored[name] = fingerprint(file.chunks())
    return stored


def _copied(source, copy) -> Iterator[bytes]:
    for chunk in source.chunks():
        copy.write(chunk)
        yield chunk
