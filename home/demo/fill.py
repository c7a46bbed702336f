"""Fills the pages of the demo site, once all of them exist and can link to each other."""

import datetime
import zlib

from django.utils import timezone
from django.utils.text import slugify

from companies.factories import (
    CompanyActivityFactory,
    CompanyLocationFactory,
    CompanyStatusFactory,
)
from helpdesk.factories import GlossaryTermFactory
from home.demo.pictures import SCENES, scene_image
from home.demo.stories import Links, story
from news.factories import ThemeFactory
from newsletter.factories import NewsletterItemFactory, RubricFactory

_FRIDAY = 4


class Filler:
    """Turns a row of the example texts into a finished page."""

    def __init__(self, links: Links, places: dict, activities: dict, series: dict):
        self.links = links
        self.places = places
        self.activities = activities
        self.series = series

    def fill(self, kind: str, page, row: dict) -> None:
        """Give the page its content and publish it."""
        getattr(self, kind)(page, row)
        page.save_revision().publish()

    def standard(self, page, row: dict) -> None:
        page.summary = row["summary"]
        page.keywords = row.get("keywords", "")
        page.body = story(row["body"], self.links)

    def index(self, page, row: dict) -> None:
        page.summary = row["summary"]
        if "intro_html" in row:
            page.intro = self.links.rich_text(row["intro_html"])

    def statement(self, page, row: dict) -> None:
        for name, value in row.items():
            if name not in {"path", "title"}:
                setattr(page, name, value)

    def glossary(self, page, row: dict) -> None:
        self.index(page, row["page"])
        page.terms = [
            GlossaryTermFactory.build(
                term=term["term"],
                explanation=self.links.rich_text(term["html"]),
                former_names=", ".join(term["former_names"]),
                other_names=", ".join(term["other_names"]),
                locale=page.locale,
                sort_order=order,
            )
            for order, term in enumerate(row["term"])
        ]

    def news(self, page, row: dict) -> None:
        self._illustrated(page, row)
        page.date = row["date"]
        page.themes = [ThemeFactory(name=name, slug=slugify(name)) for name in row["themes"]]
        page.companies = self._companies(row)

    def case(self, page, row: dict) -> None:
        self._illustrated(page, row)
        page.date = row["date"]
        page.buyer = row["buyer"]
        page.instrument = row["instrument"]
        page.municipality = self.places.get(row["municipality"])
        page.activities = [self.activities[slug] for slug in row["activities"]]
        page.companies = self._companies(row)

    def event(self, page, row: dict) -> None:
        self._illustrated(page, row)
        day = _working_day(timezone.localdate() + datetime.timedelta(days=row["in_days"]))
        start = datetime.datetime.combine(day, datetime.time.fromisoformat(row["start"]))
        page.starts_at = timezone.make_aware(start)
        page.ends_at = page.starts_at + datetime.timedelta(hours=row["hours"])
        page.venue, page.address = row["venue"], row["address"]
        page.is_online = row["online"]
        page.status, page.status_note = row["status"], row["status_note"]
        page.audience = row["audience"]
        if row["registration"]:
            page.registration_url = f"https://www.example.be/inschrijven/{page.slug}"
            page.registration_deadline = page.starts_at - datetime.timedelta(
                days=row["registration_days_before"]
            )
        page.companies = self._companies(row)

    def company(self, page, row: dict) -> None:
        self._illustrated(page, row)
        page.former_names = ", ".join(row["former_names"])
        page.part_of_id = self._page_id("bedrijven", row["part_of"])
        page.eligibility = row["eligibility"]
        page.eligibility_checked_on = _not_ahead(row["eligibility_checked"])
        page.checked_on = _not_ahead(row["checked_on"])
        page.working_area = [self.places[slug] for slug in row["working_area"]]
        for name in ("contact_role", "email", "phone", "website"):
            setattr(page, name, row[name])
        page.staff_count, page.staff_year = row.get("staff_count"), row.get("staff_year")
        page.labels = ", ".join(row["labels"])
        if row["status"]:
            page.statuses = [
                CompanyStatusFactory.build(name=row["status"], since=row.get("status_since"))
            ]
        page.activity_rows = [
            CompanyActivityFactory.build(
                activity=self.activities[activity["slug"]],
                own_words=activity["own_words"],
                delivery=activity["delivery"],
            )
            for activity in row["activities"]
        ]
        page.locations = [
            CompanyLocationFactory.build(
                **{**location, "municipality": self.places.get(location["municipality"])}
            )
            for location in row["locations"]
        ]

    def issue(self, page, row: dict) -> None:
        page.summary = row["summary"]
        page.series = self.series[row["series"]]
        page.date = row["date"]
        page.number = row.get("number")
        page.intro = self.links.rich_text(row["intro"])
        page.items = [
            NewsletterItemFactory.build(
                headline=item["headline"],
                body=self.links.rich_text(item["body"]),
                rubric=RubricFactory(name=item["rubric"], slug=slugify(item["rubric"])),
                page_id=self.links.page_id(item["page"]) if item.get("page") else None,
                locale=page.locale,
                sort_order=order,
            )
            for order, item in enumerate(row["item"])
        ]

    def _illustrated(self, page, row: dict) -> None:
        page.summary = row["summary"]
        page.body = story(row["body"], self.links)
        scenes = list(SCENES)
        page.image = scene_image(scenes[zlib.crc32(page.slug.encode()) % len(scenes)])

    def _companies(self, row: dict) -> list[int]:
        return [self._page_id("bedrijven", slug) for slug in row["companies"]]

    def _page_id(self, section: str, slug: str) -> int | None:
        return self.links.page_id(f"/{section}/{slug}/") if slug else None


def _working_day(day: datetime.date) -> datetime.date:
    """This day, or the Monday after it: nobody invites buyers on a Sunday."""
    return day + datetime.timedelta(days=7 - day.weekday() if day.weekday() > _FRIDAY else 0)


def _not_ahead(day: datetime.date | None) -> datetime.date | None:
    """This day, or today on a machine whose clock is behind: nobody checks in the future."""
    return min(day, timezone.localdate()) if day else None
