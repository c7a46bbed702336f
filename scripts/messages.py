"""Collect the strings to translate into locale/, and compile them, without gettext.

Dutch has them all. French has what visitors and subscribers see; English needs no file,
because the strings in the code are English. `make messages` adds what is new, drops what is
gone and compiles. With `--check` nothing is written: it fails when a string has no
translation or a compiled file is not up to date.
"""

import ast
import io
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polib
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
APPS = ["cms", "users", "news", "events", "companies", "helpdesk", "newsletter", "search"]
APPS += ["home", "desk", "operations"]
# Dutch for what packages and their scripts leave in English: written by hand, only compiled here.
PACKAGES_FILES = sorted((ROOT / "locale" / "packages").rglob("*.po"))
# Templates that only editors see.
EDITORS_TEMPLATES = ("desk/", "styleguide/", "account/", "allauth/", "wagtail", "403.html")
# Python that shows something to visitors or writes to subscribers.
PUBLIC_CODE = (
    "cms/templatetags/",
    "cms/security/middleware.py",
    "cms/settings.py",
    "cms/telephone.py",
    "companies/checks/",
    "companies/models/staff.py",
    "events/templatetags/",
    "newsletter/rendering/letter.py",
    "newsletter/subscribers/forms.py",
    "newsletter/subscribers/notice_texts.py",
    "newsletter/subscribers/own_data.py",
    "newsletter/subscribers/wording.py",
    "newsletter/views/",
    "search/api.py",
    "search/filters.py",
    "search/narrowing.py",
    "search/templatetags/",
    "search/views.py",
)
# Models of which pages show the choices; the rest of them is about fields and panels.
PUBLIC_CHOICES = {
    "cms/models/accessibility.py",
    "companies/models/company.py",
    "companies/models/rows.py",
    "events/models.py",
    "newsletter/models/consent.py",
    "newsletter/models/subscriber.py",
}
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
_EDITORS_PREFIXES = tuple(f"templates/{name}" for name in EDITORS_TEMPLATES)
Key = tuple[str | None, str, str]
Found = dict[Key, list[str]]


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


def collect() -> Found:
    """Every string to translate, as (context, singular, plural), with the files that hold it."""
    found: Found = {}
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


def is_public(key: Key, places: list[str]) -> bool:
    """Whether somebody who is no editor may read the string in one of these files."""
    return any(_shows(place, key[1]) for place in places)


def _shows(place: str, text: str) -> bool:
    if place.startswith("templates/"):
        is_for_editors = "/admin/" in place
        return not (is_for_editors or place.startswith(_EDITORS_PREFIXES))
    return place.startswith(PUBLIC_CODE) or text in _choice_labels(place)


@cache
def _choice_labels(place: str) -> frozenset[str]:
    """The texts in the classes of choices of a module whose choices are public."""
    if place not in PUBLIC_CHOICES:
        return frozenset()
    classes = (
        node
        for node in ast.walk(ast.parse((ROOT / place).read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base).endswith("TextChoices") for base in node.bases)
    )
    return frozenset(
        node.value
        for one in classes
        for node in ast.walk(one)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid, entry.msgid_plural or ""


def update(po: polib.POFile, found: Found) -> None:
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


def po_path(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def catalogues() -> Iterator[tuple[str, polib.POFile, Found]]:
    """For each language: its code, its file, and the strings that it must hold."""
    found = collect()
    public = {key: places for key, places in found.items() if is_public(key, places)}
    for language, strings in (("nl", found), ("fr", public)):
        yield language, polib.pofile(str(po_path(language)), wrapwidth=98), strings


def problems(language: str, po: polib.POFile, found: Found) -> Iterator[str]:
    """What `--check` complains about, a line each."""
    known = {key_of(entry): entry for entry in po}
    for key, places in found.items():
        if key not in known:
            yield f"{language}: not collected: {key[1]!r} ({places[0]})"
    for key, entry in known.items():
        if key not in found:
            yield f"{language}: no longer used: {key[1]!r}"
        elif not is_translated(entry):
            yield f"{language}: not translated: {entry.msgid!r}"
    yield from _stale(po_path(language), po)


def _stale(path: Path, content: polib.POFile) -> Iterator[str]:
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != content.to_binary():
        yield f"{compiled.relative_to(ROOT)} is not up to date"


def check() -> int:
    lines = [line for path in PACKAGES_FILES for line in _stale(path, polib.pofile(str(path)))]
    for language, po, found in catalogues():
        lines += problems(language, po, found)
    for line in lines:
        sys.stderr.write(f"messages: {line}\n")
    if lines:
        sys.stderr.write("Run `make messages` and write what is missing in locale/.\n")
    return 1 if lines else 0


def write() -> int:
    for language, po, found in catalogues():
        update(po, found)
        po.save()
        po_path(language).with_suffix(".mo").write_bytes(po.to_binary())
        missing = sum(not is_translated(entry) for entry in po)
        sys.stdout.write(f"{language}: {len(po)} strings, {missing} to translate.\n")
    for path in PACKAGES_FILES:
        path.with_suffix(".mo").write_bytes(polib.pofile(str(path)).to_binary())
    return 0


if __name__ == "__main__":
    sys.exit(check() if "--check" in sys.argv[1:] else write())
