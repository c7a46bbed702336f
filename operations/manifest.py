"""The list of what a folder holds, by which it proves that it is whole."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings

NAME = "manifest.json"
_CHUNK = 1 << 20


class ManifestError(Exception):
    """A folder that is not what its manifest says, in words for the command line."""


@dataclass
class Manifest:
    """What a backup holds: rows per table, and size and SHA-256 of each file by its path."""

    made_at: str
    vendor: str
    migrations: list[list[str]]
    tables: dict[str, int]
    columns: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, dict] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self), indent=1, ensure_ascii=False, sort_keys=True)
        (folder / NAME).write_text(text, encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Raises ManifestError when the folder has no manifest that can be read."""
        try:
            return cls(**json.loads((folder / NAME).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise ManifestError(f"Geen volledige back-up in {folder}: {error}") from error

    def check(self, folder: Path) -> None:
        """Read every file again.

        Raises:
            ManifestError: naming the first file that is missing, other or extra.
        """
        found = {
            path.relative_to(folder).as_posix()
            for path in folder.rglob("*")
            if path.is_file() and path != folder / NAME
        }
        if wrong := sorted(found ^ self.files.keys()):
            raise ManifestError(
                f"Ontbreekt of hoort hier niet: {wrong[0]} ({len(wrong)} in totaal)"
            )
        for name, expected in self.files.items():
            with (folder / name).open("rb") as file:
                if fingerprint(iter(lambda: file.read(_CHUNK), b"")) != expected:
                    raise ManifestError(f"Beschadigd: {name}")


def check_new(folder: Path) -> None:
    """A folder to write into: one that does not exist, and not among what is copied.

    Raises:
        ManifestError: if it is another.
    """
    if folder.exists():
        raise ManifestError(f"{folder} bestaat al: kies een nieuwe map.")
    if folder.resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve()):
        raise ManifestError(f"{folder} ligt tussen de bestanden van de site: kies een andere map.")


def fingerprint(chunks: Iterable[bytes]) -> dict:
    """Size in bytes and SHA-256 of a file that comes in parts."""
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
    return {"bytes": size, "sha256": digest.hexdigest()}
