"""Events: the agenda and what stands in it."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.blocks import StoryBlock
from cms.fields import StoryField
from cms.listings import paginate, year_parameter
from cms.models import BasePage
from cms.routes import RoutesMixin
from events.calendar import calendar_response
from events.querysets import EventPageManager


class EventIndexPage(RoutesMixin, BasePage):
    """The agenda: what is coming, what has been, and both as a calendar file."""

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.EventPage"]
    page_description = _("The list of coming and past events.")

    class Meta:
        verbose_name = _("agenda")
        verbose_name_plural = _("agendas")

    def get_events(self):
        """Everything that visitors may read in this agenda."""
        return EventPage.objects.child_of(self).visible()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["page_obj"] = paginate(request, self.get_events().upcoming().for_listing())
        return context

    @path("archief/", name="archive")
    def archive(self, request):
        """Past events, latest first, by year."""
        past = self.get_events().past()
        year = year_parameter(request)
        return self.render(
            request,
            context_overrides={
                "is_archive": True,
                "years": past.years(),
                "selected_year": year,
                "page_obj": paginate(request, past.in_year(year).for_listing()),
            },
        )

    @path("kalender/", name="calendar")
    def calendar(self, request):
        """Everything that is coming as iCalendar (RFC 5545)."""
        return calendar_response(self.get_events().upcoming(), self.title, "agenda.ics")


class EventPage(RoutesMixin, BasePage):
    """One event, with a start, an end and a place or a link."""

    class Status(models.TextChoices):
        ON = "on", _("Goes on")
        MOVED = "moved", _("Moved to another day or place")
        CANCELLED = "cancelled", _("Cancelled")
        FULL = "full", _("Full")

    class Audience(models.TextChoices):
        OPEN = "open", _("Open to everybody")
        CLOSED = "closed", _("By invitation only")

    parent_page_types = ["events.EventIndexPage"]
    subpage_types = []
    page_description = _("An event with a day, an hour and a place.")

    starts_at = models.DateTimeField(_("starts at"), db_index=True)
    ends_at = models.DateTimeField(_("ends at"), db_index=True)
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.ON
    )
    status_note = models.CharField(
        _("about the status"),
        max_length=255,
        blank=True,
        help_text=_("For example the old date, or why it is cancelled."),
    )
    audience = models.CharField(
        _("for whom"), max_length=20, choices=Audience.choices, default=Audience.OPEN
    )
    is_online = models.BooleanField(_("online"), default=False)
    venue = models.CharField(
        _("place"), max_length=255, blank=True, help_text=_("The building or the spot.")
    )
    address = models.CharField(
        _("address"), max_length=255, blank=True, help_text=_("Street, number and town.")
    )
    registration_url = models.URLField(_("link to register"), blank=True)
    registration_deadline = models.DateTimeField(_("register until"), null=True, blank=True)
    body = StoryField(StoryBlock(), verbose_name=_("body"), blank=True)
    companies = ParentalManyToManyField(
        "companies.CompanyPage",
        verbose_name=_("companies"),
        blank=True,
        related_name="+",
        help_text=_("The event then stands on the pages of these companies too."),
    )

    objects = EventPageManager()

    search_kind = "activiteit"

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel(["starts_at", "ends_at"]),
                FieldRowPanel(["status", "audience"]),
                "status_note",
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(["is_online", "venue", "address"], heading=_("Where")),
        MultiFieldPanel(
            [FieldRowPanel(["registration_url", "registration_deadline"])],
            heading=_("Registration"),
        ),
        "body",
        FieldPanel("companies", widget=forms.CheckboxSelectMultiple),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("venue"),
        index.SearchField("body"),
        index.FilterField("starts_at"),
    ]

    override_translatable_fields = [SynchronizedField("companies", overridable=False)]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def clean(self):
        super().clean()
        errors = {}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = _("The event must end after it starts.")
        if (
            self.registration_deadline
            and self.ends_at
            and self.registration_deadline > self.ends_at
        ):
            errors["registration_deadline"] = _("Registration closes after the event is over.")
        if errors:
            raise ValidationError(errors)

    @property
    def listing_date(self) -> datetime.date | None:
        return timezone.localdate(self.starts_at) if self.starts_at else None

    @property
    def is_past(self) -> bool:
        return bool(self.ends_at) and self.ends_at < timezone.now()

    @property
    def takes_registrations(self) -> bool:
        """There is room, and it is not too late; how to register may stand in the body."""
        deadline = self.registration_deadline or self.starts_at
        return bool(
            self.status in {self.Status.ON, self.Status.MOVED}
            and deadline
            and deadline > timezone.now()
        )

    @property
    def can_register(self) -> bool:
        """There is a link to register, and it is still possible."""
        return bool(self.registration_url) and self.takes_registrations

    def get_body_text(self) -> str:
        return f"{self.venue} {self.address} {super().get_body_text()}".strip()

    def structured_data(self, request):
        """https://schema.org/Event"""
        statuses = {"cancelled": "EventCancelled", "moved": "EventRescheduled"}
        places = self._schema_places()
        mode = "Online" if self.is_online else "Offline"
        if len(places) > 1:
            mode = "Mixed"
        data = {
            "@type": "Event",
            "name": self.title,
            "description": self.summary,
            "startDate": self.starts_at.isoformat(),
            "endDate": self.ends_at.isoformat(),
            "eventStatus": f"https://schema.org/{statuses.get(self.status, 'EventScheduled')}",
            "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
        }
        if places:
            data["location"] = places if len(places) > 1 else places[0]
        return data

    def _schema_places(self) -> list[dict]:
        """https://schema.org/VirtualLocation and https://schema.org/Place, as far as known."""
        places = []
        if self.is_online:
            places.append({"@type": "VirtualLocation", "url": self.full_url})
        known = {"name": self.venue, "address": self.address}
        if known := {key: value for key, value in known.items() if value}:
            places.append({"@type": "Place", **known})
        return places

    @path("kalender/", name="calendar")
    def calendar(self, request):
        """This event as iCalendar (RFC 5545)."""
        return calendar_response([self], self.title, f"{self.slug}.ics")
