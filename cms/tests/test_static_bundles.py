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

CSS_BUDGET = 30_000  # bytes before compression, on any one page
SCRIPT_BUDGET = 15_000
OWN_FILES = ["django.contrib.staticfiles.finders.FileSystemFinder"]
PAGES = {
    "home": ["home"],
    "list": ["list"],
    "guide": ["list", "company"],
    "archive": ["archive"],
    "story": ["story"],
    "company": ["story", "company"],
    "issue": ["story", "issue"],
    "glossary": ["glossary"],
    "search": ["search"],
}
SHEETS = ["app", "pages/print", *(f"pages/{name}" for names in PAGES.values() for name in names)]


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
    assert sheet(served, "app").startswith("@layer tokens,base,layout,components,print;")


@pytest.mark.parametrize("page", PAGES)
def test_the_styles_of_a_page_stay_within_their_budget(page, served):
    names = ["app", *(f"pages/{name}" for name in PAGES[page])]
    assert sum(len(sheet(served, name).encode()) for name in names) < CSS_BUDGET


def test_a_bundle_keeps_the_space_that_means_inside(served):
    assert ":is(.field,.form) :is(input,select,textarea)" in sheet(served, "app")


def test_each_component_is_in_a_bundle():
    folder = Path(finders.find("css/app.css")).parent
    sheets = [folder / "app.css", *(folder / "pages").glob("*.css")]
    imported = " ".join(file.read_text() for file in sheets)
    missing = [
        file.name
        for file in (folder / "components").glob("*.css")
        if f"components/{file.name}" not in imported
    ]
    assert missing == []


def test_the_scripts_for_visitors_stay_within_their_budget():
    folder = Path(finders.find("js/menu.js")).parent
    assert sum(file.stat().st_size for file in folder.glob("*.js")) < SCRIPT_BUDGET
