"""The mails to one person."""

import re
import smtplib

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from wagtail.models import Locale

from newsletter.factories import SeriesFactory, SubscriberFactory
from newsletter.models import Notice
from newsletter.subscribers import notices
from newsletter.subscribers.notices import render_notice, send_notices
from newsletter.subscribers.wording import VERSION, consent_wording

pytestmark = pytest.mark.django_db
KINDS = Notice.Kind.values


def notice(kind, language="nl", series=()):
    subscriber = SubscriberFactory(language=language)
    return Notice(
        kind=kind,
        email=subscriber.email,
        language=language,
        subscriber_id=subscriber.pk,
        series_ids=[one.pk for one in series],
    )


def html_of(mail):
    return mail.alternatives[0].content


@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_has_two_parts_that_say_the_same(kind):
    mail = render_notice(notice(kind, series=[SeriesFactory(name="Waas & <maatwerk>")]))
    assert "Waas & <maatwerk>" in mail.body
    assert "Waas &amp; &lt;maatwerk&gt;" in html_of(mail)
    links = set(re.findall(r"https?://[^\s<>\"]+", mail.body))
    assert links == set(re.findall(r'href="(https?://[^"]+)"', html_of(mail)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_says_its_language_and_has_one_heading(kind):
    html = html_of(render_notice(notice(kind)))
    assert '<html lang="nl"' in html
    assert html.count("<h1") == 1
    assert all('role="presentation"' in table for table in re.findall("<table[^>]*>", html))
    assert "prefers-color-scheme: dark" in html


@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_holds_no_picture_and_no_link_elsewhere(kind, settings):
    html = html_of(render_notice(notice(kind)))
    assert "<img" not in html
    assert all(url.startswith(settings.SITE_URL) for url in re.findall(r'href="([^"]+)"', html))


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_fits_a_line_and_has_no_empty_lines_in_a_row(kind):
    body = render_notice(notice(kind)).body
    assert "\n\n\n" not in body
    assert all(len(line) <= 78 or "http" in line for line in body.splitlines())


def test_a_mail_is_in_the_language_of_the_person_with_the_name_in_it():
    series = SeriesFactory()
    english = series.copy_for_translation(Locale.objects.create(language_code="en"))
    english.name = "News about sheltered work"
    english.save()
    mail = render_notice(notice("confirm", "en", [series]))
    assert mail.subject == "Confirm your subscription"
    assert "News about sheltered work" in mail.body


def test_no_holiday_message_answers_a_mail():
    assert render_notice(notice("welcome")).message()["Auto-Submitted"] == "auto-generated"


def test_a_mail_that_is_sent_again_after_a_crash_is_known_as_the_same(mailoutbox, monkeypatch):
    """The worker dies between the answer of the mail server and writing that down."""
    first, other = notice("welcome"), notice("goodbye")
    first.save()
    with monkeypatch.context() as dying:
        dying.setattr("django.db.models.query.QuerySet.delete", _die)
        with pytest.raises(KeyboardInterrupt):
            send_notices()
    other.save()
    Notice.objects.update(due_at=timezone.now())
    assert send_notices() == 2
    names = [mail.message()["Message-ID"] for mail in mailoutbox]
    assert names[0] == names[1] != names[2]
    assert not Notice.objects.exists()


def _die(_queryset):
    raise KeyboardInterrupt


def test_a_mail_that_no_backend_can_send_does_not_hold_up_the_next(mailoutbox, monkeypatch):
    refused, sent = notice("welcome"), notice("goodbye")
    refused.save()
    sent.save()
    render = notices.render_notice

    def fail_once(one):
        if one.pk == refused.pk:
            raise RuntimeError("an error of a provider's API")
        return render(one)

    monkeypatch.setattr(notices, "render_notice", fail_once)
    assert send_notices() == 1
    assert Notice.objects.get().pk == refused.pk


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            lambda to: smtplib.SMTPRecipientsRefused({to: (550, f"<{to}> unknown".encode())}),
            "SMTPRecipientsRefused 550",
        ),
        (lambda to: smtplib.SMTPDataError(554, f"<{to}> spam".encode()), "SMTPDataError 554"),
        (lambda to: RuntimeError(f"a provider does not want {to}"), "RuntimeError"),
    ],
)
def test_the_log_says_why_a_mail_failed_without_its_address(monkeypatch, caplog, error, said):
    one = notice("welcome")
    one.save()

    def refuse(_backend, _messages):
        raise error(one.email)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    assert send_notices() == 0
    assert f"Mail {one.pk} (welcome) failed: {said}" in caplog.text
    assert one.email not in caplog.text
    assert "Traceback" not in caplog.text


def test_the_words_of_consent_belong_to_their_version():
    """Change both: people agreed to exactly these words."""
    assert (VERSION, consent_wording()) == (
        "2026-12",
        "Ik wil deze nieuwsbrief per mail krijgen. Mijn adres dient voor niets anders. Ik kan me"
        " altijd uitschrijven.",
    )
