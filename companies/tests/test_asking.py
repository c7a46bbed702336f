"""Asking companies: who gets a mail, who gets none, and nobody twice."""

import datetime
import smtplib

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from companies.checks.asking import due_companies, is_example
from companies.factories import CompanyIndexPageFactory, CompanyPageFactory, ProfileCheckFactory
from companies.models import ProfileCheck

pytestmark = pytest.mark.django_db
State = ProfileCheck.State
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _switched_on(settings):
    settings.ASK_COMPANIES = True


@pytest.fixture
def guide(home):
    return CompanyIndexPageFactory(parent=home, slug="bedrijven")


@pytest.fixture
def company(guide):
    return CompanyPageFactory(parent=guide, title="Werkplaats", email="verkoop@werkplaats.be")


def ask(after: int = 0) -> list[str]:
    """The subjects of the mails that go so many days from now."""
    before = len(mail.outbox)
    with time_machine.travel(timezone.now() + after * DAY, tick=False):
        call_command("ask_companies")
    return [message.subject for message in mail.outbox[before:]]


QUESTION = "Klopt jullie profiel nog, Werkplaats?"
REMINDER = "Herinnering: klopt jullie profiel nog, Werkplaats?"


def test_nothing_goes_until_the_host_switches_it_on(company, settings):
    settings.ASK_COMPANIES = False
    assert ask() == []
    assert not ProfileCheck.objects.exists()


@pytest.mark.parametrize(
    "address",
    ["x@example.be", "x@EXAMPLE.com", "x@mail.example.org", "x@iets.test", "x@a.invalid"],
)
def test_an_address_of_an_example_is_never_mailed(address, guide):
    CompanyPageFactory(parent=guide, email=address)
    assert ask() == []
    assert is_example(address)
    assert not is_example("x@voorbeeldexample.be")


@pytest.mark.parametrize("state", ["no address", "draft", "private", "checked", "asked by hand"])
def test_who_cannot_or_need_not_answer_is_not_asked(state, company):
    if state == "no address":
        company.email = ""
    elif state == "draft":
        company.live = False
    elif state == "checked":
        company.checked_on = timezone.localdate() - 364 * DAY
    company.save()
    if state == "private":
        PageViewRestriction.objects.create(page=company, restriction_type="login")
    if state == "asked by hand":
        ProfileCheckFactory(company=company, asked_at=timezone.now() - 300 * DAY)
        ProfileCheck.objects.update(state=State.SET_ASIDE)
    assert ask() == []


def test_a_profile_that_became_private_is_not_reminded_of_a_question(company):
    assert ask() == [QUESTION]
    PageViewRestriction.objects.create(page=company, restriction_type="login")
    assert ask(after=22) == []


def test_a_profile_that_was_checked_a_year_ago_is_asked_about(company):
    company.checked_on = timezone.localdate() - 366 * DAY
    company.save()
    assert ask() == [QUESTION]


def test_a_company_gets_one_question_and_one_reminder_in_a_year(company):
    sent = {day: ask(day) for day in (0, 0, 1, 20, 21, 22, 40, 59, 61, 200, 364)}
    assert {day: subjects for day, subjects in sent.items() if subjects} == {
        21: [REMINDER],
    }
    assert [message.subject for message in mail.outbox] == [QUESTION, REMINDER]
    assert ask(366) == [QUESTION]


def test_a_profile_in_two_languages_is_asked_about_once_in_dutch(company):
    french = Locale.objects.create(language_code="fr")
    company.get_parent().get_parent().specific.copy_for_translation(french)
    company.get_parent().specific.copy_for_translation(french)
    company.copy_for_translation(french).save_revision().publish()
    assert ask() == [QUESTION]


def test_a_company_that_has_a_french_page_only_is_asked_in_french(home):
    french = Locale.objects.create(language_code="fr")
    guide = CompanyIndexPageFactory(
        parent=home.copy_for_translation(french), slug="entreprises", locale=french
    )
    CompanyPageFactory(
        parent=guide, title="Atelier", email="info@atelier.be", locale=french, slug="atelier"
    )
    (subject,) = ask()
    assert subject.startswith("Votre profil est-il encore correct")


def test_who_answered_is_not_reminded(company):
    ask()
    ProfileCheck.objects.update(state=State.ANSWERED, answered_at=timezone.now())
    assert ask(22) == []


def test_who_was_called_by_an_editor_in_the_meantime_is_not_reminded(company):
    ask()
    company.checked_on = timezone.localdate()
    company.save()
    assert ask(22) == []


def test_the_reminder_goes_to_the_address_of_today(company):
    ask()
    company.email = "nieuw@werkplaats.be"
    company.save()
    assert ask(22) == [REMINDER]
    assert mail.outbox[-1].to == ["nieuw@werkplaats.be"]


@pytest.mark.parametrize("state", ["withdrawn", "no address"])
def test_who_can_no_longer_answer_is_not_reminded(state, company):
    ask()
    company.email = "" if state == "no address" else company.email
    company.live = state != "withdrawn"
    company.save()
    assert ask(22) == []


class Killed(BaseException):
    """The process ended here."""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_process_that_is_killed_while_it_sends_mails_nobody_twice(moment, company, monkeypatch):
    send = EmailBackend.send_messages

    def die(backend, messages):
        if moment == "after":
            send(backend, messages)
        raise Killed

    monkeypatch.setattr(EmailBackend, "send_messages", die)
    with pytest.raises(Killed):
        call_command("ask_companies")
    monkeypatch.undo()
    assert ask() == ask(1) == []
    assert ask(22) == [REMINDER]  # in case the first one never went


def refuse(error):
    def send_messages(_backend, _messages):
        raise error

    return send_messages


def test_a_mail_server_that_is_away_costs_no_company_its_question(company, monkeypatch):
    monkeypatch.setattr(EmailBackend, "open", refuse(ConnectionRefusedError()), raising=False)
    monkeypatch.setattr(EmailBackend, "__enter__", lambda backend: backend.open(None))
    assert ask() == []
    assert not ProfileCheck.objects.exists()
    monkeypatch.undo()
    assert ask(1) == [QUESTION]


def test_a_refusal_for_a_passing_reason_is_tried_the_next_day(company, monkeypatch):
    busy = smtplib.SMTPRecipientsRefused({company.email: (451, b"later")})
    monkeypatch.setattr(EmailBackend, "send_messages", refuse(busy))
    assert ask() == []
    monkeypatch.undo()
    assert ask(1) == [QUESTION]


def test_an_address_that_does_not_exist_is_asked_again_when_it_was_corrected(company, monkeypatch):
    unknown = smtplib.SMTPRecipientsRefused({company.email: (550, b"unknown")})
    monkeypatch.setattr(EmailBackend, "send_messages", refuse(unknown))
    ask()
    assert ProfileCheck.objects.get().state == State.REFUSED
    monkeypatch.undo()
    assert ask(1) == []
    company.email = "juist@werkplaats.be"
    company.save()
    assert ask(2) == [QUESTION]


def test_a_mail_server_that_refuses_our_own_address_costs_no_company_its_question(
    company, monkeypatch
):
    refused = smtplib.SMTPSenderRefused(553, b"not yours", "site@example.be")
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse(refused))
        assert ask() == []
    assert ask(1) == [QUESTION]


def test_a_connection_that_breaks_may_have_sent_the_mail_and_is_not_tried_again(
    company, guide, monkeypatch
):
    CompanyPageFactory(parent=guide, title="Zorgtuin", email="info@zorgtuin.be")
    broken = smtplib.SMTPServerDisconnected("gone")
    monkeypatch.setattr(EmailBackend, "send_messages", refuse(broken))
    ask()
    monkeypatch.undo()
    assert ask(1) == ["Klopt jullie profiel nog, Zorgtuin?"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (smtplib.SMTPSenderRefused(553, b"not to", "verkoop@werkplaats.be"), "553"),
        (smtplib.SMTPServerDisconnected("verkoop@werkplaats.be"), "SMTPServerDisconnected"),
        (RuntimeError("no mail to verkoop@werkplaats.be"), "RuntimeError"),
    ],
)
def test_the_log_says_what_went_wrong_without_an_address(
    company, monkeypatch, caplog, error, said
):
    monkeypatch.setattr(EmailBackend, "send_messages", refuse(error))
    ask()
    assert said in caplog.text
    assert company.email not in caplog.text
    assert "Traceback" not in caplog.text


def test_a_link_that_worked_no_more_closes_its_question(company):
    ask()
    ask(61)
    assert ProfileCheck.objects.get().state == State.UNANSWERED


def test_what_a_company_wrote_is_erased_a_year_after_it_was_handled(company):
    check = ProfileCheckFactory(company=company, answered=True, remark="Ons geheim")
    ProfileCheck.objects.update(state=State.ACCEPTED, closed_at=timezone.now())
    company.email = ""
    company.save()
    ask(364)
    assert ProfileCheck.objects.filter(pk=check.pk).exists()
    ask(366)
    assert not ProfileCheck.objects.exists()


def test_an_answer_that_waits_is_never_erased(company):
    ProfileCheckFactory(company=company, answered=True)
    ask(800)
    assert ProfileCheck.objects.count() == 1


def test_the_host_can_look_before_it_is_switched_on(company, settings, capsys):
    settings.ASK_COMPANIES = False
    call_command("ask_companies", "--toon")
    assert capsys.readouterr().out == "Werkplaats: verkoop@werkplaats.be\n"
    assert mail.outbox == []


def test_the_mail_has_two_parts_with_the_link_and_says_how_long_it_works(company, settings):
    ask()
    (message,) = mail.outbox
    link = f"{settings.SITE_URL}/klopt-dit-nog/"
    for part in (message.body, message.alternatives[0].content):
        assert link in part
        assert "60 dagen" in part
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_due_companies_cost_as_many_queries_for_two_as_for_ten(guide, django_assert_num_queries):
    for number in range(10):
        CompanyPageFactory(parent=guide, email=f"info@bedrijf{number}.be")
    with django_assert_num_queries(2):
        assert len(due_companies()) == 10


@pytest.mark.parametrize(
    ("status", "states"),
    [
        (400, [State.REFUSED]),
        (422, [State.REFUSED]),
        (429, []),  # tomorrow again
        (500, [State.ASKED]),  # it may have gone
        (None, [State.ASKED]),
    ],
)
def test_an_error_of_a_provider_keeps_no_other_company_waiting(
    status, states, guide, company, monkeypatch
):
    """As django-anymail says it, of which nothing is imported."""
    CompanyPageFactory(parent=guide, title="Zagerij", email="info@zagerij.be")
    send = EmailBackend.send_messages

    def send_messages(backend, messages):
        if messages[0].to == [company.email]:
            error = RuntimeError("not this one")
            if status:
                error.status_code = status
            raise error
        return send(backend, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)
    assert ask() == ["Klopt jullie profiel nog, Zagerij?"]
    found = ProfileCheck.objects.filter(company=company).values_list("state", flat=True)
    assert list(found) == states
