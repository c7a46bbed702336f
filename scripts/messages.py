"""Collect the strings to translate into locale/nl, and compile them, without gettext.

`make messages` adds what is new, drops what is gone and compiles. With `--check` nothing
is written: it fails when a string has no Dutch or the compiled file is not up to date.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
APPS = ["cms", "users", "news", "events", "companies", "helpdesk", "newsletter", "search"]
APPS += ["home", "desk"]
PO_FILE = ROOT / "locale" / "nl" / "LC_MESSAGES" / "django.po"
# Dutch for what packages leave in English: written by hand, and only compiled here.
PACKAGES_FILE = ROOT / "locale" / "packages" / "nl" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Key = tuple[str | None, str, str]


def source_files() -> Iterator[tuple[Path, str]]:
    """Python files of the apps, without tests, and templates as Django's own code for them."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if not {"tests", "migrations"} & set(path.parts):
                yield path, path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt", ".xml", ".mjml"}:
            code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            # What is left of the template is no Python: indentation would end the reading.
            yield path, "\n".join(line.lstrip() for line in code.split("\n"))


def collect() -> dict[Key, list[str]]:
    """Every string to translate, as (context, singular, plural), with the files that hold it."""
    found: dict[Key, list[str]] = {}
    for path, code in source_files():
        stream = io.BytesIO(code.encode())
        for _line, function, messages, _comments in extract_python(
            stream, KEYWORDS, [], {"encoding": "utf-8"}
        ):
            for key in _keys(function, messages):
                places = found.setdefault(key, [])
                name = path.relative_to(ROOT).as_posix()
                if name not in places:
                    places.append(name)
    return found


def _keys(function: str, messages) -> Iterator[Key]:
    texts = list(messages) if isinstance(messages, tuple) else [messages]
    context = texts.pop(0) if "pgettext" in function else None
    singular = texts[0] if texts else None
    if singular:
        plural = texts[1] if function.startswith("n") and len(texts) > 1 else ""
        yield context, singular, plural or ""


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid, entry.msgid_plural or ""


def update(po: polib.POFile, found: dict[Key, list[str]]) -> None:
    """Make the entries of the file those that were found, in their order."""
    known = {key_of(entry): entry for entry in po}
    entries = []
    for (context, singular, plural), places in sorted(
        found.items(), key=lambda item: (item[1][0], item[0][1])
    ):
        entry = known.get((context, singular, plural)) or polib.POEntry(
            msgctxt=context,
            msgid=singular,
            msgid_plural=plural,
            msgstr="",
            msgstr_plural={0: "", 1: ""} if plural else {},
        )
        entry.occurrences = [(place, "") for place in places]
        entry.flags = ["python-format"] if "%(" in singular or "%s" in singular else []
        entries.append(entry)
    po.clear()
    po.extend(entries)


def is_translated(entry: polib.POEntry) -> bool:
    return all(entry.msgstr_plural.values()) if entry.msgid_plural else bool(entry.msgstr)


def problems(po: polib.POFile, found: dict[Key, list[str]]) -> list[str]:
    """What `--check` complains about, a line each."""
    known = {key_of(entry): entry for entry in po}
    lines = [
        f"not collected: {key[1]!r} ({places[0]})"
        for key, places in found.items()
        if key not in known
    ]
    lines += [f"no longer used: {key[1]!r}" for key in known if key not in found]
    lines += [f"no Dutch: {entry.msgid!r}" for entry in po if not is_translated(entry)]
    for path, content in ((PO_FILE, po), (PACKAGES_FILE, polib.pofile(str(PACKAGES_FILE)))):
        mo_file = path.with_suffix(".mo")
        if not mo_file.exists() or mo_file.read_bytes() != content.to_binary():
            lines.append(f"{mo_file.relative_to(ROOT)} is not up to date")
    return lines


def main() -> int:
    found = collect()
    po = polib.pofile(str(PO_FILE), wrapwidth=98)
    if "--check" in sys.argv[1:]:
        lines = problems(po, found)
        for line in lines:
            sys.stderr.write(f"messages: {line}\n")
        if lines:
            sys.stderr.write("Run `make messages` and write the Dutch in locale/nl.\n")
        return 1 if lines else 0
    update(po, found)
    po.save()
    PO_FILE.with_suffix(".mo").write_bytes(po.to_binary())
    packages = polib.pofile(str(PACKAGES_FILE))
    PACKAGES_FILE.with_suffix(".mo").write_bytes(packages.to_binary())
    missing = [entry.msgid for entry in po if not is_translated(entry)]
    sys.stdout.write(f"{len(po)} strings, {len(missing)} without Dutch.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
