"""A backup of database and media in one folder, and the way back."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from newsletter.models import Mailing
from operations import databases
from operations.manifest import Manifest, ManifestError, check_new, fingerprint
from operations.mediafiles import check_media, copy_media, restore_media, try_media

DATABASE = "database"
MEDIA = "media"
_CHUNK = 1 << 20


def back_up(folder: Path) -> Manifest:
    """Make a backup in a folder that does not exist yet, also while the site is in use.

    Media are copied before and after the database: what a row refers to was there in one of
    both. The folder gets its name when it is whole and every file was read again.

    Raises:
        ManifestError: if the folder exists or is among the media, these are away, the database
            has no tables or cannot be read, or the copy is not what it should be.
    """
    check_new(folder)
    partial = folder.with_name(f"{folder.name}.onvolledig")
    if partial.exists():
        raise ManifestError(f"{partial} is van een back-up die niet af raakte: verwijder die map.")
    databases.check_filled()
    check_media()
    try:
        with _for_its_owner_alone():
            return _write(folder, partial)
    except Exception:
        # Perhaps the disk is full, and the site needs it too.
        shutil.rmtree(partial, ignore_errors=True)
        raise


@contextmanager
def _for_its_owner_alone() -> Iterator[None]:
    """What is written has subscribers in it, and is nobody else's to read."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _write(folder: Path, partial: Path) -> Manifest:
    (partial / DATABASE).mkdir(parents=True)
    (partial / MEDIA).mkdir()
    media: dict[str, dict] = {}
    copy_media(partial / MEDIA, media)
    manifest = databases.dump(partial / DATABASE, timezone.now().isoformat())
    copy_media(partial / MEDIA, media)
    manifest.files = {f"{MEDIA}/{name}": found for name, found in media.items()}
    for path in (partial / DATABASE).iterdir():
        with path.open("rb") as file:
            found = fingerprint(iter(lambda: file.read(_CHUNK), b""))
        manifest.files[f"{DATABASE}/{path.name}"] = found
    manifest.write(partial)
    manifest.check(partial)
    partial.rename(folder)
    return manifest


def restore(folder: Path, *, replace: bool) -> tuple[Manifest, list[Mailing]]:
    """Put a backup in the place of what the site has, and check it row by row and file by file.

    Gives the manifest, and the mailings that were on their way: they are paused.

    Raises:
        ManifestError: before anything changes, if the backup is not whole, the media cannot be
            written, or the database is in use and `replace` is not set; after it, if what was
            restored differs.
    """
    manifest = Manifest.read(folder)
    manifest.check(folder)
    if not replace and not databases.is_empty():
        raise ManifestError("De databank is niet leeg: --vervang zet de back-up in de plaats.")
    try_media()
    counts = databases.load(folder / DATABASE, manifest)
    paused = _pause_mailings()
    try:
        stored = restore_media(folder / MEDIA)
    except OSError as error:
        raise ManifestError(
            f"De databank is terug, maar niet elk bestand: {error}. Herbegin met --vervang."
        ) from error
    _compare(manifest, counts, stored)
    call_command("rebuild_search", verbosity=0)
    return manifest, paused


def _pause_mailings() -> list[Mailing]:
    """Stop what may have been sent after the backup was made: only an editor knows.

    Notices go on: a second mail to one person does less harm than none
    (`newsletter.subscribers.notices`).
    """
    # Not `planning.pause`: that is an editor's, and not for what is only scheduled.
    mailings = list(Mailing.objects.unfinished().select_related("issue"))
    Mailing.objects.filter(pk__in=[mailing.pk for mailing in mailings]).update(
        state=Mailing.State.PAUSED, reason=Mailing.Reason.EDITOR
    )
    return mailings


def _compare(manifest: Manifest, counts: dict[str, int], stored: dict[str, dict]) -> None:
    wrong = [name for name, rows in manifest.tables.items() if counts.get(name) != rows]
    prefix = f"{MEDIA}/"
    wrong += [
        name
        for name, found in manifest.files.items()
        if name.startswith(prefix) and stored.get(name.removeprefix(prefix)) != found
    ]
    if wrong:
        raise ManifestError(f"Niet gelijk aan de back-up: {', '.join(wrong[:5])}")
    if any(Page.find_problems()):
        raise ManifestError("De boom van pagina's klopt niet: voer fixtree uit.")
