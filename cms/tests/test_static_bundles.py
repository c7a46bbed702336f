"""The stylesheets as a browser gets them."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings
from django.utils.functional import empty

# Bytes of all that visitors get, on screen and on paper, before compression.
CSS_BUDGET = 30_000
SCRIPT_BUDGET = 15_000
# One of six files on a slow line, in two rounds with its headers (cms/static/css/fonts.css).
FONT_BUDGET = 8_300
OWN_FILES = ["django.contrib.staticfiles.finders.FileSystemFinder"]
SHEETS = ["app", "print", "account", "styleguide"]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The folder that `collectstatic` fills."""
    root = tmp_path_factory.mktemp("static")
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "cms.storage.BundlingStaticFilesStorage"},
    }
    with override_settings(STATIC_ROOT=root, STORAGES=storages, STATICFILES_FINDERS=OWN_FILES):
        staticfiles_storage._wrapped = empty
        call_command("collectstatic", interactive=False, stdout=StringIO())
    staticfiles_storage._wrapped = empty
    return root


def sheet(root, name: str) -> str:
    return (root / "css" / f"{name}.css").read_text()


def test_a_stylesheet_asks_for_no_other_stylesheet(served):
    for name in SHEETS:
        assert "@import" not in sheet(served, name)


def test_every_address_in_a_bundle_leads_to_a_file(served):
    for name in SHEETS:
        file = served / "css" / f"{name}.css"
        for address in re.findall(r'url\("?([^")]+)"?\)', file.read_text()):
            assert (file.parent / address).resolve().exists(), address


def test_a_bundle_keeps_the_layers_in_their_order(served):
    layers = re.findall(r"@layer ([a-z]+)[{;]", sheet(served, "app"))
    assert layers == ["tokens", "base", "layout", "components", "print"]


def test_the_styles_for_visitors_stay_within_their_budget(served):
    files = [*served.glob("css/app.*.css"), *served.glob("css/print.*.css")]
    assert len(files) == 2
    assert sum(file.stat().st_size for file in files) < CSS_BUDGET


def test_each_component_is_in_the_bundle():
    sheet = Path(finders.find("css/app.css"))
    imported = sheet.read_text()
    missing = [
        file.name
        for file in (sheet.parent / "components").glob("*.css")
        if f"components/{file.name}" not in imported
    ]
    assert missing == []


def test_the_script_of_every_page_asks_for_no_other_script(served):
    script = (served / "js" / "app.js").read_text()
    assert "import" not in script
    assert "data-menu" in script
    assert "data-in-place" in script


def test_the_scripts_for_visitors_stay_within_their_budget():
    folder = Path(finders.find("js/app.js")).parent
    assert sum(file.stat().st_size for file in folder.glob("*.js")) < SCRIPT_BUDGET


def test_each_font_file_stays_within_its_budget():
    files = list(Path(finders.find("css/fonts.css")).parent.parent.glob("fonts/*.woff2"))
    assert files
    assert all(file.stat().st_size < FONT_BUDGET for file in files)
