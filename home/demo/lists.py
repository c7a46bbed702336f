"""The lists behind the demo site: places, activities, series and rules."""

import datetime

from companies.factories import (
    ActivityFactory,
    CpvCodeFactory,
    MunicipalityFactory,
    ProfileCheckFactory,
)
from companies.models import Activity, CompanyPage, CpvCode, Municipality
from helpdesk.factories import LegalRuleFactory
from helpdesk.models import LegalRule
from home.demo.content import load
from home.demo.stories import Links
from newsletter.factories import (
    ConsentEventFactory,
    SeriesFactory,
    SubscriberFactory,
    SubscriptionFactory,
)
from newsletter.models import Series, Subscriber
from newsletter.subscribers import wording

READERS = 8
ANSWER = "Dit is een voorbeeld van een antwoord. Niemand bij W-green schreef het."


def build_places() -> dict[str, Municipality]:
    """The municipalities by slug."""
    return {
        row["slug"]: MunicipalityFactory(
            slug=row["slug"],
            name=row["name"],
            former_names=", ".join(row["former_names"]),
            parts=", ".join(row["parts"]),
            also_known_as=", ".join(row.get("also_known_as", [])),
            in_region=row["in_region"],
            latitude=row.get("latitude"),
            longitude=row.get("longitude"),
        )
        for row in load("municipalities")["municipality"]
    }


def build_activities() -> dict[str, Activity]:
    """The activities by slug, with their CPV codes."""
    data = load("activities")
    codes: dict[str, CpvCode] = {
        row["code"]: CpvCodeFactory(code=row["code"], label=row["label"]) for row in data["cpv"]
    }
    activities = {}
    for row in data["activity"]:
        activity = ActivityFactory(
            slug=row["slug"],
            name=row["name"],
            description=row["description"],
            plain_words=", ".join(row["plain_words"]),
        )
        if not activity.cpv_codes.exists():
            activity.cpv_codes = [codes[code] for code in row["cpv"]]
            activity.save()
        activities[row["slug"]] = activity
    return activities


def build_series() -> dict[str, Series]:
    """The two series of the newsletter by slug."""
    helpdesk = SeriesFactory(
        slug="helpdesk-duurzame-overheidsaankopen",
        name="Helpdesk Duurzame Overheidsaankopen inspireert",
        description="Tips, praktijkvoorbeelden en kort nieuws voor wie aankoopt.",
        started_on=datetime.date(2012, 2, 1),
        ended_on=datetime.date(2015, 3, 31),
    )
    maatwerk = SeriesFactory(
        slug="waas-maatwerknieuws",
        name="Waas maatwerknieuws",
        description="Nieuws over de maatwerkbedrijven van het Waasland.",
        started_on=datetime.date(2015, 4, 1),
        predecessor=helpdesk,
    )
    return {series.slug: series for series in (helpdesk, maatwerk)}


def build_readers(series: Series) -> None:
    """A few readers of a series, if there are none at all: addresses that nobody has."""
    if Subscriber.objects.exists():
        return
    for number in range(1, READERS + 1):
        person = SubscriberFactory(email=f"lezer{number}@example.be")
        SubscriptionFactory(subscriber=person, series=series)
        ConsentEventFactory(
            subscriber=person,
            series=series,
            wording=wording.consent_wording(),
            wording_version=wording.VERSION,
        )


def build_rules(links: Links) -> None:
    """The rules that changed; their pages must exist already."""
    for row in load("rules")["rule"]:
        if not LegalRule.objects.filter(title=row["title"]).exists():
            LegalRuleFactory(
                title=row["title"],
                valid_from=row["valid_from"],
                notice=row["notice"],
                page_id=links.page_id(row["link_path"]),
                words=", ".join(row["words"]),
            )


def build_answer(company: CompanyPage) -> None:
    """What a company answered to the yearly question, for an editor to look at."""
    row = company.activity_rows.first()
    if row is None or company.checks.exists():
        return
    words = f"{row.own_words}, hagen scheren"
    ProfileCheckFactory(
        company=company,
        answered=True,
        changes=[
            {"name": "phone", "before": company.phone, "after": "03 780 52 00"},
            {
                "name": f"own_words-{row.translation_key.hex}",
                "before": row.own_words,
                "after": words,
            },
        ],
        remark=ANSWER,
    )


def build_question(company: CompanyPage) -> None:
    """The yearly question, which waits for the answer of that company."""
    if not company.checks.exists():
        ProfileCheckFactory(company=company)
