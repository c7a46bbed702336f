"""Static files as production serves them: one stylesheet and one script for every page."""

import posixpath
import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# The only form in which our stylesheets import: a quoted address and a layer. A run of imports
# in one layer is one match.
_IMPORTS = re.compile(
    r'@import url\("[^"]+"\) layer\(([\w-]+)\);(?:\s*@import url\("[^"]+"\) layer\(\1\);)*'
)
_MODULE = re.compile(r'^import "\./([\w-]+\.js)";$', re.MULTILINE)
_URL = re.compile(r'url\("(?!data:|/|#)([^"]+)"\)')
# What needs no bytes: comments, indentation, the space around punctuation, a zero before a
# point. Strings stay, and so does a space before a colon, which means "inside" in a selector.
_SQUEEZED = re.compile(
    r'("[^"]*")|\s*/\*.*?\*/\s*|\s*([{};,>])\s*|(:)\s+|\s+|(?<=[\s:,(-])0(?=\.\d)', re.DOTALL
)
_SHEETS = re.compile(r"css/[\w-]+\.css")
_SCRIPT = "js/app.js"


class BundlingStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Writes what a stylesheet or script imports into it, so that a browser asks once.

    Forty components are forty files to read and, imported, forty requests in two steps
    before anything is shown. An import in a layer is the same as a layer block:
    https://www.w3.org/TR/css-cascade-5/#layering
    Modules that export nothing are the same as blocks, each with its own names.
    """

    def post_process(self, paths, dry_run=False, **options):
        if not dry_run:
            bundles = {name: self._sheet(name, paths) for name in paths if _SHEETS.match(name)}
            if _SCRIPT in paths:
                bundles[_SCRIPT] = self._script(paths)
            for name, text in bundles.items():
                self.delete(name)
                self._save(name, ContentFile(text.encode()))
                paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)

    def _sheet(self, name: str, paths: dict) -> str:
        folder = posixpath.dirname(name)

        def inline(match):
            texts = []
            for address in _URL.findall(match.group(0)):
                imported = posixpath.normpath(posixpath.join(folder, address))
                moved = _moved(posixpath.dirname(imported), folder)
                texts.append(_URL.sub(moved, _read(paths, imported)))
            return f"@layer {match.group(1)} {{\n{''.join(texts)}\n}}"

        return _squeeze(_IMPORTS.sub(inline, _read(paths, name)))

    def _script(self, paths: dict) -> str:
        return _MODULE.sub(
            lambda match: f"{{\n{_read(paths, f'js/{match.group(1)}')}}}", _read(paths, _SCRIPT)
        )


def _squeeze(css: str) -> str:
    def shorter(match):
        kept = next((group for group in match.groups() if group), "")
        return kept or (" " if match.group(0).isspace() else "")

    return _SQUEEZED.sub(shorter, css).replace(";}", "}").strip()


def _read(paths: dict, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()


def _moved(source: str, target: str):
    """Rewrites an address relative to one folder so that it holds in another."""

    def rewrite(match):
        absolute = posixpath.normpath(posixpath.join(source, match.group(1)))
        return f'url("{posixpath.relpath(absolute, target)}")'

    return rewrite
