"""Series, issues, items and subscribers for tests and for the demo site."""

import datetime

import factory
import wagtail_factories
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Locale

from newsletter.models import (
    ConsentEvent,
    Delivery,
    Mailing,
    MailingContent,
    NewsletterIndexPage,
    NewsletterIssuePage,
    NewsletterItem,
    Rubric,
    Series,
    Subscriber,
    Subscription,
)
from newsletter.rendering.mail import PERSONAL_LINKS, RenderedMail


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


def rendered_mail(language: str = "nl", **fields) -> RenderedMail:
    """A small mail as the rendering makes them, with both personal links."""
    links = PERSONAL_LINKS
    defaults = {
        "subject": "Waas maatwerknieuws: één bericht",
        "html": f'<h1>Nieuws</h1><p><a href="{links["preferences"]}">Voorkeuren</a>'
        f' <a href="{links["unsubscribe"]}">Uitschrijven</a></p>',
        "text": f"Nieuws\n\n{links['preferences']}\n{links['unsubscribe']}\n",
        "preview": "Eén bericht uit de sociale economie.",
    }
    return RenderedMail(language=language, **{**defaults, **fields})


class MailingFactory(DjangoModelFactory):
    """A mailing of `issue=` that is due, with a mail in Dutch; nothing is prepared yet."""

    series = factory.SelfAttribute("issue.series")
    send_at = factory.LazyFunction(timezone.now)
    content = factory.RelatedFactory(
        "newsletter.factories.MailingContentFactory", factory_related_name="mailing"
    )

    class Meta:
        model = Mailing
        skip_postgeneration_save = True


class MailingContentFactory(DjangoModelFactory):
    """The frozen mail of a mailing in one language."""

    language = "nl"
    subject = factory.LazyAttribute(lambda row: rendered_mail(row.language).subject)
    html = factory.LazyAttribute(lambda row: rendered_mail(row.language).html)
    text = factory.LazyAttribute(lambda row: rendered_mail(row.language).text)
    sha256 = factory.LazyAttribute(
        lambda row: RenderedMail(row.language, row.subject, row.html, row.text).sha256
    )

    class Meta:
        model = MailingContent


class DeliveryFactory(DjangoModelFactory):
    """A mail of `mailing=` to an active subscriber of its series."""

    subscriber = factory.LazyAttribute(
        lambda row: SubscriptionFactory(series=row.mailing.series).subscriber
    )
    content = factory.LazyAttribute(lambda row: row.mailing.contents.first())
    token = factory.Sequence("{:020x}".format)

    class Meta:
        model = Delivery
