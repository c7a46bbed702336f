"""Media on another machine: the bucket stays closed, and the site goes on when it is away."""

import errno
import importlib.util
import io

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from cms import health
from cms.environment import SettingsError, read_environment
from cms.media_store import FIXED_OPTIONS, StoreElsewhere
from cms.models import SiteDocument
from home.demo.pictures import scene_image
from home.factories import StandardPageFactory
from news.factories import NewsIndexPageFactory, NewsPageFactory
from newsletter.factories import NewsletterIndexPageFactory, NewsletterIssuePageFactory


@pytest.fixture(autouse=True)
def _no_renditions_of_other_tests():
    """They are kept by the number of a picture, which the next test gives again."""
    caches["renditions"].clear()


class ServiceError(Exception):
    """As the errors of a service's own library: not those of a disk."""


class Service(Storage):
    """Another machine: without paths here, and with an address that must not get out."""

    is_away = False
    kept: dict[str, bytes] = {}

    def url(self, name):
        return f"https://bucket.example.be/{name}"

    def _files(self) -> dict[str, bytes]:
        if type(self).is_away:
            raise ServiceError("no route to host")
        return type(self).kept

    def _open(self, name, mode="rb"):
        if name not in self._files():
            raise FileNotFoundError(name)
        return ContentFile(self._files()[name], name=name)

    def _save(self, name, content):
        self._files()[name] = content.read()
        return name

    def exists(self, name):
        return name in self._files()

    def size(self, name):
        return len(self._files()[name])

    def listdir(self, path):
        return [], list(self._files())


class ServiceStorage(StoreElsewhere, Service):
    store_errors = (ServiceError,)


@pytest.fixture
def elsewhere(settings, monkeypatch):
    """Media on another machine; set `is_away` to take it away."""
    path = f"{__name__}.ServiceStorage"
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": path}}
    settings.MEDIA_IS_ELSEWHERE = True
    monkeypatch.setattr(ServiceStorage, "is_away", False)
    monkeypatch.setattr(ServiceStorage, "kept", {})
    health._media.cache_clear()
    yield ServiceStorage
    health._media.cache_clear()


@pytest.fixture
def picture(elsewhere, db):
    return scene_image("polder")


def test_addresses_are_those_of_the_site(elsewhere):
    assert storages["default"].url("images/een twee.webp") == "/media/images/een%20twee.webp"


def test_a_resized_image_comes_through_the_site(picture, client):
    response = client.get(picture.get_rendition("width-100").url)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("image/")
    assert int(response["Content-Length"]) == len(b"".join(response.streaming_content))


def test_an_original_is_not_given(picture, client):
    assert client.get(f"/media/{picture.file.name}").status_code == 404


def test_a_file_that_is_not_there_is_not_found(elsewhere, client, db):
    assert client.get("/media/images/weg.webp").status_code == 404


def test_a_document_is_checked_before_it_is_given(elsewhere, client, home):
    document = SiteDocument.objects.create(
        title="Origineel", file=ContentFile(b"inhoud", name="nummer.pdf")
    )
    assert client.get(document.url).status_code == 404
    index_page = NewsletterIndexPageFactory(parent=home)
    NewsletterIssuePageFactory(parent=index_page, original=document)
    assert b"".join(client.get(document.url).streaming_content) == b"inhoud"
    elsewhere.is_away = True
    assert client.get(document.url).status_code == 503


def news_with(picture, home):
    return NewsPageFactory(parent=NewsIndexPageFactory(parent=home), image=picture)


def test_pages_answer_while_the_store_is_away(picture, home, client):
    page = news_with(picture, home)
    plain = StandardPageFactory(parent=home)
    elsewhere_is_away()
    for address in (page.url, page.get_parent().url, plain.url, "/"):
        assert client.get(address).status_code == 200


def elsewhere_is_away():
    ServiceStorage.is_away = True


def test_a_picture_is_unavailable_and_not_gone_while_the_store_is_away(picture, client):
    url = picture.get_rendition("width-100").url
    elsewhere_is_away()
    response = client.get(url)
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "no-store" in response["Cache-Control"]


def test_the_picture_is_there_again_when_the_store_is(picture, home, client):
    page = news_with(picture, home)
    elsewhere_is_away()
    client.get(page.url)
    ServiceStorage.is_away = False
    assert "/media/images/" in client.get(page.url).content.decode()
    assert "not-found" not in client.get(page.url).content.decode()


def test_readyz_says_that_the_store_is_away(elsewhere, client, db):
    assert client.get("/readyz").json()["checks"]["media"] == "ok"
    health._media.cache_clear()
    elsewhere.is_away = True
    assert client.get("/readyz").json()["checks"]["media"] == "unreachable"


def test_readyz_says_that_the_pictures_are_gone(settings, tmp_path, client, db):
    """As when a disk is not mounted."""
    scene_image("polder")
    settings.MEDIA_ROOT = tmp_path / "elders"
    health._media.cache_clear()
    assert client.get("/readyz").json()["checks"]["media"] == "missing"
    health._media.cache_clear()


def test_pages_answer_when_the_disk_is_full(home, client, monkeypatch):
    page = news_with(scene_image("polder"), home)

    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)
    for address in (page.url, page.get_parent().url):
        assert client.get(address).status_code == 200


def test_who_has_a_picture_already_is_told_so(db, client):
    url = scene_image("polder").get_rendition("width-100").url
    etag = client.get(url)["ETag"]
    assert client.get(url, headers={"if-none-match": etag}).status_code == 304


def test_who_has_a_picture_already_does_not_wait_for_the_store(picture, client):
    url = picture.get_rendition("width-100").url
    etag = client.get(url)["ETag"]
    elsewhere_is_away()
    response = client.get(url, headers={"if-none-match": etag})
    assert (response.status_code, response["ETag"]) == (304, etag)
    assert "immutable" in response["Cache-Control"]


class Lazy(io.BytesIO):
    """A file that is fetched when it is first read, and cannot be."""

    def open(self, mode):
        raise ServiceError("no route to host")


def test_a_file_that_cannot_be_fetched_is_not_opened(elsewhere, monkeypatch):
    monkeypatch.setattr(Service, "_open", lambda *_: Lazy())
    with pytest.raises(OSError, match="no route"):
        storages["default"].open("images/a.webp")


@pytest.fixture
def bucket(monkeypatch):
    """Set MEDIA_S3, on a machine that has the package or not."""

    def set_bucket(text, is_installed=True):
        find = importlib.util.find_spec

        def find_spec(name, *args):
            known = name in {"storages", "boto3"}
            return (is_installed or None) if known else find(name, *args)

        monkeypatch.setattr(importlib.util, "find_spec", find_spec)
        monkeypatch.setenv("MEDIA_S3", text)

    return set_bucket


@pytest.mark.parametrize(
    ("text", "is_installed", "why"),
    [
        ("bucket", True, "geen geldige waarde"),
        ("[]", True, None),
        ('{"endpoint_url": "https://s3.example.be"}', True, "minstens bucket_name"),
        ('["bucket"]', True, "minstens bucket_name"),
        ('{"bucket_name": "media", "custom_domain": "cdn.example.be"}', True, "custom_domain"),
        ('{"bucket_name": "media", "default_acl": "public-read"}', True, "default_acl"),
        ('{"bucket_name": "media"}', False, "installeer eerst"),
        ('{"bucket_name": "media"}', True, None),
    ],
)
def test_a_bucket_is_named_and_cannot_be_opened(text, is_installed, why, bucket):
    bucket(text, is_installed)
    if why is None:
        assert read_environment().media_s3 in ([], {"bucket_name": "media"})
        return
    with pytest.raises(SettingsError, match=why) as error:
        read_environment()
    assert "MEDIA_S3" in str(error.value)


def test_a_second_file_of_a_name_does_not_replace_the_first(elsewhere):
    assert FIXED_OPTIONS["file_overwrite"] is False
    storage = storages["default"]
    names = {storage.save("images/a.txt", ContentFile(b"x")) for _ in range(2)}
    assert len(names) == 2
