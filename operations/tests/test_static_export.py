"""The yearly archive holds all that is public, and nothing else."""

import json

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from wagtail.models import PageViewRestriction

from cms.models import SiteDocument
from home.factories import StandardPageFactory
from operations.static_export import file_name


@pytest.fixture
def exported(home, tmp_path):
    StandardPageFactory(parent=home, title="Openbaar", slug="openbaar")
    StandardPageFactory(parent=home, title="Ontwerp", slug="ontwerp", live=False)
    private = StandardPageFactory(parent=home, title="Besloten", slug="besloten")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    document = SiteDocument(title="Niet gebruikt")
    document.file.save("los.txt", ContentFile("geheim"))
    call_command("export_static", tmp_path / "archief")
    return tmp_path / "archief"


def test_public_pages_are_kept_and_others_are_not(exported):
    assert "Openbaar" in (exported / "openbaar" / "index.html").read_text()
    assert not (exported / "ontwerp").exists()
    assert not (exported / "besloten").exists()
    assert not (exported / "documents").exists()


def test_pages_have_no_script_and_links_within_the_folder(exported):
    text = (exported / "openbaar" / "index.html").read_text()
    assert "<script src" not in text
    assert "../static/css/app" in text
    assert 'href="/' not in text


def test_the_manifest_names_every_file(exported):
    manifest = json.loads((exported / "manifest.json").read_text())
    found = {p.relative_to(exported).as_posix() for p in exported.rglob("*") if p.is_file()}
    assert found == {*manifest["files"], "manifest.json"}
    assert manifest["broken"] == []


def test_an_archive_never_writes_over_another(exported):
    with pytest.raises(CommandError, match="bestaat al"):
        call_command("export_static", exported)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/", "index.html"),
        ("/nieuws/", "nieuws/index.html"),
        ("/nieuws/?pagina=2", "nieuws/pagina-2.html"),
        ("/documents/4/jaarverslag%202025.pdf", "documents/4/jaarverslag 2025.pdf"),
    ],
)
def test_an_address_has_its_own_file(address, name):
    assert file_name(address) == name
