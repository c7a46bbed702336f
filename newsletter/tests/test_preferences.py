"""What people can do with what the site knows about them."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale

from newsletter.factories import (
    ConsentEventFactory,
    DeliveryFactory,
    MailingFactory,
    NewsletterIndexPageFactory,
    NewsletterIssuePageFactory,
    SeriesFactory,
    SubscriberFactory,
    SubscriptionFactory,
)
from newsletter.models import (
    ConsentEvent,
    GrowthCount,
    Notice,
    Subscriber,
    SubscriberImport,
    Subscription,
    Suppression,
)
from newsletter.subscribers.addresses import hash_address
from newsletter.subscribers.joining import confirm, request_subscription
from newsletter.subscribers.leaving import erase, suppress_address
from newsletter.subscribers.links import confirm_url, preferences_url
from newsletter.subscribers.notices import notify, send_notices

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = ""


@pytest.fixture
def subscription():
    return SubscriptionFactory(subscriber__email="jan@example.be")


@pytest.fixture
def url(subscription):
    return preferences_url(subscription.subscriber_id)


def test_somebody_chooses_another_series_without_a_mail(client, url, subscription):
    other = SeriesFactory(slug="andere")
    response = client.post(url, {"reeks": [subscription.series_id, other.pk]}, follow=True)
    assert "Je voorkeuren zijn bewaard." in response.content.decode()
    assert Subscription.objects.active().count() == 2
    assert not Notice.objects.exists()
    assert ConsentEvent.objects.get().wording.startswith("Ik wil deze nieuwsbrief")


def test_somebody_without_a_tick_is_unsubscribed_and_gets_a_goodbye(client, url, subscription):
    client.post(url, {})
    assert not Subscription.objects.active().exists()
    assert Notice.objects.get().kind == Notice.Kind.GOODBYE


def test_who_unticks_one_series_and_keeps_another_gets_no_goodbye(client, url, subscription):
    kept = SubscriptionFactory(
        subscriber=subscription.subscriber, series=SeriesFactory(slug="andere")
    )
    client.post(url, {"reeks": [kept.series_id]})
    assert list(Subscription.objects.active()) == [kept]
    assert not Notice.objects.exists()


def test_who_unticks_every_series_gets_one_goodbye_that_names_them(client, url, subscription):
    other = SubscriptionFactory(
        subscriber=subscription.subscriber, series=SeriesFactory(slug="andere")
    )
    client.post(url, {})
    assert not Subscription.objects.active().exists()
    assert set(Notice.objects.get().series_ids) == {subscription.series_id, other.series_id}


def test_saving_the_same_changes_nothing(client, url, subscription):
    client.post(url, {"reeks": [subscription.series_id]})
    assert not ConsentEvent.objects.exists()
    assert Subscription.objects.get().activated_at == subscription.activated_at


def test_saving_leaves_alone_what_still_waits_for_the_click_in_a_mail(client, url, subscription):
    other = SeriesFactory(slug="andere")
    request_subscription("jan@example.be", [other], "nl")
    client.post(url, {"reeks": [subscription.series_id]})
    client.post(url, {})
    withdrawn = ConsentEvent.objects.get(action=ConsentEvent.Action.WITHDRAWN)
    assert withdrawn.series == subscription.series
    client.post(confirm_url(subscription.subscriber_id))
    assert list(Subscriber.objects.mailable(other)) == [subscription.subscriber]


def test_somebody_who_only_waits_and_saves_gets_no_goodbye(client):
    waits = SubscriptionFactory(pending=True)
    client.post(preferences_url(waits.subscriber_id), {})
    waits.refresh_from_db()
    assert waits.state == Subscription.State.PENDING
    assert not Notice.objects.exists()


def test_who_is_subscribed_but_must_not_be_mailed_comes_back_by_saving(client, url, subscription):
    suppress_address("jan@example.be", Suppression.Reason.UNSUBSCRIBED)
    client.post(url, {"reeks": [subscription.series_id]})
    assert list(Subscriber.objects.mailable(subscription.series)) == [subscription.subscriber]
    assert ConsentEvent.objects.get().action == ConsentEvent.Action.CONFIRMED


def test_who_must_not_be_mailed_and_wants_nothing_stays_so(client, url, subscription):
    suppress_address("jan@example.be", Suppression.Reason.UNSUBSCRIBED)
    client.post(url, {})
    assert not Subscription.objects.active().exists()
    assert Suppression.objects.of("jan@example.be").exists()


def test_somebody_chooses_a_language_of_the_site(client, url, subscription):
    Locale.objects.create(language_code="en")
    client.post(url, {"reeks": [subscription.series_id], "taal": "en"})
    assert Subscriber.objects.get().language == "en"
    assert ConsentEvent.objects.get().action == ConsentEvent.Action.LANGUAGE


def test_a_language_is_called_as_its_speakers_call_it(client, url):
    Locale.objects.create(language_code="fr")
    Subscriber.objects.update(language="en")
    html = BeautifulSoup(client.get(url).content, "html.parser")
    names = [option.get_text() for option in html.select("select[name=taal] option")]
    assert names == ["Nederlands", "Français", "English"]


def test_an_unknown_series_or_language_is_refused(client, url):
    Locale.objects.create(language_code="en")
    assert client.post(url, {"reeks": ["99999"], "taal": "xx"}).status_code == 422
    assert client.post(url, {"reeks": ["x"]}).status_code == 422


def test_somebody_takes_along_what_the_site_knows(client, url, subscription):
    ConsentEventFactory(
        subscriber=subscription.subscriber, series=subscription.series, wording="Ja, graag."
    )
    data = client.get(f"{url}json/").json()
    assert data["email"] == "jan@example.be"
    assert data["subscriptions"][0]["state"] == "active"
    assert data["consent"][0]["wording"] == "Ja, graag."
    text = client.get(f"{url}csv/").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert ["E-mailadres", "", "", "", "jan@example.be"] in rows
    assert rows[-1][-1] == "Ja, graag."


def test_erasing_leaves_nothing_but_the_keyed_hash(client, url, subscription, home):
    """Every column of every table is read for the address."""
    from django.apps import apps

    issue = NewsletterIssuePageFactory(parent=NewsletterIndexPageFactory(parent=home))
    DeliveryFactory(
        mailing=MailingFactory(issue=issue),
        subscriber=subscription.subscriber,
        state="refused",
        answer="550 5.1.1 <jan@example.be>: user unknown",
    )
    ConsentEventFactory(subscriber=subscription.subscriber)
    SubscriberImport.objects.create(
        kind="own", text="piet.jan@example.be;Piet\njan@example.be;Jan\n"
    )
    assert client.get(f"{url}wissen/").status_code == 200
    assert client.post(f"{url}wissen/").status_code == 200
    send_notices()
    for model in apps.get_models():
        for row in model._default_manager.values():
            for value in row.values():
                assert "jan@example.be" not in str(value).replace("piet.jan@example.be", "")
    assert Suppression.objects.get().address_hash == hash_address("jan@example.be")
    assert not ConsentEvent.objects.exists()
    assert "piet.jan" in SubscriberImport.objects.get().text


@pytest.mark.parametrize(("say_goodbye", "kinds"), [(True, ["erased"]), (False, [])])
def test_of_what_still_had_to_be_mailed_to_who_is_erased_nothing_goes(
    subscription, say_goodbye, kinds
):
    notify(subscription.subscriber, Notice.Kind.WELCOME)
    notify(subscription.subscriber, Notice.Kind.PREFERENCES)
    notify(other := SubscriberFactory(), Notice.Kind.PREFERENCES)
    erase(subscription.subscriber, say_goodbye=say_goodbye)
    of_erased = Notice.objects.filter(email="jan@example.be")
    assert list(of_erased.values_list("kind", flat=True)) == kinds
    assert Notice.objects.filter(email=other.email).exists()


def test_a_second_click_on_erasing_says_and_counts_nothing_more(subscription, mailoutbox):
    """By a process that had read the person already."""
    same = Subscriber.objects.get()
    for subscriber in (subscription.subscriber, same):
        erase(subscriber)
        send_notices()
    assert len(mailoutbox) == 1
    assert GrowthCount.objects.get().left == 1


@pytest.mark.parametrize(
    "written",
    ["jan@xn--caf-dma.be", "jan@caf\u00e9.be", "JAN@CAF\u00c9.be", "jan@cafe\u0301.be"],
)
def test_a_domain_with_accents_is_forgotten_however_a_list_writes_it(written, db):
    subscriber = SubscriberFactory(email="jan@caf\u00e9.be")
    waiting = SubscriberImport.objects.create(
        kind="own", text=f"{written};Jan\npiet@caf\u00e9.be;Piet\n"
    )
    erase(subscriber)
    waiting.refresh_from_db()
    assert waiting.text == "piet@caf\u00e9.be;Piet\n"


def test_after_erasing_the_link_works_no_more(client, url, subscription):
    client.post(f"{url}wissen/")
    assert client.get(url).status_code == 410


def test_whoever_was_erased_and_signs_up_again_is_back(subscription):
    erase(subscription.subscriber)
    request_subscription("jan@example.be", [subscription.series], "nl")
    assert not Subscriber.objects.mailable(subscription.series).exists()
    confirm(Subscriber.objects.get())
    assert Subscriber.objects.mailable(subscription.series).exists()
