"""Bad files: refused with a clear message, or without power to do anything."""

import io
import struct
import zipfile
import zlib
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from cms.models import SiteDocument, SiteImage
from cms.security.images import only_pixels

SCRIPT = b"<!doctype html><script>alert(1)</script>"
GPS = 0x8825


def picture(kind="JPEG", size=(60, 40), frames=1, **options):
    output = io.BytesIO()
    image = Image.new("RGB", size, (200, 30, 30))
    if frames > 1:
        others = [Image.new("RGB", size, (0, 90 * number, 0)) for number in range(frames - 1)]
        options |= {"save_all": True, "append_images": others}
    image.save(output, kind, **options)
    return output.getvalue()


def with_place(kind):
    """A picture that says where it was taken, by whom, and with which words."""
    exif = Image.Exif()
    exif[0x010E] = "Geheime plaats"
    exif.get_ifd(GPS)[2] = (51.0, 9.0, 36.0)
    return picture(kind, exif=exif)


def bomb(width, height):
    """A PNG of a few bytes that says it is this large."""

    def chunk(name, data):
        checksum = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + checksum

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def office(*names):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name in names:
            archive.writestr(name, "<a/>")
    return output.getvalue()


@pytest.fixture
def send(client, editor_user):
    client.force_login(editor_user)

    def send_(kind, name, content, **fields):
        file = SimpleUploadedFile(name, content)
        return client.post(f"/admin/{kind}/add/", {"title": "Een titel", "file": file, **fields})

    return send_


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_stored_picture_does_not_say_where_it_was_taken(send, kind):
    content = with_place(kind)
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(GPS)
    send("images", f"foto.{kind.lower()}", content)
    stored = SiteImage.objects.get()
    rendition = stored.get_rendition("width-30")
    for file in (stored.file, rendition.file):
        file.open()
        data = file.read()
        assert b"Geheime" not in data
        found = Image.open(io.BytesIO(data))
        assert dict(found.getexif()) == {}
        assert found.size[0] in {60, 30}


def test_a_picture_taken_on_its_side_stands_upright(send):
    exif = Image.Exif()
    exif[0x0112] = 6
    send("images", "foto.jpg", picture(size=(60, 40), exif=exif))
    stored = SiteImage.objects.get()
    assert (stored.width, stored.height) == (40, 60)


def test_of_a_picture_with_more_behind_it_the_first_is_kept(send):
    """As phones write them: a JPEG with a depth map or a brighter picture."""
    exif = Image.Exif()
    exif[0x0112] = 6
    send("images", "foto.jpg", picture("MPO", size=(60, 40), frames=2, exif=exif))
    stored = Image.open(SiteImage.objects.get().file)
    assert (stored.format, getattr(stored, "n_frames", 1), stored.size) == ("JPEG", 1, (40, 60))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_damaged_picture_is_refused_whatever_is_wrong(kind):
    content = with_place(kind)
    for place in range(4, min(len(content), 400)):
        damaged = bytearray(content)
        damaged[place] ^= 0xFF
        with suppress(ValidationError):
            only_pixels(ContentFile(bytes(damaged), name="foto"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_a_picture_keeps_its_colours(kind, orientation):
    """Without its profile, the wide colours of a phone look faded."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = picture(kind, exif=exif, icc_profile=profile)
    stored = only_pixels(ContentFile(content, name="foto"))
    assert Image.open(stored).info["icc_profile"] == profile


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_an_animation_keeps_its_frames_and_its_pace(kind):
    durations = [100, 300, 50]
    content = picture(kind, frames=3, duration=durations, loop=2)
    stored = Image.open(only_pixels(ContentFile(content, name="beeld")))
    shown = []
    for number in range(stored.n_frames):
        stored.seek(number)
        stored.load()
        shown.append(round(stored.info["duration"]))
    assert shown == durations
    if kind != "AVIF":  # that has no number of times
        assert stored.info["loop"] == 2


@pytest.mark.parametrize("tail", [SCRIPT, office("word/document.xml")])
def test_what_hangs_behind_a_picture_is_not_kept(send, tail):
    send("images", "foto.jpg", picture() + tail)
    file = SiteImage.objects.get().file
    file.open()
    assert tail not in file.read()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("foto.png", SCRIPT),
        ("foto.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("foto.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("foto.jpg", picture()[:300]),
        ("foto.png", bomb(30_000, 30_000)),
        ("foto.png", bomb(10_000, 9_000)),
        ("foto.gif", b"GIF89a/*" + SCRIPT),
        ("foto.png", b""),
    ],
    ids=[
        "html",
        "svg",
        "svg as png",
        "cut off",
        "900 megapixels",
        "90 megapixels",
        "polyglot",
        "empty",
    ],
)
def test_what_is_no_picture_or_far_too_large_is_refused(send, name, content):
    answer = send("images", name, content)
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not SiteImage.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("verslag.pdf", SCRIPT),
        ("verslag.pdf", b"GIF89a" + b"%PDF-1.7"),
        ("verslag.pdf", b"MZ\x90\0"),
        ("verslag.docx", b"%PDF-1.7"),
        ("verslag.docx", office("xl/workbook.xml")),
        ("verslag.docx", SCRIPT + office("word/document.xml")),
        ("verslag.xlsx", office("xl/workbook.xml", "xl/vbaProject.bin")),
        ("verslag.txt", SCRIPT),
        ("verslag.txt", b"a\0b"),
        ("verslag.svg", b"<svg/>"),
        ("verslag.exe", b"MZ\x90\0"),
    ],
)
def test_a_document_that_is_not_what_its_name_says_is_refused(send, name, content):
    answer = send("documents", name, content)
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not SiteDocument.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("verslag.pdf", b"%PDF-1.7\n%%EOF"),
        ("verslag.docx", office("[Content_Types].xml", "word/document.xml")),
        ("cijfers.csv", b"naam;aantal\nA;1\n"),
        ("brief.html", SCRIPT),
    ],
)
def test_an_honest_document_is_taken(send, name, content):
    send("documents", name, content)
    assert SiteDocument.objects.count() == 1


def test_an_html_document_is_a_download_that_no_browser_runs(send, client):
    send("documents", "brief.html", SCRIPT)
    answer = client.get(SiteDocument.objects.get().url)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
