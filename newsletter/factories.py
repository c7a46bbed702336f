"""Series, issues, items and subscribers for tests and for the demo site."""

import datetime

import factory
import wagtail_factories
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Locale

from newsletter.models import (
    ConsentEvent,
    NewsletterIndexPage,
    NewsletterIssuePage,
    NewsletterItem,
    Rubric,
    Series,
    Subscriber,
    Subscription,
)


class SeriesFactory(DjangoModelFactory):
    name = "Waas maatwerknieuws"
    slug = "waas-maatwerknieuws"
    started_on = datetime.date(2015, 4, 1)
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = Series
        django_get_or_create = ("slug", "locale")


class RubricFactory(DjangoModelFactory):
    name = "Tip"
    slug = "tip"
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = Rubric
        django_get_or_create = ("slug", "locale")


class NewsletterIndexPageFactory(wagtail_factories.PageFactory):
    title = "Nieuwsbrief"

    class Meta:
        model = NewsletterIndexPage


class NewsletterItemFactory(DjangoModelFactory):
    """An item; build it and pass it to an issue, or create it with `issue=`."""

    headline = "Begin bij een perceel"
    body = "<p>Een perceel is genoeg om te beginnen.</p>"
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = NewsletterItem


class NewsletterIssuePageFactory(wagtail_factories.PageFactory):
    """An issue; `items=[...]` takes unsaved items."""

    title = factory.Sequence("Waas maatwerknieuws {}".format)
    summary = "Vier berichten uit de sociale economie."
    date = datetime.date(2025, 2, 11)
    series = factory.SubFactory(SeriesFactory)

    class Meta:
        model = NewsletterIssuePage


class SubscriberFactory(DjangoModelFactory):
    """Somebody without subscriptions."""

    email = factory.Sequence("lezer{}@example.be".format)

    class Meta:
        model = Subscriber


class SubscriptionFactory(DjangoModelFactory):
    """An active subscription; `pending=True` or `ended=True` for another state."""

    subscriber = factory.SubFactory(SubscriberFactory)
    series = factory.SubFactory(SeriesFactory)
    state = Subscription.State.ACTIVE
    activated_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = Subscription

    class Params:
        pending = factory.Trait(state=Subscription.State.PENDING, activated_at=None)
        ended = factory.Trait(
            state=Subscription.State.ENDED,
            ended_at=factory.LazyFunction(timezone.now),
            end_reason=Subscription.EndReason.UNSUBSCRIBED,
        )


class ConsentEventFactory(DjangoModelFactory):
    """That somebody confirmed."""

    subscriber = factory.SubFactory(SubscriberFactory)
    action = ConsentEvent.Action.CONFIRMED
    source = ConsentEvent.Source.MAIL

    class Meta:
        model = ConsentEvent
