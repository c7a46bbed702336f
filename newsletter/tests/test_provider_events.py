"""What a provider's API says came back, as django-anymail passes it on."""

import importlib.util
from types import SimpleNamespace

import pytest

from cms.environment import SettingsError, read_environment
from newsletter.bounces.provider import read_event, record_event
from newsletter.factories import (
    DeliveryFactory,
    MailingFactory,
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
)
from newsletter.mailings.advancing import advance
from newsletter.mailings.couriers import BackendCourier, UncertainError
from newsletter.models import Subscription, Suppression

TOKEN = "00000000000000abcdef"


def event(event_type, reason=None, response=None, token=TOKEN):
    """As `anymail.signals.AnymailTrackingEvent`."""
    return SimpleNamespace(
        event_type=event_type,
        reject_reason=reason,
        mta_response=response,
        description=None,
        metadata={"delivery": token} if token is not None else None,
    )


@pytest.fixture
def delivery(home):
    issue = NewsletterIssuePageFactory(parent=NewsletterIndexPageFactory(parent=home))
    return DeliveryFactory(mailing=MailingFactory(issue=issue), token=TOKEN, state="accepted")


@pytest.mark.parametrize(
    ("one", "kind", "is_failure"),
    [
        (event("bounced", "bounced"), "hard", True),
        (event("bounced", "invalid"), "hard", True),
        (event("rejected", "bounced"), "hard", True),
        (event("bounced", "bounced", "550 5.1.1 user unknown"), "hard", True),
        (event("bounced", "bounced", "552 5.2.2 mailbox full"), "soft", True),
        (event("bounced", "blocked", "550 5.7.1 policy"), "soft", True),
        (event("rejected", "timed_out"), "soft", True),
        (event("failed", "other"), "soft", True),
        (event("deferred", None, "450 4.2.0 later"), "soft", False),
        (event("complained"), "complaint", True),
        (event("rejected", "spam"), "complaint", True),
    ],
)
def test_an_event_says_what_a_report_of_a_mail_server_says(one, kind, is_failure):
    report = read_event(one)
    assert (report.token, report.kind, report.is_failure) == (TOKEN, kind, is_failure)


@pytest.mark.parametrize("kind", ["queued", "sent", "delivered", "opened", "clicked", "unknown"])
def test_what_did_not_come_back_says_nothing(kind):
    assert read_event(event(kind)) is None


@pytest.mark.parametrize("token", [None, "", "x", TOKEN[:-1], TOKEN.upper(), 7])
def test_an_event_without_the_token_of_a_delivery_is_about_nothing(token):
    assert read_event(event("bounced", "bounced", token=token)) is None


def test_a_mailbox_that_is_gone_ends_everything_for_the_address(delivery):
    for _again in range(2):
        record_event(None, event("bounced", "invalid", "550 5.1.1 unknown"), "Provider")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.answer) == ("bounced", "550 5.1.1 unknown")
    assert Suppression.objects.of(delivery.subscriber.email).get().reason == "bounced"
    assert Subscription.objects.get().end_reason == "bounced"


def test_who_complains_to_the_provider_is_never_mailed_again(delivery):
    record_event(None, event("complained"), "Provider")
    assert Suppression.objects.get().reason == "complained"


def test_a_mail_takes_its_token_along_and_asks_not_to_be_followed(home, mailoutbox):
    issue = NewsletterIssuePageFactory(parent=NewsletterIndexPageFactory(parent=home))
    mailing = MailingFactory(issue=issue)
    DeliveryFactory(mailing=mailing, token=TOKEN)
    advance(mailing)
    (mail,) = mailoutbox
    assert mail.metadata == {"delivery": TOKEN}
    assert (mail.track_opens, mail.track_clicks) == (False, False)


class APIError(Exception):
    """As the errors of django-anymail."""

    def __init__(self, status_code):
        super().__init__(f"the API said {status_code}")
        self.status_code = status_code


@pytest.mark.parametrize(("status", "code"), [(429, 451), (401, 451), (400, 554), (422, 554)])
def test_a_refusal_of_an_api_is_certain(status, code):
    answer = hand_over(APIError(status))
    assert answer.code == code
    assert str(status) in answer.text


@pytest.mark.parametrize("error", [APIError(500), APIError(None), ValueError("?"), OSError()])
def test_any_other_error_of_a_backend_leaves_it_uncertain(error):
    with pytest.raises(UncertainError):
        hand_over(error)


def hand_over(error):
    def send_messages(_mails):
        raise error

    backend = SimpleNamespace(send_messages=send_messages)
    return BackendCourier(backend).hand_over(SimpleNamespace(as_email=lambda _backend: None))


# The environment


@pytest.fixture
def installed(monkeypatch):
    """Which modules there are, whatever is installed here."""
    known = set()
    find = importlib.util.find_spec

    def find_spec(name, *args):
        return (name in known or None) if name.startswith("anymail") else find(name, *args)

    monkeypatch.setattr(importlib.util, "find_spec", find_spec)
    monkeypatch.setenv("ANYMAIL_PROVIDER", "brevo")
    monkeypatch.setenv("ANYMAIL", '{"BREVO_API_KEY": "sleutel", "WEBHOOK_SECRET": "naam:geheim"}')
    return known


def test_a_provider_needs_the_package(installed):
    with pytest.raises(SettingsError, match="installeer eerst django-anymail"):
        read_environment()


def test_a_provider_must_be_known_to_the_package(installed):
    installed.add("anymail")
    with pytest.raises(SettingsError, match="kent deze dienst niet"):
        read_environment()


@pytest.mark.parametrize("value", ["geheim", "[]", "{}", '{"BREVO_API_KEY": "sleutel"}'])
def test_a_provider_must_prove_that_its_messages_are_its_own(installed, monkeypatch, value):
    installed.update({"anymail", "anymail.backends.brevo"})
    assert read_environment().anymail["BREVO_API_KEY"] == "sleutel"
    monkeypatch.setenv("ANYMAIL", value)
    with pytest.raises(SettingsError, match="ANYMAIL"):
        read_environment()


def test_an_unknown_way_to_send_mail_is_named(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "pigeon://dak")
    with pytest.raises(SettingsError, match="EMAIL_URL"):
        read_environment()
