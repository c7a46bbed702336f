"""Folders and ZIPs: everything is named, nothing escapes, nothing explodes."""

import io
import zipfile

import pytest

from newsletter.importing.sources import find_sources, read_zip
from newsletter.tests.importfiles import SIMPLE, page, zip_of

HTML = page(SIMPLE)


def sources_in(content, name="export.zip"):
    return {source.name: source for source in read_zip(io.BytesIO(content), name)}


def problems(content):
    return {name: source.problem for name, source in sources_in(content).items()}


def test_members_are_named_after_the_zip():
    assert set(sources_in(zip_of({"a/b.html": HTML}))) == {"export.zip!a/b.html"}


@pytest.mark.parametrize(
    "name", ["../buiten.html", "a/../../b.html", "/etc/x.html", "C:\\x.html", "..\\x.html"]
)
def test_a_name_that_leads_outside_is_refused(name):
    assert set(problems(zip_of({name: HTML})).values()) == {"unsafe_path"}


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = zip_of({"groot.html": b"\0" * 30_000_000})
    assert problems(bomb) == {"export.zip": "zip_bomb"}


def test_a_member_that_lies_about_its_size_is_not_unpacked_further():
    content = zip_of({"groot.html": b"x" * 60_000_000})
    lying = content.replace((60_000_000).to_bytes(4, "little"), (900).to_bytes(4, "little"))
    assert problems(lying)["export.zip!groot.html"] in {"too_large", "corrupt_zip"}


def test_a_zip_in_a_zip_is_not_opened():
    assert problems(zip_of({"b.zip": zip_of({"a.html": HTML})})) == {
        "export.zip!b.zip": "nested_zip"
    }


def test_a_truncated_zip_is_refused():
    content = zip_of({"a.html": HTML})
    assert problems(content[: len(content) // 2]) == {"export.zip": "corrupt_zip"}


def test_a_damaged_member_leaves_the_others_readable():
    content = zip_of({"a.html": HTML, "b.html": HTML.replace("sporthal", "school")})
    at = content.index(b"a.html") + 40
    damaged = (
        content[:at] + bytes(byte ^ 0xFF for byte in content[at : at + 20]) + content[at + 20 :]
    )
    found = problems(damaged)
    assert found["export.zip!a.html"] == "corrupt_zip"
    assert found["export.zip!b.html"] == ""


def test_an_encrypted_member_is_refused():
    content = zip_of({"a.html": HTML})
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(signature) + offset
        content = content[:at] + b"\x01" + content[at + 1 :]
    assert problems(content) == {"export.zip!a.html": "encrypted_zip"}


def test_an_unknown_compression_is_refused():
    content = zip_of({"a.html": HTML})
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = content.index(signature) + offset
        content = content[:at] + b"\x63" + content[at + 1 :]
    assert problems(content) == {"export.zip!a.html": "corrupt_zip"}


def test_what_the_finder_of_a_mac_adds_is_passed_over():
    assert problems(zip_of({"__MACOSX/._a.html": b"x", ".DS_Store": b"x", "a.html": HTML})) == {
        "export.zip!a.html": ""
    }


def test_names_that_are_not_utf_8_are_read():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("caf\u00e9.html", HTML)
    content = stream.getvalue().replace("café".encode(), b"caf\x82\x82")
    assert len(problems(content)) == 1


CAMPAIGNS = {
    "mailchimp": 'Title,Subject,"Send Date"\nx,"Zes kasten vol bijen","May 14, 2019 09:00 am"\n',
    "other order": "Send Date;Emails;Subject\n2019-05-14 09:00:00;300;Zes kasten vol bijen\n",
    "dutch": "Onderwerp;Verzonden op\nZes kasten vol bijen;14/05/2019 09:00\n",
    "marked": "\ufeffSubject,Send Time\nZes kasten vol bijen,2019-05-14T09:00:00+02:00\n",
}


@pytest.mark.parametrize("table", CAMPAIGNS.values(), ids=CAMPAIGNS.keys())
def test_the_list_of_campaigns_gives_subject_and_day(table):
    found = sources_in(
        zip_of({"campaigns.csv": table, "campaigns/7_-zes-kasten-vol-bijen.html": HTML})
    )
    source = found["export.zip!campaigns/7_-zes-kasten-vol-bijen.html"]
    assert source.subject == "Zes kasten vol bijen"
    assert source.sent_on.isoformat() == "2019-05-14"
    assert found["export.zip!campaigns.csv"].problem == "export_metadata"


@pytest.mark.parametrize(
    "name", ["subscribers.csv", "lists/subscribed_members.csv", "contacten.xlsx", "leden.CSV"]
)
def test_a_list_of_subscribers_is_never_read(name):
    source = sources_in(zip_of({name: "email\nlezer@example.be\n"}))[f"export.zip!{name}"]
    assert source.skipped
    assert source.content == b""


def test_a_folder_is_read_with_its_subfolders_and_without_hidden_files(tmp_path):
    (tmp_path / "2019").mkdir()
    (tmp_path / "2019" / "mei.html").write_text(HTML)
    (tmp_path / ".verborgen.html").write_text(HTML)
    (tmp_path / "foto.jpg").write_bytes(b"\xff\xd8\xff")
    found = {source.name: source.problem for source in find_sources(tmp_path)}
    assert found == {"2019/mei.html": "", "foto.jpg": "unknown_kind"}


def test_a_zip_without_its_ending_is_known_by_its_content(tmp_path):
    file = tmp_path / "export"
    file.write_bytes(zip_of({"a.html": HTML}))
    assert [source.name for source in find_sources(file)] == ["export!a.html"]


def test_a_link_to_elsewhere_is_not_followed_in_circles(tmp_path):
    (tmp_path / "lus").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "mei.html").write_text(HTML)
    assert [source.name for source in find_sources(tmp_path)] == ["mei.html"]
