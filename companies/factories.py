"""Companies and the lists behind the guide, for tests and for the demo site."""

import factory
import wagtail_factories
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Locale

from companies.models import (
    Activity,
    CompanyActivity,
    CompanyIndexPage,
    CompanyLocation,
    CompanyPage,
    CompanyStatus,
    CpvCode,
    Municipality,
    ProfileCheck,
)


class MunicipalityFactory(DjangoModelFactory):
    name = "Temse"
    slug = "temse"

    class Meta:
        model = Municipality
        django_get_or_create = ("slug",)


class CpvCodeFactory(DjangoModelFactory):
    code = "77310000"
    label = "Beplanten en onderhouden van groengebieden"

    class Meta:
        model = CpvCode
        django_get_or_create = ("code",)


class ActivityFactory(DjangoModelFactory):
    name = "Groenonderhoud"
    slug = "groenonderhoud"
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = Activity
        django_get_or_create = ("slug", "locale")


class CompanyIndexPageFactory(wagtail_factories.PageFactory):
    title = "Bedrijven"
    summary = "Wie in het Waasland kan jouw opdracht uitvoeren?"

    class Meta:
        model = CompanyIndexPage


class CompanyPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence("Werkplaats {}".format)
    summary = "Verpakken, monteren en groenonderhoud."

    class Meta:
        model = CompanyPage


class CompanyActivityFactory(DjangoModelFactory):
    activity = factory.SubFactory(ActivityFactory)
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = CompanyActivity


class CompanyStatusFactory(DjangoModelFactory):
    name = "maatwerkbedrijf"
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = CompanyStatus


class CompanyLocationFactory(DjangoModelFactory):
    name = "Hoofdzetel"
    municipality = factory.SubFactory(MunicipalityFactory)
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = CompanyLocation


class ProfileCheckFactory(DjangoModelFactory):
    """A question that waits for an answer."""

    company = factory.SubFactory(CompanyPageFactory)
    email = factory.LazyAttribute(lambda check: check.company.email or "verkoop@example.be")

    class Meta:
        model = ProfileCheck

    class Params:
        answered = factory.Trait(
            state=ProfileCheck.State.ANSWERED, answered_at=factory.LazyFunction(timezone.now)
        )
