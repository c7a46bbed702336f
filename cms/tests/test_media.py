"""Files: what visitors may fetch, and what they may not."""

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from wagtail.images.models import Filter
from wagtail.models import PageViewRestriction

from cms import heaps
from cms.models import SiteDocument
from home.demo.pictures import scene_image
from newsletter.factories import NewsletterIndexPageFactory, NewsletterIssuePageFactory


@pytest.fixture(autouse=True)
def _no_renditions_of_other_tests():
    """They are kept by the number of a picture, which the next test gives again."""
    caches["renditions"].clear()


@pytest.fixture
def document(db):
    return SiteDocument.objects.create(
        title="Origineel", file=ContentFile(b"inhoud", name="nummer.pdf")
    )


@pytest.fixture
def issue(home, document):
    index_page = NewsletterIndexPageFactory(parent=home)
    return NewsletterIssuePageFactory(parent=index_page, original=document)


def test_a_document_that_no_page_uses_does_not_exist_for_visitors(document, client):
    assert client.get(document.url).status_code == 404


def test_a_document_of_a_draft_does_not_exist_for_visitors(issue, document, client):
    issue.unpublish()
    assert client.get(document.url).status_code == 404


def test_a_document_of_a_private_page_does_not_exist_for_visitors(issue, document, client):
    PageViewRestriction.objects.create(page=issue, restriction_type="login")
    assert client.get(document.url).status_code == 404


def test_a_document_of_a_public_page_can_be_downloaded(issue, document, client):
    response = client.get(document.url)
    assert b"".join(response.streaming_content) == b"inhoud"


def test_an_editor_can_download_any_document(document, client, editor_user):
    client.force_login(editor_user)
    assert client.get(document.url).status_code == 200


def test_a_resized_image_may_be_kept_for_a_year(db, client):
    rendition = scene_image("polder").get_rendition("width-100")
    response = client.get(rendition.url)
    assert response.status_code == 200
    assert "immutable" in response["Cache-Control"]


def test_an_original_image_is_not_served(db, client):
    assert client.get(f"/media/{scene_image('polder').file.name}").status_code == 404


def test_documents_are_not_served_past_the_check(issue, document, client):
    assert client.get(f"/media/{document.file.name}").status_code == 404


@pytest.mark.parametrize("detour", ["images/../", "images/%2e%2e/", "images/x/../../"])
def test_a_detour_does_not_lead_to_documents(detour, issue, document, client):
    assert client.get(f"/media/{detour}{document.file.name}").status_code == 404


@pytest.mark.parametrize("name", ["%00.jpg", f"{'x' * 300}.jpg"])
def test_what_cannot_be_the_name_of_a_file_does_not_exist(name, db, client):
    assert client.get(f"/media/images/{name}").status_code == 404


@pytest.mark.parametrize("path", ["images/%2e%2e/%2e%2e/x", "images/", "images//x", "../x"])
def test_a_path_cannot_leave_the_public_folder(path, db, client):
    assert client.get(f"/media/{path}").status_code == 404


SIZES = [f"width-{width}" for width in (20, 30, 40, 50)]


@pytest.fixture
def made(monkeypatch):
    """For each size that is made, how many are being made at that moment."""
    numbers, running, run = [], [], Filter.run

    def noted(*args, **options):
        running.append(True)
        numbers.append(len(running))
        try:
            return run(*args, **options)
        finally:
            running.pop()

    monkeypatch.setattr(Filter, "run", noted)
    return numbers


def test_the_sizes_of_a_picture_are_made_one_at_a_time(db, made):
    scene_image("polder").get_renditions(*SIZES)
    assert made == [1, 1, 1, 1]


def test_a_size_that_another_made_meanwhile_is_not_made_again(db, made):
    filters = [Filter(spec=size) for size in SIZES]
    mine = scene_image("polder")
    scene_image("polder").create_renditions(*filters[:3])
    made.clear()
    assert mine.create_renditions(*filters).keys() == set(filters)
    assert made == [1]


def test_what_the_making_of_a_size_took_goes_back_to_the_system(db, monkeypatch):
    given_back = []
    monkeypatch.setattr(heaps, "give_back", lambda: given_back.append(True))
    scene_image("polder").get_rendition("width-20")
    assert given_back == [True]
