"""News for tests and for the demo site."""

import datetime

import factory
import wagtail_factories
from factory.django import DjangoModelFactory
from wagtail.models import Locale

from news.models import NewsIndexPage, NewsPage, Theme


class ThemeFactory(DjangoModelFactory):
    name = "Wetgeving"
    slug = "wetgeving"
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = Theme
        django_get_or_create = ("slug", "locale")


class NewsIndexPageFactory(wagtail_factories.PageFactory):
    title = "Nieuws"
    summary = "Wat er gebeurt in de sociale economie van het Waasland."

    class Meta:
        model = NewsIndexPage


class NewsPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence("Nieuwe gids voor aankopers {}".format)
    summary = "De gids is klaar."
    date = datetime.date(2025, 3, 14)

    class Meta:
        model = NewsPage
