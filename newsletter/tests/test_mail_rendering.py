"""The mail of an issue: complete, readable everywhere, and free of what spies."""

import pytest
from bs4 import BeautifulSoup
from wagtail.images.tests.utils import get_test_image_file

from cms.mail.palette import DARK, LIGHT, contrast, lowest_contrast
from cms.models import SiteImage
from events.factories import EventIndexPageFactory, EventPageFactory
from news.factories import NewsIndexPageFactory, NewsPageFactory
from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
)
from newsletter.rendering.mail import PERSONAL_LINKS, render_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(home):
    return NewsletterIndexPageFactory(parent=home)


def make_issue(archive, *items, **fields):
    return NewsletterIssuePageFactory(parent=archive, items=list(items), **fields)


def soup_of(issue) -> BeautifulSoup:
    return BeautifulSoup(render_issue(issue).html, "html.parser")


def test_an_item_about_a_page_takes_its_title_its_summary_and_its_address(archive, home):
    page = NewsPageFactory(
        parent=NewsIndexPageFactory(parent=home), title="Nieuwe gids", summary="Wie maakt wat?"
    )
    mail = render_issue(
        make_issue(
            archive,
            NewsletterItemFactory.build(headline="", body="", page=page, locale=archive.locale),
        )
    )
    for part in (mail.html, mail.text):
        assert "Wie maakt wat?" in part
        assert page.full_url in part
    assert "Nieuwe gids" in mail.html
    assert "NIEUWE GIDS" in mail.text


def test_what_the_editor_writes_goes_before_what_the_page_says(archive, home):
    page = NewsPageFactory(parent=NewsIndexPageFactory(parent=home), summary="Van de pagina.")
    mail = render_issue(
        make_issue(
            archive,
            NewsletterItemFactory.build(
                headline="Eigen kop", body="<p>Eigen tekst.</p>", page=page, locale=archive.locale
            ),
        )
    )
    assert "Eigen kop" in mail.html
    assert "Eigen tekst." in mail.text
    assert "Van de pagina." not in mail.html + mail.text


def test_an_event_says_when_and_where_it_is(archive, home):
    event = EventPageFactory(
        parent=EventIndexPageFactory(parent=home), venue="Stadhuis", is_online=True
    )
    mail = render_issue(
        make_issue(
            archive,
            NewsletterItemFactory.build(headline="", body="", page=event, locale=archive.locale),
        )
    )
    assert "online, Stadhuis" in mail.html
    assert "online, Stadhuis" in mail.text


def test_a_page_that_is_no_longer_public_is_not_linked(archive, home):
    page = NewsPageFactory(parent=NewsIndexPageFactory(parent=home), live=False)
    mail = render_issue(
        make_issue(archive, NewsletterItemFactory.build(page=page, locale=archive.locale))
    )
    assert page.full_url not in mail.html + mail.text


def test_headings_go_down_one_level_at_a_time(archive):
    item = NewsletterItemFactory.build(body="<h3>Dieper</h3><p>Tekst</p>", locale=archive.locale)
    headings = soup_of(make_issue(archive, item)).find_all(["h1", "h2", "h3", "h4"])
    assert [heading.name for heading in headings] == ["h1", "h2", "h3"]


def test_the_language_stands_on_the_mail_and_tables_are_only_for_looks(archive):
    soup = soup_of(make_issue(archive, NewsletterItemFactory.build(locale=archive.locale)))
    assert soup.html["lang"] == "nl"
    assert {table.get("role") for table in soup.find_all("table")} == {"presentation"}


def test_every_picture_has_its_description_or_is_decoration(archive):
    described = SiteImage.objects.create(
        title="a.png", file=get_test_image_file("a.png"), description="Een park"
    )
    silent = SiteImage.objects.create(title="b.png", file=get_test_image_file("b.png"))
    soup = soup_of(
        make_issue(
            archive,
            NewsletterItemFactory.build(image=described, locale=archive.locale),
            NewsletterItemFactory.build(image=silent, locale=archive.locale),
        )
    )
    assert [picture.get("alt") for picture in soup.find_all("img")] == ["Een park", ""]


def test_every_address_is_whole_and_nothing_counts_who_opens_or_clicks(archive):
    picture = SiteImage.objects.create(title="a.png", file=get_test_image_file("a.png"))
    item = NewsletterItemFactory.build(
        body='<p><a href="/zoeken/?q=a&amp;b=c">Zoek</a> <a href="https://www.example.be/x">x</a></p>',
        image=picture,
        locale=archive.locale,
    )
    soup = soup_of(make_issue(archive, item))
    addresses = [
        element.get("href") or element.get("src") for element in soup.find_all(["a", "img"])
    ]
    assert "http://127.0.0.1:8000/zoeken/?q=a&b=c" in addresses
    assert "https://www.example.be/x" in addresses
    ours = ("http://localhost", "http://127.0.0.1:8000/", *PERSONAL_LINKS.values())
    assert [
        address
        for address in addresses
        if not address.startswith(ours) and address != "https://www.example.be/x"
    ] == []
    assert all(int(picture["width"]) > 1 for picture in soup.find_all("img"))
    assert not soup.find_all(["script", "iframe", "object", "link", "form"])


def test_the_text_part_keeps_lists_links_and_lines_of_a_readable_width(archive):
    item = NewsletterItemFactory.build(
        body="<p>" + "Een lange zin over werk. " * 12 + "</p><ul><li>Eén</li><li>Twee "
        '<a href="https://www.example.be/gids">gids</a></li></ul>',
        locale=archive.locale,
    )
    text = render_issue(make_issue(archive, item)).text
    assert "- Eén\n- Twee gids (https://www.example.be/gids)" in text
    assert max(len(line) for line in text.splitlines() if "://" not in line) <= 72
    assert "<" not in text


def test_strange_characters_in_a_title_stay_what_they_are(archive):
    title = "Werk & zorg <b>{{ 1 }}</b> “samen” {% now %}"
    mail = render_issue(make_issue(archive, title=title))
    assert mail.subject == title
    assert BeautifulSoup(mail.html, "html.parser").h1.get_text() == title


def test_the_checksum_changes_with_one_letter_and_not_by_itself(archive):
    issue = make_issue(archive, NewsletterItemFactory.build(locale=archive.locale))
    before = render_issue(issue).sha256
    assert render_issue(issue).sha256 == before
    issue.title += "!"
    assert render_issue(issue).sha256 != before


def test_a_long_issue_stays_below_what_gmail_clips(archive):
    items = [
        NewsletterItemFactory.build(
            body="<p>" + "Woorden over werk. " * 60 + "</p>", locale=archive.locale
        )
        for _number in range(15)
    ]
    assert len(render_issue(make_issue(archive, *items)).html.encode()) < 90_000


def test_every_pair_of_colours_can_be_read_in_light_and_in_dark():
    assert lowest_contrast() >= 4.5
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_dark_mode_has_a_rule_for_every_colour_of_light_mode(archive):
    html = render_issue(make_issue(archive)).html
    assert "prefers-color-scheme: dark" in html
    for name in ("ground", "sheet", "text", "heading", "link", "action"):
        assert getattr(LIGHT, name) in html
        assert getattr(DARK, name) in html


@pytest.mark.parametrize("mode", ["mail", "mail-dark", "text", ""])
def test_an_editor_previews_an_issue_that_was_never_saved(archive, mode, rf):
    issue = NewsletterIssuePageFactory.build(locale=archive.locale, series=None, date=None)
    response = issue.make_preview_request(rf.get("/"), mode)
    assert response.status_code == 200


def test_the_light_preview_stays_light_on_a_dark_screen(archive, rf):
    issue = make_issue(archive)
    light = issue.make_preview_request(rf.get("/"), "mail").content.decode()
    dark = issue.make_preview_request(rf.get("/"), "mail-dark").content.decode()
    assert "@media not all" in light
    assert "@media all" in dark
    assert "prefers-color-scheme: dark" not in light + dark
