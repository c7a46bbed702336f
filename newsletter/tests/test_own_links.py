"""The personal links in mails: only a click on a button acts."""

import datetime
from itertools import cycle, islice

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from newsletter.factories import SeriesFactory, SubscriberFactory, SubscriptionFactory
from newsletter.models import ConsentEvent, GrowthCount, Notice, Subscriber, Subscription
from newsletter.subscribers.links import confirm_url, preferences_url, unsubscribe_url
from newsletter.subscribers.tokens import CONFIRM, PREFERENCES, UNSUBSCRIBE, make_token

pytestmark = pytest.mark.django_db
LINKS = [confirm_url, preferences_url, unsubscribe_url]
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = ""


def snapshot():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Subscriber, Subscription, ConsentEvent, Notice, GrowthCount)
    ]


def test_a_hundred_visits_by_a_scanner_change_nothing(client):
    active = SubscriptionFactory()
    pending = SubscriptionFactory(pending=True)
    before = snapshot()
    urls = [link(row.subscriber_id) for link in LINKS for row in (active, pending)]
    urls.append(preferences_url(active.subscriber_id) + "wissen/")
    for url in islice(cycle(urls), 100):
        assert client.get(url).status_code == 200
    for url in urls:
        assert client.head(url).status_code == 200
    assert snapshot() == before


def test_one_post_without_cookie_or_referrer_unsubscribes_at_once():
    subscription = SubscriptionFactory()
    client = Client(enforce_csrf_checks=True)
    response = client.post(unsubscribe_url(subscription.subscriber_id), ONE_CLICK)
    assert response.status_code == 200
    assert not response.cookies
    subscription.refresh_from_db()
    assert (subscription.state, subscription.end_reason) == ("ended", "unsubscribed")
    assert ConsentEvent.objects.get().source == ConsentEvent.Source.ONE_CLICK


def test_a_mail_program_may_post_as_multipart_or_urlencoded():
    for content_type in ("multipart/form-data; boundary=x", "application/x-www-form-urlencoded"):
        subscription = SubscriptionFactory()
        body = (
            b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click'
            b"\r\n--x--\r\n"
            if "multipart" in content_type
            else b"List-Unsubscribe=One-Click"
        )
        url = unsubscribe_url(subscription.subscriber_id)
        assert Client().post(url, body, content_type=content_type).status_code == 200
        assert not Subscriber.objects.mailable(subscription.series).exists()


@pytest.mark.parametrize(
    ("link", "state", "kind", "counts"),
    [
        (confirm_url, {"pending": True}, Notice.Kind.WELCOME, (1, 0)),
        (unsubscribe_url, {}, Notice.Kind.GOODBYE, (0, 1)),
    ],
)
def test_pressing_a_button_again_gives_the_same_answer_and_does_nothing_more(
    client, link, state, kind, counts
):
    url = link(SubscriptionFactory(**state).subscriber_id)
    answers = [client.post(url, ONE_CLICK) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len({answer.content for answer in answers}) == 1
    assert Notice.objects.get().kind == kind
    assert ConsentEvent.objects.count() == 1
    growth = GrowthCount.objects.get()
    assert (growth.confirmed, growth.left) == counts


def test_a_provider_may_unsubscribe_many_people_from_one_address(client):
    urls = [unsubscribe_url(row.subscriber_id) for row in SubscriptionFactory.create_batch(40)]
    assert {client.post(url, ONE_CLICK).status_code for url in urls} == {200}


def test_unsubscribing_from_one_series_leaves_the_other_and_says_so(client):
    one = SubscriptionFactory()
    other = SubscriptionFactory(subscriber=one.subscriber, series=SeriesFactory(slug="andere"))
    client.post(unsubscribe_url(one.subscriber_id, one.series_id), ONE_CLICK)
    assert list(Subscription.objects.active()) == [other]
    assert Notice.objects.get().series_ids == [one.series_id]


def test_somebody_who_was_erased_is_unsubscribed_for_sure(client):
    subscriber = SubscriberFactory()
    url = unsubscribe_url(subscriber.pk)
    subscriber.delete()
    assert client.post(url, ONE_CLICK).status_code == 200


def test_the_button_confirms(client):
    subscription = SubscriptionFactory(pending=True)
    url = confirm_url(subscription.subscriber_id)
    assert "Ja, schrijf me in" in client.get(url).content.decode()
    assert "Je bent ingeschreven" in client.post(url).content.decode()
    subscription.refresh_from_db()
    assert subscription.state == Subscription.State.ACTIVE


def test_an_old_confirmation_does_not_bring_back_who_left(client):
    subscription = SubscriptionFactory(ended=True)
    response = client.post(confirm_url(subscription.subscriber_id))
    assert response.status_code == 200
    subscription.refresh_from_db()
    assert subscription.state == Subscription.State.ENDED


@pytest.mark.parametrize("purpose", [CONFIRM, PREFERENCES, UNSUBSCRIBE])
@pytest.mark.parametrize("page", LINKS)
def test_a_token_opens_only_the_page_of_its_purpose(client, purpose, page):
    subscription = SubscriptionFactory(pending=True)
    right = page(subscription.subscriber_id)
    token = make_token(purpose, subscription.subscriber_id)
    place = right.rstrip("/").rpartition("/")[0]
    url = f"{place}/{token}/"
    before = snapshot()
    if url != right:
        assert client.get(url).status_code == 404
        assert client.post(url).status_code == 404
        assert snapshot() == before


@pytest.mark.parametrize("token", ["x", "1---", "%00", "1--a-%F0%9F%98%80", "a" * 3000])
@pytest.mark.parametrize("place", ["uit", "nieuwsbrief/bevestigen", "nieuwsbrief/voorkeuren"])
def test_a_forged_token_is_refused(client, place, token):
    assert client.post(f"/{place}/{token}/", ONE_CLICK).status_code == 404


@pytest.mark.parametrize("link", [confirm_url, preferences_url])
def test_an_expired_link_says_so_and_does_nothing(client, link):
    url = link(SubscriptionFactory(pending=True).subscriber_id)
    before = snapshot()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=200)):
        assert client.get(url).status_code == 410
        assert client.post(url).status_code == 410
    assert snapshot() == before


def ways_on(response) -> list[str]:
    main = BeautifulSoup(response.content, "html.parser").find("main")
    return [link["href"] for link in main.find_all("a")]


SIGN_UP, ASK = "/nieuwsbrief/inschrijven/", "/nieuwsbrief/voorkeuren/"


@pytest.mark.parametrize(
    ("link", "ways"), [(confirm_url, [SIGN_UP]), (preferences_url, [ASK, SIGN_UP])]
)
def test_an_expired_link_leads_on_only_to_what_sends_a_mail(client, link, ways):
    url = link(SubscriptionFactory(pending=True).subscriber_id)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=200)):
        assert ways_on(client.get(url)) == ways


@pytest.mark.parametrize("link", [confirm_url, preferences_url])
def test_who_was_erased_can_only_sign_up_again(client, link):
    subscriber = SubscriberFactory()
    url = link(subscriber.pk)
    subscriber.delete()
    assert ways_on(client.get(url)) == [SIGN_UP]


@pytest.mark.parametrize("link", LINKS)
def test_a_personal_page_is_kept_nowhere_and_tells_nobody_its_address(client, link):
    response = client.get(link(SubscriptionFactory().subscriber_id))
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies


def test_a_personal_page_is_in_the_language_of_the_person(client):
    subscriber = SubscriberFactory(language="en")
    response = client.get(unsubscribe_url(subscriber.pk))
    assert response["Content-Language"] == "en"
    assert "Unsubscribe" in response.content.decode()
