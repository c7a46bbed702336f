"""The yearly archive holds all that is public, and nothing else."""

import hashlib
import json

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction
from wagtail.rich_text import RichText

from cms.models import SiteDocument
from home.factories import StandardPageFactory
from operations.static_export import Export, file_name


@pytest.fixture
def exported(home, tmp_path):
    StandardPageFactory(parent=home, title="Openbaar", slug="openbaar")
    StandardPageFactory(parent=home, title="Ontwerp", slug="ontwerp", live=False)
    _private_page(home)
    document = SiteDocument(title="Niet gebruikt")
    document.file.save("los.txt", ContentFile("geheim"))
    call_command("export_static", tmp_path / "archief")
    return tmp_path / "archief"


@pytest.fixture
def export_links(home, tmp_path):
    """Export a page with links at `/bron/`; give the folder, the links and the manifest."""

    def export(*links):
        text = "".join(f'<a class="proef" href="{link}">Link</a>' for link in links)
        StandardPageFactory(parent=home, slug="bron", body=[("text", RichText(text))])
        folder = tmp_path / "archief"
        call_command("export_static", folder)
        return folder, _links(folder / "bron" / "index.html"), _manifest(folder)

    return export


def _private_page(home):
    page = StandardPageFactory(parent=home, title="Besloten", slug="besloten")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return page


def _links(file):
    soup = BeautifulSoup(file.read_bytes(), "html.parser")
    return [tag["href"] for tag in soup.find_all("a", class_="proef")]


def _manifest(folder):
    return json.loads((folder / "manifest.json").read_text())


def _leads_to(file):
    """Where a file that leads on sends its reader, at once and by a link that can be seen."""
    soup = BeautifulSoup(file.read_bytes(), "html.parser")
    refresh = soup.find("meta", attrs={"http-equiv": "refresh"})["content"]
    assert refresh == f"0; url={soup.a['href']}"
    return soup.a["href"]


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
    manifest = _manifest(exported)
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


def test_a_link_that_cannot_be_read_stays_as_it_is(export_links):
    _, links, manifest = export_links("http://[naam]/", "//[naam]/")
    assert links == ["http://[naam]/", "//[naam]/"]
    assert manifest["broken"] == []


def test_a_form_that_leads_nowhere_stays_as_it_is(tmp_path):
    html = b'<form action="http://[naam]/"></form>'
    content = Export(tmp_path, "https://www.example.be")._page(html, "/", "index.html")
    assert content == html


@pytest.mark.parametrize(
    "path",
    [
        "/static/%2e%2e/%2e%2e/x",
        "/nieuws/%2E%2E/%2E%2E/%2E%2E/x",
        "/static//etc/hostname",
        "/static/%2fetc/hostname",
        "//[naam]/",
    ],
)
def test_a_link_that_leads_out_of_the_folder_stays_one_to_the_site(export_links, settings, path):
    folder, links, manifest = export_links(settings.SITE_URL + path)
    assert links == [settings.SITE_URL + path]
    assert manifest["broken"] == []
    assert not [name for name in manifest["files"] if name.endswith(("x", "hostname"))]
    assert {p.name for p in folder.parent.iterdir()} <= {"archief", "media", "search"}


def test_a_folder_of_static_files_is_a_link_that_does_not_answer(export_links, capsys):
    with pytest.raises(CommandError):
        export_links("/static/css/")
    assert capsys.readouterr().err == "Antwoordt niet: /static/css/\n"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/oud/", "oud/index.html"),
        ("/oud", "oud.html"),
        ("/nieuw", "nieuw.html"),
        ("/oud/?pagina=2", "oud/pagina-2.html"),
        ("/oud/bericht.htm", "oud/bericht.htm.html"),
        ("/oud.html", "oud.html"),
    ],
)
def test_an_address_that_moved_becomes_a_page_that_leads_on(home, export_links, address, name):
    page = StandardPageFactory(parent=home, slug="nieuw")
    for old in ("/oud/", "/oud/bericht.htm", "/oud.html"):
        Redirect.add_redirect(old, page)
    folder, links, manifest = export_links(f"{address}#deel")
    assert links == [f"../{name}#deel"]
    file = folder / name
    assert (file.parent / _leads_to(file)).resolve() == folder / "nieuw" / "index.html"
    assert '<html lang="nl">' in file.read_text()
    assert "Ga naar het nieuwe adres" in file.read_text()
    assert manifest["files"][name]["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert manifest["broken"] == []


def test_what_a_moved_address_leads_to_is_kept_too(export_links):
    Redirect.add_redirect("/oud/", "/tussen/")
    Redirect.add_redirect("/tussen/", "/static/css/app.css")
    folder, _, _ = export_links("/oud/")
    assert _leads_to(folder / "oud" / "index.html") == "../tussen/index.html"
    assert _leads_to(folder / "tussen" / "index.html") == "../static/css/app.css"
    assert (folder / "static" / "css" / "app.css").exists()


def test_an_address_that_moved_to_another_site_leads_there(export_links):
    target = "https://www.example.be/a/?b=1&c=%22"
    Redirect.add_redirect("/oud/", target)
    folder, links, manifest = export_links("/oud/")
    assert links == ["../oud/index.html"]
    assert _leads_to(folder / "oud" / "index.html") == target
    assert manifest["broken"] == []


def test_what_asks_for_a_login_stays_a_link_to_the_site(home, export_links, settings):
    _private_page(home).create_alias(update_slug="gedeeld")
    Redirect.add_redirect("/oud/", "/besloten/")
    folder, links, manifest = export_links("/besloten/", "/gedeeld/", "/oud/")
    site = settings.SITE_URL
    assert links == [f"{site}/besloten/", f"{site}/gedeeld/", "../oud/index.html"]
    assert _leads_to(folder / "oud" / "index.html") == f"{site}/besloten/"
    assert not (folder / "besloten").exists()
    assert not (folder / "gedeeld").exists()
    assert manifest["broken"] == []


@pytest.mark.parametrize("second", ["/een/", "/twee/"])
def test_addresses_that_lead_round_in_a_circle_do_not_answer(export_links, capsys, second):
    Redirect.add_redirect("/een/", "/twee/")
    Redirect.add_redirect("/twee/", second)
    with pytest.raises(CommandError, match="Niet alles"):
        export_links("/een/")
    assert capsys.readouterr().err == "Antwoordt niet: /twee/\n"
