"""Finding the files to read: in folders and in ZIP files, safely."""

import datetime
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from newsletter.importing.campaigns import Campaign, campaigns_of, is_campaign_list, read_campaigns
from newsletter.importing.result import Refused

KINDS = {".eml", ".html", ".htm", ".pdf", ".txt"}
MAX_FILE = 50_000_000
MAX_ZIP_TOTAL = 500_000_000
MAX_ZIP_MEMBERS = 5_000
MAX_RATIO = 200


@dataclass(frozen=True)
class Source:
    """One file to read. `name` is how a report calls it: the path in the given folder,
    and for a member of a ZIP `name.zip!path/inside`. `problem` says why it is not read:
    a code of `messages`, refused unless `skipped`."""

    name: str
    content: bytes = b""
    problem: str = ""
    skipped: bool = False
    subject: str = ""
    sent_on: datetime.date | None = None

    @property
    def path(self) -> PurePosixPath:
        """The path in the given folder, a ZIP in it taken for a folder."""
        return PurePosixPath(re.sub(r"(?i)\.zip!", ".zip/", self.name))

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def find_sources(path: Path) -> Iterator[Source]:
    """Every file at the path, in the order of their names, one at a time in memory."""
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            relative = file.relative_to(path)
            if file.is_file() and not any(part.startswith(".") for part in relative.parts):
                yield from _read(file, relative.as_posix())
    else:
        yield from _read(path, path.name)


def _read(file: Path, name: str) -> Iterator[Source]:
    try:
        if file.suffix.lower() == ".zip" or _is_zip(file):
            yield from read_zip(file.open("rb"), name)
        elif file.stat().st_size > MAX_FILE:
            yield Source(name, problem="too_large")
        else:
            yield from_bytes(name, file.read_bytes())
    except OSError:
        yield Source(name, problem="unreadable")


def _is_zip(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(4) == b"PK\x03\x04" and file.suffix.lower() not in {
            ".docx",
            ".xlsx",
            ".odt",
        }


def from_bytes(name: str, content: bytes) -> Source:
    """A source for a single file; skipped when it is of no kind that holds issues."""
    suffix = PurePosixPath(name.replace("!", "/")).suffix.lower()
    if suffix == ".csv":
        return Source(name, problem="subscriber_list", skipped=True)
    if suffix not in KINDS and not _looks_like_issue(content):
        return Source(name, problem="unknown_kind", skipped=True)
    return Source(name, content)


def _looks_like_issue(content: bytes) -> bool:
    start = content[:2048].lower()
    return b"%pdf-" in start or b"<html" in start or (b"\nsubject:" in start and b"from:" in start)


def read_zip(stream, name: str) -> Iterator[Source]:
    """The members of a ZIP. What it declares is not believed: sizes are counted."""
    try:
        with zipfile.ZipFile(stream) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            if _is_bomb(members):
                yield Source(name, problem="zip_bomb")
                return
            yield from _members(archive, members, name)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError):
        yield Source(name, problem="corrupt_zip")
    finally:
        stream.close()


def _is_bomb(members: list[zipfile.ZipInfo]) -> bool:
    total = sum(info.file_size for info in members)
    packed = sum(info.compress_size for info in members) or 1
    return (
        len(members) > MAX_ZIP_MEMBERS
        or total > MAX_ZIP_TOTAL
        or (total > 10_000_000 and total / packed > MAX_RATIO)
    )


def _members(archive, members, name: str) -> Iterator[Source]:
    stems = [PurePosixPath(member.filename).stem for member in members]
    campaigns = campaigns_of(stems, _campaigns(archive, members))
    for info in sorted(members, key=lambda member: member.filename):
        inner = info.filename.replace("\\", "/")
        label = f"{name}!{inner}"
        path = PurePosixPath(inner)
        if "__MACOSX" in path.parts or path.name.startswith("."):
            continue
        if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", inner):
            yield Source(label, problem="unsafe_path")
        elif info.flag_bits & 0x1:
            yield Source(label, problem="encrypted_zip")
        elif path.suffix.lower() == ".zip":
            yield Source(label, problem="nested_zip")
        elif path.suffix.lower() == ".csv":
            problem = "export_metadata" if is_campaign_list(inner) else "subscriber_list"
            yield Source(label, problem=problem, skipped=True)
        else:
            try:
                source = from_bytes(label, _inflate(archive, info))
            except Refused as refusal:
                source = Source(label, problem=refusal.code)
            campaign = campaigns.get(path.stem)
            if campaign and not source.problem:
                source = replace(source, subject=campaign.subject, sent_on=campaign.sent_on)
            yield source


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(info) as member:
            content = member.read(MAX_FILE + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Refused("corrupt_zip") from error
    if len(content) > MAX_FILE:
        raise Refused("too_large")
    return content


def _campaigns(archive, members) -> list[Campaign]:
    for info in members:
        if is_campaign_list(info.filename) and not info.flag_bits & 0x1:
            try:
                return read_campaigns(_inflate(archive, info))
            except Refused:
                return []
    return []
