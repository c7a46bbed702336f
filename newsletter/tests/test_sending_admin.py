"""From an issue to its readers in the admin: checklist, test mail, confirmation."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from home.roles import ADMINISTRATORS, EDITORS, ROLES
from news.factories import NewsIndexPageFactory, NewsPageFactory
from newsletter.composing.sending import schedule_issue
from newsletter.composing.versions import versions_of
from newsletter.factories import (
    MailingFactory,
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    NewsletterItemFactory,
    SubscriptionFactory,
)
from newsletter.mailings.planning import PlanningError
from newsletter.models import Mailing, NewsletterIssuePage, TrialMail
from newsletter.tests.mailserver import MailServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(home):
    """A draft with two items, one about a page, and one reader."""
    page = NewsPageFactory(
        parent=NewsIndexPageFactory(parent=home), title="Nieuwe gids", summary="Wie & wat?"
    )
    issue = NewsletterIssuePageFactory(
        parent=NewsletterIndexPageFactory(parent=home),
        live=False,
        items=[
            NewsletterItemFactory.build(headline="Eerst"),
            NewsletterItemFactory.build(headline="", body="", page=page),
        ],
    )
    SubscriptionFactory(series=issue.series)
    issue.save_revision()
    return issue


@pytest.fixture
def sender(client, editor_user):
    client.force_login(editor_user)
    return editor_user


def address(name, issue):
    return reverse(f"composing:{name}", args=[issue.pk])


def send_trial(client, issue, addresses="redacteur@example.be"):
    return client.post(address("send", issue), {"addresses": addresses}, follow=True)


# Who may


@pytest.mark.parametrize("role", [role.name for role in ROLES])
def test_only_chief_editors_and_administrators_send(client, editor_user, issue, role):
    mailing = MailingFactory(issue=NewsletterIssuePageFactory(parent=issue.get_parent()))
    editor_user.groups.set(Group.objects.filter(name=role))
    client.force_login(editor_user)
    urls = [
        address("send", issue),
        reverse("mailings:index"),
        reverse("mailings:report", args=[mailing.pk]),
        reverse("mailings:standing", args=[mailing.pk]),
        reverse("mailings:people", args=[mailing.pk]),
    ]
    # As a script asks, so that Wagtail answers and does not lead to the start screen.
    answers = [
        client.get(url, headers={"x-requested-with": "XMLHttpRequest"}).status_code for url in urls
    ]
    client.post(urls[2], {"actie": "ongedaan"})
    mailing.refresh_from_db()
    may_send = role in {EDITORS, ADMINISTRATORS}
    assert set(answers) == ({200} if may_send else {403})
    assert (mailing.state == Mailing.State.CANCELLED) == may_send


def test_who_may_not_send_sees_no_way_to_it(client, editor_user, issue):
    editor_user.groups.set(Group.objects.filter(name="Redacteurs"))
    client.force_login(editor_user)
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[issue.pk])).content.decode()
    assert "Haal op wat nieuw is" in editor
    assert "Versturen naar de lezers" not in editor


def lock(issue, **values):
    """Locked by a colleague, or by whom `locked_by` names."""
    for name, value in {"locked": True, "locked_at": timezone.now(), **values}.items():
        setattr(issue, name, value)
    issue.save()


def test_an_issue_that_a_colleague_locked_is_neither_tried_nor_scheduled(
    client, sender, issue, admin_user
):
    send_trial(client, issue)
    lock(issue, locked_by=admin_user)
    send_trial(client, issue)
    client.post(address("confirm", issue), {"moment": "nu"})
    assert len(mail.outbox) == 1
    assert not Mailing.objects.exists()
    assert issue.revisions.count() == 1


def test_who_locked_the_issue_may_schedule_it(client, sender, issue):
    lock(issue, locked_by=sender)
    send_trial(client, issue)
    client.post(address("confirm", issue), {"moment": "nu"})
    assert Mailing.objects.exists()


# The test mail


@pytest.mark.parametrize(
    "addresses",
    ["", "geen adres", "a@example.be\r\nBcc: b@example.be", ",".join("abcdef") + "@example.be"],
)
def test_a_test_mail_goes_to_a_few_good_addresses_only(client, sender, issue, addresses):
    send_trial(client, issue, addresses)
    assert mail.outbox == []
    assert not TrialMail.objects.exists()


def test_more_addresses_than_five_are_refused(client, sender, issue):
    many = ", ".join(f"lezer{number}@example.be" for number in range(6))
    assert "Vul hoogstens 5 adressen in." in send_trial(client, issue, many).content.decode()
    assert mail.outbox == []


@pytest.mark.parametrize("place", ["on_sender", "on_recipient", "on_data"])
def test_what_a_mail_server_answers_to_a_test_mail_is_told_as_it_said_it(
    client, sender, issue, settings, place
):
    server = MailServer()
    setattr(server, place, lambda _address: "554 5.7.1 Rejected: “no” policy")
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    page = BeautifulSoup(send_trial(client, issue).content, "html.parser").get_text()
    server.stop()
    assert ": 554 5.7.1 Rejected: “no” policy" in page
    assert "(554" not in page


def test_a_mail_server_that_does_not_answer_is_told(client, sender, issue, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert "De mailserver nam de testmail niet aan" in send_trial(client, issue).content.decode()
    assert not TrialMail.objects.exists()


def test_what_the_api_of_a_provider_says_is_told(client, sender, issue, monkeypatch):
    def refuse(_backend, _messages):
        raise RuntimeError("wrong key")  # each API has its own

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    page = send_trial(client, issue).content.decode()
    assert "De mailserver nam de testmail niet aan" in page
    assert "wrong key" in page
    assert not TrialMail.objects.exists()


def test_a_test_mail_is_the_mail_itself_without_a_link_of_a_person(client, sender, issue):
    send_trial(client, issue, "een@example.be; twee@example.be")
    assert [message.to for message in mail.outbox] == [["een@example.be"], ["twee@example.be"]]
    message = mail.outbox[0]
    assert message.subject == f"[Test] {issue.title}"
    html = message.alternatives[0].content
    assert "Nieuwe gids" in html
    assert ".invalid" not in message.body + html
    trial = TrialMail.objects.get()
    assert trial.sha256 == versions_of(issue)[0].mail.sha256
    assert trial.sent_by == sender


# Confirming


def test_an_issue_that_was_not_tried_cannot_be_confirmed(client, sender, issue):
    response = client.post(address("confirm", issue), {"moment": "nu"}, follow=True)
    assert "Los eerst op" in response.content.decode()
    assert not Mailing.objects.exists()


def test_what_is_the_matter_leads_to_where_it_is_mended(client, sender, issue):
    page = client.get(address("send", issue)).content.decode()
    assert "nog geen testmail" in page
    assert 'href="#testmail"' in page
    assert "Verder naar verzenden" not in page
    buttons = {
        link.get_text(strip=True): link["class"]
        for link in BeautifulSoup(page, "html.parser").select(".composing .button")
    }
    assert {name for name, look in buttons.items() if "button-secondary" not in look} == {
        "Testmail versturen"
    }
    assert "1 persoon krijgt dit nummer." in page


@pytest.mark.parametrize("moment", ["", "2020-01-01 10:00", "morgen"])
def test_a_moment_of_ones_own_lies_in_the_future(client, sender, issue, moment):
    send_trial(client, issue)
    client.post(address("confirm", issue), {"moment": "later", "send_at": moment})
    assert not Mailing.objects.exists()


def test_a_page_that_goes_offline_soon_after_the_moment_keeps_the_mails_from_being_scheduled(
    client, sender, issue
):
    issue.expire_at = timezone.now() + datetime.timedelta(days=60)
    issue.save_revision()
    send_trial(client, issue)
    moment = timezone.localtime() + datetime.timedelta(days=50)
    data = {"moment": "later", "send_at": f"{moment:%Y-%m-%d %H:%M}"}
    page = client.post(address("confirm", issue), data).content.decode()
    assert "gaat minder dan 30 dagen na de mails offline" in page
    assert not Mailing.objects.exists()


def test_a_confirmed_issue_waits_ten_minutes_and_is_not_published_yet(client, sender, issue):
    send_trial(client, issue)
    response = client.post(address("confirm", issue), {"moment": "nu"}, follow=True)
    assert "ongedaan maken" in response.content.decode()
    mailing = Mailing.objects.get()
    wait = mailing.send_at - timezone.now()
    assert datetime.timedelta(minutes=9) < wait <= datetime.timedelta(minutes=10)
    assert not NewsletterIssuePage.objects.get(pk=issue.pk).live


def test_what_goes_is_what_was_tried(client, sender, issue):
    send_trial(client, issue)
    moment = timezone.localtime() + datetime.timedelta(days=1)
    data = {"moment": "later", "send_at": f"{moment:%Y-%m-%d %H:%M}"}
    client.post(address("confirm", issue), data)
    mailing = Mailing.objects.get()
    assert mailing.contents.get().sha256 == TrialMail.objects.get().sha256
    assert timezone.localtime(mailing.send_at).date() == moment.date()


def test_an_issue_on_its_way_shows_its_report_instead(client, sender, issue):
    mailing = MailingFactory(issue=issue)
    response = client.get(address("send", issue))
    assert response["Location"] == reverse("mailings:report", args=[mailing.pk])


# What is kept


def test_items_keep_what_they_took_from_a_page(issue, editor_user):
    schedule_issue(issue, versions_of(issue), editor_user)
    draft = NewsletterIssuePage.objects.get(pk=issue.pk).get_latest_revision_as_object()
    item = draft.items.all()[1]
    assert (item.headline, item.get_text()) == ("Nieuwe gids", "Wie & wat?")


def test_keeping_them_changes_no_letter_of_the_mail(issue, editor_user):
    before = versions_of(issue)[0].mail
    schedule_issue(issue, versions_of(issue), editor_user)
    draft = NewsletterIssuePage.objects.get(pk=issue.pk).get_latest_revision_as_object()
    assert versions_of(draft)[0].mail == before


def test_a_published_issue_says_at_once_what_the_mail_says(issue, editor_user, client):
    issue.save_revision().publish()
    issue.refresh_from_db()
    issue.title = "Een betere titel"
    schedule_issue(issue, versions_of(issue), editor_user)
    assert "Een betere titel" in client.get(issue.url).content.decode()


@pytest.fixture
def translation(issue):
    """The issue on the site in French, about the French version of the page."""
    french = Locale.objects.create(language_code="fr")
    page = issue.items.all()[1].page.specific
    page.copy_for_translation(french, copy_parents=True).save_revision().publish()
    translation = issue.copy_for_translation(french, copy_parents=True)
    translation.save_revision().publish()
    return NewsletterIssuePage.objects.get(pk=translation.pk)


def rename(page, title):
    page = page.specific
    page.title = title
    page.save_revision().publish()


def test_a_translation_keeps_what_its_items_took_from_a_page_too(issue, translation, editor_user):
    page = translation.items.all()[1].subject
    rename(page, "Nouveau guide")
    schedule_issue(issue, versions_of(issue), editor_user)
    rename(page, "Autre chose")
    assert translation.items.all()[1].title == "Nouveau guide"


def test_a_draft_of_a_translation_stays_a_draft_and_keeps_them_too(
    issue, translation, editor_user
):
    rename(translation.items.all()[1].subject, "Nouveau guide")
    translation.title = "Pas encore relu"
    translation.save_revision()
    schedule_issue(issue, versions_of(issue), editor_user)
    live = NewsletterIssuePage.objects.get(pk=translation.pk)
    draft = live.get_latest_revision_as_object()
    assert live.title == issue.title
    assert draft.title == "Pas encore relu"
    assert draft.items.all()[1].headline == "Nouveau guide"


def test_a_translation_that_is_an_alias_follows_its_source(issue, editor_user):
    french = Locale.objects.create(language_code="fr")
    issue.save_revision().publish()
    issue.refresh_from_db()
    alias = issue.copy_for_translation(french, copy_parents=True, alias=True)
    schedule_issue(issue, versions_of(issue), editor_user)
    assert NewsletterIssuePage.objects.get(pk=alias.pk).items.all()[1].headline == "Nieuwe gids"


def test_an_issue_that_cannot_be_scheduled_keeps_its_draft(issue, editor_user):
    MailingFactory(issue=issue)
    with pytest.raises(PlanningError):
        schedule_issue(issue, versions_of(issue), editor_user)
    assert NewsletterIssuePage.objects.get(pk=issue.pk).revisions.count() == 1
