"""The checklist before sending: what blocks, what only asks for a look, and where to mend it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale

from cms.models import SiteImage
from news.factories import NewsIndexPageFactory, NewsPageFactory
from newsletter.composing.checklist import findings_of
from newsletter.composing.checklist.links import is_address
from newsletter.composing.versions import versions_of
from newsletter.factories import (
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
    SeriesFactory,
    SubscriptionFactory,
)
from newsletter.models import NewsletterIssuePage, TrialMail
from newsletter.tests.pictures import broken_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(home):
    return NewsletterIndexPageFactory(parent=home)


@pytest.fixture
def make_issue(archive):
    """Makes an issue that is tried and has a reader: nothing is the matter but what is given."""

    def make(*items, **fields):
        items = items or (NewsletterItemFactory.build(),)
        issue = NewsletterIssuePageFactory(parent=archive, items=list(items), **fields)
        SubscriptionFactory(series=issue.series)
        [version] = versions_of(issue)
        TrialMail.objects.create(issue=issue, language="nl", sha256=version.mail.sha256)
        return issue

    return make


def check(issue) -> list[tuple[bool, str, str]]:
    found = findings_of(versions_of(issue))
    return [(finding.blocks, finding.message, finding.excerpt) for finding in found]


def blocking(issue) -> list[str]:
    return [message for blocks, message, _excerpt in check(issue) if blocks]


def item(**fields):
    return NewsletterItemFactory.build(**fields)


def test_a_good_issue_needs_nothing(make_issue):
    assert check(make_issue()) == []


def test_an_issue_without_items_cannot_go(make_issue):
    issue = make_issue()
    issue.items.clear()
    assert "Er zijn nog geen berichten." in blocking(issue)


def test_an_item_with_a_headline_alone_cannot_go(make_issue):
    [finding] = findings_of(versions_of(make_issue(item(), item(headline="Leeg", body=""))))
    assert finding.blocks
    assert finding.excerpt == "Leeg"
    assert finding.url.endswith("#inline_child_items-1-panel-section")


def test_an_issue_that_could_not_be_published_cannot_go(make_issue):
    issue = make_issue()
    issue.title = ""
    assert "Dit veld kan niet leeg zijn" in " ".join(blocking(issue))


def days_from_now(number):
    return timezone.now() + datetime.timedelta(days=number)


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize(
    "moments",
    [{"go_live_at": days_from_now(2)}, {"expire_at": days_from_now(-1)}],
)
def test_an_issue_whose_page_would_not_be_there_cannot_go(make_issue, live, moments):
    issue = make_issue(live=live)
    for name, moment in moments.items():
        setattr(issue, name, moment)
    issue.save_revision(clean=False)
    draft = NewsletterIssuePage.objects.get(pk=issue.pk).get_latest_revision_as_object()
    [finding] = findings_of(versions_of(draft))
    assert finding.blocks
    assert finding.url == reverse("wagtailadmin_pages:edit", args=[issue.pk])
    (moment,) = moments.values()
    assert str(timezone.localtime(moment).year) in finding.excerpt


def test_an_issue_whose_page_goes_while_people_still_read_the_mail_cannot_go(make_issue):
    issue = make_issue(expire_at=days_from_now(29))
    assert len(blocking(issue)) == 1
    issue.expire_at = days_from_now(31)
    assert blocking(issue) == []


def test_an_issue_of_the_archive_cannot_go_as_if_it_were_new(make_issue, archive):
    issue = make_issue()
    later = issue.date + datetime.timedelta(days=30)
    successor = NewsletterIssuePageFactory(parent=archive, series=issue.series, date=later)
    [message] = blocking(NewsletterIssuePage.objects.get(pk=issue.pk))
    assert message.startswith("Er verscheen al een later nummer")
    successor.unpublish()
    assert blocking(NewsletterIssuePage.objects.get(pk=issue.pk)) == []


def test_a_later_issue_of_another_series_is_no_matter(make_issue, archive):
    issue = make_issue()
    later = issue.date + datetime.timedelta(days=30)
    NewsletterIssuePageFactory(parent=archive, series=SeriesFactory(slug="andere"), date=later)
    assert blocking(issue) == []


def test_the_editor_of_an_issue_of_the_archive_offers_no_sending_and_no_news(
    make_issue, archive, admin_client
):
    issue = make_issue()
    address = reverse("wagtailadmin_pages:edit", args=[issue.pk])
    ways = ("Haal op wat nieuw is", "Versturen naar de lezers")
    assert all(way in admin_client.get(address).content.decode() for way in ways)
    later = issue.date + datetime.timedelta(days=30)
    NewsletterIssuePageFactory(parent=archive, series=issue.series, date=later)
    assert not any(way in admin_client.get(address).content.decode() for way in ways)


def test_a_page_that_went_live_at_its_moment_is_good(make_issue):
    assert check(make_issue(go_live_at=days_from_now(-1))) == []


def test_a_translation_whose_page_goes_soon_cannot_go(make_issue):
    issue = make_issue()
    french = Locale.objects.create(language_code="fr")
    issue.get_parent().specific.copy_for_translation(french, copy_parents=True)
    translation = issue.copy_for_translation(french)
    translation.live, translation.expire_at = True, days_from_now(3)
    translation.save()
    urls = {finding.url for finding in findings_of(versions_of(issue)) if finding.excerpt}
    assert reverse("wagtailadmin_pages:edit", args=[translation.pk]) in urls


def test_one_other_letter_asks_for_another_test_mail(make_issue):
    issue = make_issue()
    issue.title += "!"
    [(blocks, message, excerpt)] = check(issue)
    assert blocks
    assert "nog geen testmail" in message
    assert excerpt == ""  # one language: which mail is clear


def test_of_several_languages_the_mail_that_was_not_tried_is_named(make_issue):
    issue = make_issue()
    french = Locale.objects.create(language_code="fr")
    issue.get_parent().specific.copy_for_translation(french, copy_parents=True)
    translation = issue.copy_for_translation(french)
    translation.title = "Nouvelles du pays"
    translation.save_revision().publish()
    assert "Nouvelles du pays" in [excerpt for blocks, _message, excerpt in check(issue) if blocks]


def test_a_mail_that_gmail_would_cut_off_cannot_go(make_issue):
    items = [item(body="<p>" + "woorden " * 4000 + "</p>") for _number in range(3)]
    [message] = blocking(make_issue(*items))
    assert "Gmail" in message


def test_a_series_without_readers_leads_to_the_subscribers(make_issue):
    issue = make_issue()
    issue.series.subscriptions.all().delete()
    [finding] = findings_of(versions_of(issue))
    assert (finding.blocks, finding.url) == (True, reverse("subscribers:index"))


def test_a_long_subject_and_no_summary_only_ask_for_a_look(make_issue):
    found = check(make_issue(title="Een heel lang onderwerp " * 4, summary=""))
    assert [blocks for blocks, _message, _excerpt in found] == [False, False]


def test_a_picture_without_words_leads_to_the_picture(make_issue):
    picture = SiteImage.objects.create(title="Foto", file=get_test_image_file("a.png"))
    [finding] = findings_of(versions_of(make_issue(item(image=picture))))
    assert not finding.blocks
    assert finding.url == reverse("wagtailimages:edit", args=[picture.pk])


def test_a_picture_that_cannot_be_made_stops_the_issue_and_its_screen_says_which(
    make_issue, admin_client
):
    picture = broken_picture()
    issue = make_issue(item(image=picture))
    [finding] = findings_of(versions_of(issue))
    assert finding.blocks
    assert finding.url == reverse("wagtailimages:edit", args=[picture.pk])
    page = admin_client.get(reverse("composing:send", args=[issue.pk])).content.decode()
    assert "kan niet getoond worden" in page


def test_a_picture_inside_a_text_without_words_is_named(make_issue):
    picture = SiteImage.objects.create(title="Foto", file=get_test_image_file("a.png"))
    body = f'<embed embedtype="image" id="{picture.pk}" alt="" format="left"/><p>Tekst</p>'
    [(blocks, message, _excerpt)] = check(make_issue(item(body=body)))
    assert not blocks
    assert "geen beschrijving" in message


def test_a_heading_that_skips_a_level_is_named(make_issue):
    found = check(make_issue(item(body="<h4>Te diep</h4><p>Tekst</p>")))
    assert [excerpt for _blocks, _message, excerpt in found] == ["Te diep"]
    assert check(make_issue(item(body="<h3>Goed</h3><p>Tekst</p>"))) == []


def test_an_item_about_a_page_that_is_withdrawn_cannot_go(make_issue, home):
    page = NewsPageFactory(parent=NewsIndexPageFactory(parent=home), live=False)
    [finding] = findings_of(versions_of(make_issue(item(page=page))))
    assert finding.blocks
    assert finding.url == reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.mark.parametrize(
    "link",
    [
        '<a linktype="page" id="999999">weg</a>',
        '<a linktype="document" id="999999">weg</a>',
        '<a href="https://voorbeeld">weg</a>',
        '<a href="htp://www.example.be">weg</a>',
        '<a href="mailto:info">weg</a>',
        '<a href="">weg</a>',
    ],
)
def test_a_link_that_leads_nowhere_stops_the_issue(make_issue, link):
    [(blocks, _message, excerpt)] = check(make_issue(item(body=f"<p>{link}</p>")))
    assert (blocks, excerpt) == (True, "weg")


def test_a_link_to_a_page_that_visitors_may_open_is_good(make_issue, home):
    body = f'<p><a linktype="page" id="{home.pk}">Start</a></p>'
    assert check(make_issue(item(body=body))) == []


@pytest.mark.parametrize(
    "address",
    ["https://www.example.be/a?b=c", "mailto:info@example.be", "tel:+3237805200", "/nieuws/"],
)
def test_the_address_of_a_page_a_mailbox_or_a_phone_is_good(address):
    assert is_address(address)


@pytest.mark.parametrize("address", ["http://[", "//example.be", "https://a b.be", "www", "tel:"])
def test_an_address_that_cannot_be_right_is_no_address(address):
    assert not is_address(address)
