"""Who is known, by which address, and who may be mailed."""

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale

from newsletter.factories import (
    ConsentEventFactory,
    SeriesFactory,
    SubscriberFactory,
    SubscriptionFactory,
)
from newsletter.models import ConsentEvent, Series, Subscriber, Subscription, Suppression
from newsletter.subscribers.addresses import (
    hash_address,
    is_address,
    normalize_address,
    ways_to_write,
)

pytestmark = pytest.mark.django_db


def suppress(address, reason=Suppression.Reason.ERASED):
    return Suppression.objects.create(address_hash=hash_address(address), reason=reason)


# Addresses


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Jan@Example.BE", "jan@example.be"),
        ("  jan@example.be\n", "jan@example.be"),
        ("jan@bücher.example", "jan@xn--bcher-kva.example"),
        ("jan@BÜCHER\u3002example", "jan@xn--bcher-kva.example"),
        ("jan@\uff45xample.be", "jan@example.be"),
        # Another domain than strasse.de, with another owner: IDNA 2008.
        ("jan@straße.de", "jan@xn--strae-oqa.de"),
        ("jan@xn--strae-oqa.de", "jan@xn--strae-oqa.de"),
        ("jan@foo_bar.be", "jan@foo_bar.be"),
        ("geen adres", "geen adres"),
        ("jan@" + "a" * 70 + ".be", "jan@" + "a" * 70 + ".be"),
        ("", ""),
    ],
)
def test_an_address_is_written_in_one_way(typed, kept):
    assert normalize_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "user@bar\uff20evil.com",  # an @, a comma and a > in full width
        "a@b.com\uff0cvictim.be",
        "x@\uff1eb.be",
        "jan@☃.example",
        "jan@stra\u200cße.de",
        "jan@" + "é" * 64 + ".be",
        "jan@é..be",
        "\u0131@example.be",
        "j" * 40 + "@" + ".".join(["é" * 50] * 4) + ".be",
        "",
    ],
)
def test_what_dns_cannot_write_is_no_address(typed):
    assert not is_address(normalize_address(typed))


def test_a_domain_that_dns_cannot_write_passes_for_an_address_nowhere():
    """Also not where only Django's own validator is asked, as for a list."""
    for typed in (
        "user@bar\uff20evil.com",
        "a@b.com\uff0cvictim.be",
        "x@\uff1eb.be",
        "jan@☃.example",
    ):
        with pytest.raises(ValidationError):
            validate_email(normalize_address(typed))


@given(st.text(max_size=80))
def test_no_text_can_make_the_writing_of_an_address_fail(text):
    for address in (text, f"jan@{text}", f"jan@{text}.be", f"jan@xn--{text}.be"):
        once = normalize_address(address)
        assert normalize_address(once) == once
        assert once in ways_to_write(address)


@pytest.mark.parametrize("domain", ["bücher.example", "straße.de", "☃.example"])
def test_an_address_is_also_known_as_people_write_it(domain):
    """The last one was taken when the domain was still written by IDNA 2003."""
    in_dns = {"☃.example": "xn--n3h.example"}.get(domain, domain)
    assert f"jan@{domain}" in ways_to_write(f"jan@{in_dns}")


def test_an_address_is_found_however_it_is_written():
    subscriber = SubscriberFactory(email="Jan@Example.be")
    assert Subscriber.objects.get(email="JAN@example.BE") == subscriber
    assert Subscriber.objects.get().email == "jan@example.be"


def test_an_address_is_there_once():
    SubscriberFactory(email="jan@example.be")
    with pytest.raises(IntegrityError):
        SubscriberFactory(email="JAN@example.be")


def test_the_hash_is_written_with_the_address_also_in_bulk():
    Subscriber.objects.bulk_create([Subscriber(email="Jan@example.be")])
    assert Subscriber.objects.get().address_hash == hash_address("jan@example.be")


def test_the_hash_cannot_be_made_without_the_key(settings):
    before = hash_address("jan@example.be")
    settings.ADDRESS_HASH_KEY = "another"
    assert hash_address("jan@example.be") != before


def test_the_hash_stays_when_the_secret_key_changes(settings):
    before = hash_address("jan@example.be")
    settings.SECRET_KEY = "another"
    assert hash_address("jan@example.be") == before


# Who may be mailed


def test_only_active_subscriptions_are_mailed():
    series = SeriesFactory()
    active = SubscriptionFactory(series=series)
    SubscriptionFactory(series=series, pending=True)
    SubscriptionFactory(series=series, ended=True)
    SubscriptionFactory(series=SeriesFactory(slug="andere"))
    assert list(Subscriber.objects.mailable(series)) == [active.subscriber]


def test_a_suppressed_address_is_not_mailed():
    subscription = SubscriptionFactory()
    suppress(subscription.subscriber.email.upper())
    assert not Subscriber.objects.mailable(subscription.series).exists()
    assert list(Subscriber.objects.suppressed()) == [subscription.subscriber]


def test_somebody_is_mailed_once_whatever_the_translation_subscribed_to():
    series = SeriesFactory()
    french = series.copy_for_translation(Locale.objects.get_or_create(language_code="fr")[0])
    french.save()
    subscriber = SubscriptionFactory(series=series).subscriber
    SubscriptionFactory(series=french, subscriber=subscriber)
    other = SubscriptionFactory(series=french).subscriber
    for translation in (series, french):
        assert set(Subscriber.objects.mailable(translation)) == {subscriber, other}
        assert Subscriber.objects.mailable(translation).count() == 2


def test_who_may_be_mailed_is_one_query(django_assert_num_queries):
    subscription = SubscriptionFactory()
    with django_assert_num_queries(1):
        list(Subscriber.objects.mailable(subscription.series).values_list("pk", "language"))


def test_of_a_series_with_translations_people_subscribe_to_the_oldest():
    series = SeriesFactory()
    series.copy_for_translation(Locale.objects.get_or_create(language_code="fr")[0]).save()
    other = SeriesFactory(slug="andere")
    assert set(Series.objects.originals()) == {series, other}


# What the database refuses


def test_a_person_has_one_subscription_to_a_series():
    subscription = SubscriptionFactory()
    with pytest.raises(IntegrityError):
        SubscriptionFactory(subscriber=subscription.subscriber, series=subscription.series)


@pytest.mark.parametrize("state", [Subscription.State.ACTIVE, Subscription.State.ENDED])
def test_a_state_has_its_moment(state):
    with pytest.raises(IntegrityError):
        SubscriptionFactory(state=state, activated_at=None, ended_at=None)


def test_a_series_with_subscribers_cannot_be_deleted():
    subscription = SubscriptionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        subscription.series.delete()


def test_a_consent_event_cannot_be_changed():
    event = ConsentEventFactory()
    event.wording = "Iets anders"
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        event.save()
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        ConsentEvent.objects.update(wording="Iets anders")
    assert ConsentEvent.objects.get().wording == ""


def test_consent_events_go_with_the_person():
    event = ConsentEventFactory()
    event.subscriber.delete()
    assert not ConsentEvent.objects.exists()
