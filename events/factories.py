"""Events for tests and for the demo site."""

import datetime

import factory
import wagtail_factories
from django.utils import timezone

from events.models import EventIndexPage, EventPage


class EventIndexPageFactory(wagtail_factories.PageFactory):
    title = "Agenda"
    summary = "Vormingen, bezoeken en ontmoetingen."

    class Meta:
        model = EventIndexPage


class EventPageFactory(wagtail_factories.PageFactory):
    """An event next week, from nine to twelve; `ends_at` follows `starts_at`."""

    title = factory.Sequence("Vorming voorbehouden opdrachten {}".format)
    summary = "Een voormiddag over voorbehouden opdrachten."
    starts_at = factory.LazyFunction(
        lambda: (
            timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
            + datetime.timedelta(days=7)
        )
    )
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + datetime.timedelta(hours=3))
    venue = "Lamstraat 113"

    class Meta:
        model = EventPage
