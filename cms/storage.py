"""Static files as production serves them: one stylesheet and one script for every page."""

import re

import lightningcss
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

_MODULE = re.compile(r'^import "\./([\w-]+\.js)";$', re.MULTILINE)
_SHEETS = re.compile(r"css/[\w-]+\.css")
_SCRIPT = "js/app.js"


class BundlingStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Writes what a stylesheet or script imports into it, so that a browser asks once.

    Forty components are forty files to read and, imported, forty requests in two steps
    before anything is shown. Stylesheets keep an address as it was written, so only those
    in the folder of the bundle itself may hold one.
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
        storage, path = paths[name]
        return lightningcss.bundle_css(storage.path(path), minify=True)

    def _script(self, paths: dict) -> str:
        return _MODULE.sub(
            lambda match: f"{{\n{_read(paths, f'js/{match.group(1)}')}}}", _read(paths, _SCRIPT)
        )


def _read(paths: dict, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()
