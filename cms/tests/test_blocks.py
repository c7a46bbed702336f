"""Blocks of a story that lead elsewhere: to pages, files and films."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.blocks import EmbedBlock, StoryBlock
from cms.models import SiteDocument
from home.factories import StandardPageFactory


@pytest.fixture
def target(home):
    return StandardPageFactory(parent=home, slug="uitleg", title="Uitleg")


@pytest.fixture
def show(client, home):
    """The page with this block as a visitor sees it."""

    def render(kind, value):
        page = StandardPageFactory(parent=home, slug="lezen", body=[(kind, value)])
        return client.get(page.url).content.decode()

    return render


def withdraw(page):
    page.unpublish()


def outdate(page):
    page.expire_at = timezone.now()
    page.save()


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


HIDDEN = pytest.mark.parametrize("hide", [withdraw, outdate, restrict])


# A button


def button_to(page):
    return {"title": "Zoek je hulp?", "text": "", "label": "Lees de uitleg", "page": page}


def test_a_button_leads_to_its_page(target, show):
    html = show("call_to_action", button_to(target))
    assert 'href="/uitleg/">Lees de uitleg</a>' in html


@HIDDEN
def test_a_button_to_a_page_that_not_everybody_may_read_is_left_out(hide, target, show):
    hide(target)
    html = show("call_to_action", button_to(target))
    assert "Zoek je hulp?" in html
    assert "Lees de uitleg" not in html


# Links in running text


def link_to(page):
    return f'<p>Zie <a linktype="page" id="{page.pk}">de uitleg</a>.</p>'


def test_a_link_leads_to_its_page(target, show):
    assert '<a href="/uitleg/">de uitleg</a>' in show("text", link_to(target))


def test_the_words_of_a_link_to_a_withdrawn_page_stay(target, show):
    target.unpublish()
    html = show("text", link_to(target))
    assert "Zie <a>de uitleg</a>." in html
    assert "/uitleg/" not in html


def test_a_link_to_a_page_outside_the_site_leads_nowhere(home, show):
    outside = StandardPageFactory(parent=home.get_parent(), slug="los")
    assert "Zie <a>de uitleg</a>." in show("text", link_to(outside))


def test_a_link_to_a_private_page_stays_for_who_may_read_it(target, show):
    restrict(target)
    assert '<a href="/uitleg/">de uitleg</a>' in show("text", link_to(target))


# Lists of pages and files


def test_related_pages_are_shown(target, show):
    html = show("related_pages", {"title": "Lees ook", "pages": [target]})
    assert "Lees ook" in html
    assert 'href="/uitleg/"' in html


@HIDDEN
def test_without_related_pages_to_show_their_title_is_left_out(hide, target, show):
    hide(target)
    html = show("related_pages", {"title": "Lees ook", "pages": [target]})
    assert "Lees ook" not in html
    assert "related__title" not in html


@pytest.fixture
def document(db):
    document = SiteDocument(title="Folder")
    document.file.save("folder.txt", ContentFile(b"De tekst."))
    return document


def test_documents_are_shown(document, show):
    html = show("documents", {"title": "Meer lezen", "documents": [document]})
    assert "Meer lezen" in html
    assert "Folder" in html


def test_without_documents_that_are_left_their_title_is_left_out(document, home, client):
    body = [("documents", {"title": "Meer lezen", "documents": [document]})]
    page = StandardPageFactory(parent=home, slug="lezen", body=body)
    document.delete()
    html = client.get(page.url).content.decode()
    assert "Meer lezen" not in html
    assert "documents__list" not in html


# Films

YOUTUBE = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"
VIMEO = "https://player.vimeo.com/video/123456789?dnt=1&autoplay=1"
UNLISTED = "https://player.vimeo.com/video/123456789?h=abcdef1234&dnt=1&autoplay=1"


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", YOUTUBE),
        ("https://www.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=3s", YOUTUBE),
        ("https://m.youtube.com/watch?v=dQw4w9WgXcQ", YOUTUBE),
        ("https://youtu.be/dQw4w9WgXcQ?si=x", YOUTUBE),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", YOUTUBE),
        ("https://youtube.com/live/dQw4w9WgXcQ?feature=share", YOUTUBE),
        ("https://www.youtube.com/embed/dQw4w9WgXcQ", YOUTUBE),
        ("https://vimeo.com/123456789", VIMEO),
        ("https://vimeo.com/123456789?share=copy", VIMEO),
        ("https://vimeo.com/123456789/settings", VIMEO),
        ("https://player.vimeo.com/video/123456789", VIMEO),
        ("https://vimeo.com/123456789/abcdef1234", UNLISTED),
        ("https://vimeo.com/123456789/abcdef1234?share=copy", UNLISTED),
        ("https://player.vimeo.com/video/123456789?h=abcdef1234", UNLISTED),
        ("https://player.vimeo.com/video/123456789?dnt=1&h=abcdef1234", UNLISTED),
    ],
)
def test_the_player_of_a_film_is_known_by_each_address_it_has(url, player):
    value = EmbedBlock().clean(EmbedBlock().to_python({"title": "Film", "url": url}))
    assert value.player_url == player


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/@kanaal",
        "https://www.youtube.com/playlist?list=PL123456789",
        "https://vimeo.com/kanaal",
        "https://example.be/youtube.com/shorts/dQw4w9WgXcQ",
    ],
)
def test_what_is_no_film_is_refused(url):
    with pytest.raises(ValidationError):
        EmbedBlock().clean(EmbedBlock().to_python({"title": "Film", "url": url}))


def test_a_story_keeps_the_marks_of_wagtail_around_each_block():
    body = StoryBlock().to_python([{"type": "quote", "value": {"text": "Ja."}}])
    assert '<div class="w-block-quote block-quote">' in str(body)
