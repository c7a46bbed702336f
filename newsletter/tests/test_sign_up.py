"""Signing up: nobody learns who is known, and nobody is bombed."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.utils import timezone

from newsletter.factories import SeriesFactory, SubscriberFactory, SubscriptionFactory
from newsletter.models import (
    ConsentEvent,
    GrowthCount,
    Notice,
    Subscriber,
    Subscription,
    Suppression,
)
from newsletter.subscribers.joining import confirm, request_subscription
from newsletter.subscribers.leaving import suppress_address
from newsletter.subscribers.notices import send_notices

pytestmark = pytest.mark.django_db
URL = "/nieuwsbrief/inschrijven/"


@pytest.fixture
def series():
    return SeriesFactory()


def test_a_request_gives_one_mail_and_no_subscription_yet(client, series):
    response = client.post(URL, {"email": "Jan@Example.be"})
    assert "Kijk in je mailbox" in response.content.decode()
    assert Subscription.objects.get().state == Subscription.State.PENDING
    assert send_notices() == 1
    assert mail.outbox[0].to == ["jan@example.be"]
    assert not Notice.objects.exists()


def test_the_words_and_their_version_are_kept_with_the_page(client, series):
    client.post(URL, {"email": "jan@example.be"})
    event = ConsentEvent.objects.get()
    assert (event.action, event.source, event.page) == ("requested", "form", URL)
    assert event.wording.startswith("Ik wil deze nieuwsbrief")
    assert event.wording_version == "2026-12"


def test_the_footer_of_a_page_holds_the_same_words_and_a_form_without_token(client, home, series):
    html = client.get("/").content.decode()
    assert 'action="/nieuwsbrief/inschrijven/"' in html
    assert "Ik wil deze nieuwsbrief" in html
    assert "csrf" not in html


def test_no_page_about_signing_up_sets_a_cookie(client, series):
    for url in (URL, "/nieuwsbrief/voorkeuren/"):
        response = client.get(url)
        assert response.status_code == 200
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
    assert not client.post(URL, {"email": "jan@example.be"}).cookies


@pytest.fixture
def numbered(client):
    """A client whose requests all carry one number, so that answers can be compared."""
    client.defaults["HTTP_X_REQUEST_ID"] = "one-and-the-same"
    return client


def test_known_and_unknown_addresses_get_the_same_bytes(numbered, series):
    SubscriptionFactory(subscriber__email="actief@example.be", series=series)
    SubscriptionFactory(subscriber__email="wacht@example.be", series=series, pending=True)
    SubscriptionFactory(subscriber__email="weg@example.be", series=series, ended=True)
    names = ("actief", "wacht", "weg", "nieuw")
    assert len({answer(numbered, URL, f"{name}@example.be") for name in names}) == 1


def answer(client, url, address, **data) -> bytes:
    """All that a form says, without the address that was typed, however long that is."""
    response = client.post(url, {"email": address, **data})
    del response.headers["Content-Length"]
    return response.serialize().replace(address.encode(), b"")


@pytest.mark.parametrize("url", [URL, "/nieuwsbrief/voorkeuren/"])
def test_the_answer_shows_once_which_address_was_typed_and_is_kept_nowhere(client, series, url):
    response = client.post(url, {"email": "jan@gmial.com"})
    assert response.content.decode().count("jan@gmial.com") == 1
    assert response.headers["Cache-Control"] == "no-store"
    assert "jan@gmial.com" not in client.get(url).content.decode()


def test_what_a_program_typed_is_shown_as_text(client, series):
    typed = {"email": "<script>alert(1)</script>", "website": "https://spam.example"}
    assert "<script>alert" not in client.post(URL, typed).content.decode()


def test_known_and_unknown_addresses_get_the_same_bytes_about_preferences(numbered):
    SubscriptionFactory(subscriber__email="actief@example.be")
    known, unknown = (
        answer(numbered, "/nieuwsbrief/voorkeuren/", f"{name}@example.be")
        for name in ("actief", "nieuw")
    )
    assert known == unknown
    assert Notice.objects.get().email == "actief@example.be"


def test_a_thousand_requests_for_one_address_give_one_mail(series):
    for _ in range(1000):
        request_subscription("jan@example.be", [series], "nl")
    assert send_notices() == 1
    assert len(mail.outbox) == 1
    assert ConsentEvent.objects.count() == 1


def test_the_next_day_there_may_be_another_mail(series):
    request_subscription("jan@example.be", [series], "nl")
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=25)):
        request_subscription("jan@example.be", [series], "nl")
    assert Notice.objects.count() == 2


def test_requests_from_all_over_the_world_for_one_address_give_one_mail(client, series):
    for number in range(1, 60):
        client.post(URL, {"email": "jan@example.be"}, REMOTE_ADDR=f"9.9.9.{number}")
    assert Notice.objects.count() == 1


def test_one_network_may_not_ask_for_one_address_after_another(client, series):
    for number in range(10):
        assert client.post(URL, {"email": f"jan{number}@example.be"}).status_code == 200
    assert client.post(URL, {"email": "piet@example.be"}).status_code == 429
    assert client.post("/nieuwsbrief/voorkeuren/", {"email": "piet@x.be"}).status_code == 429
    assert Subscriber.objects.count() == 10
    elsewhere = client.post(URL, {"email": "piet@example.be"}, REMOTE_ADDR="9.9.9.9")
    assert elsewhere.status_code == 200


def test_a_form_that_a_program_filled_in_gives_the_same_answer_and_nothing_else(numbered, series):
    honest = answer(numbered, URL, "jan@example.be")
    trapped = answer(numbered, URL, "piet@example.be", website="https://spam.example")
    assert trapped == honest
    assert Subscriber.objects.get().email == "jan@example.be"


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://["])
def test_a_form_on_another_site_is_refused(client, series, origin):
    response = client.post(URL, {"email": "jan@example.be"}, headers={"Origin": origin})
    assert response.status_code == 403
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "jan",
        "jan@",
        "a" * 300 + "@example.be",
        "jan@example.be\0",
        "jan@x\r\ny.be",
    ],
)
def test_what_is_no_address_is_said_at_the_field(client, series, address):
    response = client.post(URL, {"email": address})
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()
    assert not Subscriber.objects.exists()


def test_a_mistake_is_named_above_with_a_link_to_its_field_where_the_cursor_stands(client, series):
    SeriesFactory(slug="andere", name="Andere")
    for data, place in (
        ({"email": "jan", "reeks": series.pk}, "id_email"),
        ({"email": "jan"}, "id_email"),
        ({"email": "jan@example.be"}, "id_reeks"),
    ):
        html = BeautifulSoup(client.post(URL, data).content, "html.parser")
        [field] = html.select("[autofocus]")
        assert field["id"] == place
        first, *_others = html.select("[role=alert] a")
        assert first["href"] == f"#{place}"
        assert html.find(id=field["aria-describedby"]).get_text() in first.get_text()


def test_no_form_leaves_the_words_about_a_mistake_to_the_browser(client, home, series):
    for url in ("/", URL, "/nieuwsbrief/voorkeuren/"):
        html = BeautifulSoup(client.get(url).content, "html.parser")
        assert all(form.has_attr("novalidate") for form in html.select("form[method=post]"))


@pytest.mark.parametrize(
    "address",
    [
        "j" * 40 + "@" + ".".join(["é" * 50] * 4) + ".be",  # 247 signs, and 271 in ASCII
        "user@bar\uff20evil.com",  # an @, a comma and a > in full width
        "a@b.com\uff0cvictim.be",
        "x@\uff1eb.be",
        "jan@☃.example",
        "\u0131@example.be",
    ],
)
@pytest.mark.parametrize("url", [URL, "/nieuwsbrief/voorkeuren/"])
def test_an_address_must_also_be_good_as_it_would_be_kept(client, series, address, url):
    response = client.post(url, {"email": address})
    assert response.status_code == 422
    assert "Dit is geen volledig e-mailadres" in response.content.decode()
    assert not Subscriber.objects.exists()


def test_the_owner_of_a_domain_gets_its_mail_and_not_who_has_one_that_looks_like_it(
    client, series
):
    client.post(URL, {"email": "jan@straße.de"})
    assert Subscriber.objects.get().email == "jan@xn--strae-oqa.de"


def test_with_several_series_the_visitor_chooses_and_the_address_is_not_lost(client, series):
    other = SeriesFactory(slug="andere", name="Andere")
    response = client.post(URL, {"email": "jan@example.be"})
    assert response.status_code == 422
    html = response.content.decode()
    assert 'value="jan@example.be"' in html
    assert "Kies minstens één nieuwsbrief." in html
    assert client.post(URL, {"email": "jan@example.be", "reeks": other.pk}).status_code == 200
    assert Subscription.objects.get().series == other


def test_a_series_that_ended_cannot_be_chosen(client, series):
    ended = SeriesFactory(slug="oud", ended_on="2015-01-01")
    client.post(URL, {"email": "jan@example.be", "reeks": ended.pk})
    assert Subscription.objects.get().series == series


def test_without_a_series_there_is_nothing_to_sign_up_for(client, home):
    response = client.post(URL, {"email": "jan@example.be"})
    assert response.status_code == 200
    assert not Subscriber.objects.exists()


def test_somebody_who_is_subscribed_gets_a_mail_that_says_so(series):
    subscriber = SubscriptionFactory(series=series).subscriber
    request_subscription(subscriber.email, [series], "nl")
    send_notices()
    assert mail.outbox[0].subject == "Je bent al ingeschreven"


def test_a_request_by_another_does_not_change_the_language_of_a_subscriber(series):
    subscriber = SubscriberFactory(language="fr")
    request_subscription(subscriber.email, [series], "en")
    subscriber.refresh_from_db()
    assert subscriber.language == "fr"


def test_confirming_subscribes_and_welcomes_once(series):
    request_subscription("jan@example.be", [series], "nl")
    subscriber = Subscriber.objects.get()
    assert confirm(subscriber) == [series]
    assert confirm(subscriber) == []
    assert list(Subscriber.objects.mailable(series)) == [subscriber]
    kinds = sorted(Notice.objects.values_list("kind", flat=True))
    assert kinds == ["confirm", "welcome"]


def test_who_is_subscribed_but_must_not_be_mailed_comes_back_by_confirming(series):
    subscription = SubscriptionFactory(series=series)
    subscriber = subscription.subscriber
    suppress_address(subscriber.email, Suppression.Reason.UNSUBSCRIBED)
    request_subscription(subscriber.email, [series], "nl")
    assert Notice.objects.get().kind == Notice.Kind.CONFIRM
    assert not Subscriber.objects.mailable(series).exists()
    assert confirm(subscriber) == [series]
    assert list(Subscriber.objects.mailable(series)) == [subscriber]
    actions = list(ConsentEvent.objects.values_list("action", flat=True))
    assert actions == ["requested", "confirmed"]
    growth = GrowthCount.objects.get()
    assert (growth.confirmed, growth.left) == (1, 1)
