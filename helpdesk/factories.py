"""Practice cases, terms and rules for tests and for the demo site."""

import datetime

import factory
import wagtail_factories
from factory.django import DjangoModelFactory
from wagtail.models import Locale

from helpdesk.models import (
    GlossaryPage,
    GlossaryTerm,
    LegalRule,
    PracticeCasePage,
    PracticeIndexPage,
)


class PracticeIndexPageFactory(wagtail_factories.PageFactory):
    title = "Praktijk"

    class Meta:
        model = PracticeIndexPage


class PracticeCasePageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence("Begraafplaats wordt park {}".format)
    summary = "Hoe een gemeente het onderhoud van een begraafplaats uitbesteedde."
    date = datetime.date(2017, 9, 1)

    class Meta:
        model = PracticeCasePage


class GlossaryPageFactory(wagtail_factories.PageFactory):
    title = "Begrippen"

    class Meta:
        model = GlossaryPage


class GlossaryTermFactory(DjangoModelFactory):
    term = "Maatwerkbedrijf"
    explanation = "<p>Een bedrijf dat werk op maat geeft.</p>"
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = GlossaryTerm


class LegalRuleFactory(DjangoModelFactory):
    title = "Wet van 17 juni 2016"
    valid_from = datetime.date(2017, 6, 30)
    notice = "De wet is sindsdien veranderd."
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = LegalRule
