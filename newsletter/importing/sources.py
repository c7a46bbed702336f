"""Finding the files to read: in folders and in ZIP files, safely."""

import csv
import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from newsletter.importing.result import Refused
from newsletter.importing.text import decode

KINDS = {".eml", ".html", ".htm", ".pdf", ".txt"}
MAX_FILE = 50_000_000
MAX_ZIP_TOTAL = 500_000_000
MAX_ZIP_MEMBERS = 5_000
MAX_RATIO = 200
_SEND_DATE_FORMATS = (
    "%b %d, %Y %I:%M %p",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y",
)


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
    campaigns = _campaigns(archive, members)
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
            known = path.name.lower() in {"campaigns.csv", "campaign.csv"}
            yield Source(
                label, problem="export_metadata" if known else "subscriber_list", skipped=True
            )
        else:
            try:
                source = from_bytes(label, _inflate(archive, info))
            except Refused as refusal:
                source = Source(label, problem=refusal.code)
            campaign = _campaign_of(path.stem, campaigns)
            if campaign and not source.problem:
                source = Source(label, source.content, subject=campaign[0], sent_on=campaign[1])
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


def _campaigns(archive, members) -> list[tuple[str, datetime.date | None]]:
    """Subjects and days of sending from the list of campaigns in a Mailchimp export."""
    for info in members:
        if PurePosixPath(info.filename).name.lower() != "campaigns.csv" or info.flag_bits & 0x1:
            continue
        try:
            text, _wrong = decode(_inflate(archive, info), "utf-8")
            rows = list(csv.DictReader(io.StringIO(text)))
        except (Refused, csv.Error):
            return []
        return [
            (row.get("Subject") or row.get("Title") or "", _send_date(row.get("Send Date") or ""))
            for row in rows
        ]
    return []


def _send_date(text: str) -> datetime.date | None:
    for form in _SEND_DATE_FORMATS:
        try:
            return datetime.datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return None


def _campaign_of(stem: str, campaigns) -> tuple[str, datetime.date | None] | None:
    """The campaign whose subject the export made the file's name of (`501_-subject.html`)."""
    name = re.sub(r"^\d+_-?", "", stem.lower())
    for subject, day in campaigns:
        words = re.sub(r"[^a-z0-9]+", "-", subject.lower()).strip("-")
        if words and (name == words or (len(name) > 15 and words.startswith(name))):
            return subject, day
    return None
