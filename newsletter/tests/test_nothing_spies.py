"""No mail and no page of an issue holds anything about who reads it."""

import re

import pytest
from bs4 import BeautifulSoup
from wagtail.images.tests.utils import get_test_image_file

from cms.models import SiteImage
from news.factories import NewsIndexPageFactory, NewsPageFactory
from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
    SubscriberFactory,
)
from newsletter.models import Notice
from newsletter.rendering.mail import render_issue
from newsletter.subscribers.links import preferences_url, unsubscribe_url
from newsletter.subscribers.notices import render_notice

pytestmark = pytest.mark.django_db
ELSEWHERE = "https://www.example.be/gids?a=1&b=2"


@pytest.fixture
def issue(home):
    picture = SiteImage.objects.create(
        title="a.png", file=get_test_image_file("a.png"), description="Een park"
    )
    page = NewsPageFactory(parent=NewsIndexPageFactory(parent=home), image=picture)
    body = (
        f'<p>Lees <a href="{ELSEWHERE}">de gids</a>.</p>'
        f'<embed embedtype="image" id="{picture.pk}" alt="Een plan" format="left"/>'
    )
    return NewsletterIssuePageFactory(
        parent=NewsletterIndexPageFactory(parent=home),
        image=SiteImage.objects.create(title="b.png", file=get_test_image_file("b.png")),
        items=[
            NewsletterItemFactory.build(body=body),
            NewsletterItemFactory.build(headline="", body="", page=page),
        ],
    )


@pytest.fixture
def person():
    return SubscriberFactory()


@pytest.fixture
def mail(issue, person):
    """The mail as this person gets it."""
    links = {
        "preferences": preferences_url(person.pk),
        "unsubscribe": unsubscribe_url(person.pk, issue.series_id),
    }
    return render_issue(issue).personal(links)


@pytest.fixture
def web_page(issue, client):
    """The page as a visitor reads it, without what stands on every page."""
    return BeautifulSoup(client.get(issue.url).content, "html.parser").find("main")


def pictures_of(html):
    soup = html if hasattr(html, "find_all") else BeautifulSoup(html, "html.parser")
    return soup.find_all("img")


def test_a_link_in_a_mail_leads_straight_to_where_the_editor_points(mail):
    links = BeautifulSoup(mail.html, "html.parser").find_all("a")
    assert ELSEWHERE in {link["href"] for link in links}
    assert ELSEWHERE in mail.text


def test_only_the_two_links_of_a_person_differ_between_two_people(issue, mail, person):
    own = {preferences_url(person.pk), unsubscribe_url(person.pk, issue.series_id)}
    hrefs = {link["href"] for link in BeautifulSoup(mail.html, "html.parser").find_all("a")}
    assert own <= hrefs
    neutral = render_issue(issue)
    personal_lines = set(mail.text.splitlines()) - set(neutral.text.splitlines())
    assert len(personal_lines) == 2
    assert all(any(url in line for url in own) for line in personal_lines)


def test_no_picture_of_a_mail_is_a_pixel_or_knows_the_reader(mail, person):
    pictures = pictures_of(mail.html)
    assert len(pictures) == 3
    assert all(int(picture["width"]) > 1 for picture in pictures)
    assert not any("?" in picture["src"] for picture in pictures)
    assert not re.search(r"url\(", mail.html)


def test_every_picture_says_what_it_shows_or_that_it_is_decoration(mail, web_page):
    descriptions = [picture["alt"] for picture in pictures_of(mail.html)]
    assert descriptions == ["", "Een plan", "Een park"]
    assert all(picture.has_attr("alt") for picture in pictures_of(web_page))


def test_the_page_of_an_issue_holds_no_link_of_a_person(web_page):
    addresses = [link["href"] for link in web_page.find_all("a", href=True)]
    assert ELSEWHERE in addresses
    assert not [url for url in addresses if "/uit/" in url or "/voorkeuren/" in url]
    assert ".invalid" not in str(web_page)


def test_a_link_opens_where_the_reader_is(mail, person):
    notice = Notice(kind="goodbye", email=person.email, language="nl", subscriber_id=person.pk)
    html = mail.html + render_notice(notice).alternatives[0].content
    assert "target=" not in html
