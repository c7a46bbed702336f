"""Static files as production serves them: one file for the styles of a page."""

import posixpath
import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# The only form in which our stylesheets import: a quoted address and a layer.
_IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\(([\w-]+)\);')
_URL = re.compile(r'url\("(?!data:|/|#)([^"]+)"\)')
# What needs no bytes: comments, indentation, the space around punctuation. Strings stay, and
# so does a space before a colon, which means "inside" in a selector.
_SQUEEZED = re.compile(r'("[^"]*")|/\*.*?\*/|\s*([{};,])\s*|(:)\s+|\s+', re.DOTALL)
_BUNDLES = re.compile(r"css/(?:pages/)?[\w-]+\.css")


class BundlingStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Writes what a stylesheet imports into it, so that a browser asks once.

    Forty components are forty files to read and, imported, forty requests in two steps
    before anything is shown. An import in a layer is the same as a layer block:
    https://www.w3.org/TR/css-cascade-5/#layering
    """

    def post_process(self, paths, dry_run=False, **options):
        if not dry_run:
            bundles = {name: self._bundle(name, paths) for name in paths if _BUNDLES.match(name)}
            for name, text in bundles.items():
                self.delete(name)
                self._save(name, ContentFile(text.encode()))
                paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)

    def _bundle(self, name: str, paths: dict) -> str:
        folder = posixpath.dirname(name)

        def inline(match):
            address, layer = match.groups()
            imported = posixpath.normpath(posixpath.join(folder, address))
            text = _URL.sub(_moved(posixpath.dirname(imported), folder), _read(paths, imported))
            return f"@layer {layer} {{\n{text}\n}}"

        return _squeeze(_IMPORT.sub(inline, _read(paths, name)))


def _squeeze(css: str) -> str:
    def shorter(match):
        if match.group(0).startswith("/*"):
            return ""
        return match.group(1) or match.group(2) or match.group(3) or " "

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
