"""A company in the guide, or a part of one that buyers deal with by itself."""

from collections.abc import Iterator

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms import frame
from cms.blocks import StoryBlock
from cms.fields import StoryField
from cms.models import BasePage
from cms.searchable import SearchEntry, split_names
from cms.telephone import validate_telephone
from companies.appearances import appearances
from companies.forms import CompanyForm
from companies.models.number import normalise_company_number
from companies.models.rows import CompanyLocation, CompanyStatus
from companies.models.staff import staff_errors
from companies.querysets import CompanyManager


class CompanyPage(BasePage):
    """A profile that answers: can they do my job, may I reserve it, whom do I call.

    A company, a division and a shop are pages of the same kind: the legal status and
    the eligibility belong to the unit and may differ within one company.
    """

    class Eligibility(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        ASK = "ask", _("Ask the company")

    parent_page_types = ["companies.CompanyIndexPage"]
    subpage_types = []
    page_description = _("The profile of a company, or of a part of it.")

    part_of = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="parts",
        help_text=_("The company that this division, shop or service belongs to."),
    )
    former_names = models.CharField(
        _("former and other names"),
        max_length=500,
        blank=True,
        help_text=_("Separated by commas. Visitors see them, and search finds them."),
    )
    company_number = models.CharField(
        _("company number"), max_length=20, blank=True, help_text=_("For example 0123.456.749.")
    )
    eligibility = models.CharField(
        _("may work be reserved for them"),
        max_length=3,
        choices=Eligibility.choices,
        default=Eligibility.ASK,
        help_text=_("Article 15 of the law of 17 June 2016 on public procurement."),
    )
    eligibility_checked_on = models.DateField(_("checked on"), null=True, blank=True)
    works_everywhere = models.BooleanField(_("works in the whole region"), default=False)
    working_area = ParentalManyToManyField(
        "companies.Municipality",
        verbose_name=_("working area"),
        blank=True,
        related_name="+",
        help_text=_("Where they come to work; not where they are."),
    )
    contact_role = models.CharField(
        _("whom to ask for"),
        max_length=100,
        blank=True,
        help_text=_("A service or a role, not a person: “Verkoop en offertes”."),
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    website = models.URLField(_("website"), blank=True)
    staff_count = models.PositiveIntegerField(_("number of staff"), null=True, blank=True)
    staff_year = models.PositiveIntegerField(_("counted in the year"), null=True, blank=True)
    labels = models.CharField(
        _("labels and certificates"),
        max_length=500,
        blank=True,
        help_text=_("Separated by commas."),
    )
    checked_on = models.DateField(
        _("profile last checked on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody last asked the company whether this is right."),
    )
    body = StoryField(StoryBlock(), verbose_name=_("body"), blank=True)

    base_form_class = CompanyForm

    objects = CompanyManager()

    search_kind = "bedrijf"

    content_panels = [
        *BasePage.content_panels,
        InlinePanel("activity_rows", heading=_("Activities"), label=_("Activity")),
        "body",
        "former_names",
        PageChooserPanel("part_of", "companies.CompanyPage"),
    ]
    buyer_panels = [
        MultiFieldPanel(
            [FieldRowPanel(["eligibility", "eligibility_checked_on"])],
            heading=_("Reserved contracts"),
        ),
        InlinePanel("statuses", heading=_("Legal status"), label=_("Legal status")),
        MultiFieldPanel(
            [
                "works_everywhere",
                FieldPanel("working_area", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("Working area"),
        ),
        "company_number",
        "labels",
        FieldRowPanel(["staff_count", "staff_year"]),
    ]
    contact_panels = [
        MultiFieldPanel(["contact_role", "email", "phone", "website"], heading=_("Contact")),
        InlinePanel("locations", heading=_("Locations"), label=_("Location")),
        "checked_on",
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(buyer_panels, heading=_("For buyers")),
            ObjectList(contact_panels, heading=_("Contact and places")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(BasePage.settings_panels, heading=_("Settings")),
        ]
    )
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("former_names"),
        index.SearchField("body"),
    ]

    # What a company is called, and its numbers, are the same in every language.
    override_translatable_fields = [
        SynchronizedField("working_area", overridable=False),
        SynchronizedField("company_number", overridable=False),
        SynchronizedField("phone"),
        SynchronizedField("former_names"),
    ]

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")

    def clean(self):
        super().clean()
        errors = staff_errors({"staff_count": self.staff_count, "staff_year": self.staff_year})
        if self.company_number:
            try:
                self.company_number = normalise_company_number(self.company_number)
            except ValidationError as error:
                errors["company_number"] = error
        try:
            validate_telephone(self.phone)
        except ValidationError as error:
            errors["phone"] = error
        for name in ("checked_on", "eligibility_checked_on"):
            day = getattr(self, name)
            if day and day > timezone.localdate():
                errors[name] = _("This day is in the future.")
        if self.part_of_id and self._is_its_own_whole():
            errors["part_of"] = _("A company cannot be a part of itself.")
        if errors:
            raise ValidationError(errors)

    def _is_its_own_whole(self) -> bool:
        seen = {self.pk}
        whole = self.part_of
        while whole is not None:
            if whole.pk in seen:
                return True
            seen.add(whole.pk)
            whole = whole.part_of
        return False

    @property
    def names(self) -> list[str]:
        """The former and other names, one by one."""
        return split_names(self.former_names)

    @property
    def label_list(self) -> list[str]:
        return split_names(self.labels)

    @property
    def current_status(self) -> CompanyStatus | None:
        """The legal status that holds today: the latest of those that have begun."""
        today = timezone.localdate()
        begun = [one for one in self.statuses.all() if one.since is None or one.since <= today]
        statuses = sorted(begun, key=lambda status: status.since_key)
        return statuses[-1] if statuses else None

    @property
    def places(self) -> list[CompanyLocation]:
        """The locations that say where they are; older ones may be empty."""
        return [location for location in self.locations.all() if not location.is_empty]

    @property
    def whole(self) -> "CompanyPage | None":
        """The company that this is a part of, in the language in use; None while it is hidden."""
        return frame.public_version(self.part_of)

    @property
    def visible_parts(self):
        """The divisions, shops and services of this company that anybody may read about."""
        if not self.pk:
            return []
        # A translation is a part of the Dutch page, as the page chooser keeps it.
        parts = CompanyPage.objects.filter(
            part_of__translation_key=self.translation_key, locale=self.locale
        )
        return parts.live().public().by_name()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["appearances"] = appearances(self)
        return context

    def search_entries(self) -> Iterator[SearchEntry]:
        rows = list(self.activity_rows.all())
        places = [location.municipality for location in self.locations.all()]
        places = [place for place in places if place]
        area = list(self.working_area.all())
        # Whatever the language of the moment: `whole` would make another document in each.
        public_whole = frame.public([self.part_of] if self.part_of else [])
        words = [
            *split_names(self.former_names),
            *(word for row in rows for word in (*row.activity.search_words, row.own_words)),
            *(place.name for place in [*places, *area]),
            *(status.name for status in self.statuses.all()),
        ]
        yield SearchEntry(
            kind=self.search_kind,
            title=self.title,
            body=f"{self.summary} {self.get_body_text()}".strip(),
            municipality=", ".join(dict.fromkeys(place.name for place in places)),
            keywords=tuple(dict.fromkeys(words)),
            parent_title="".join(whole.title for whole in public_whole),
        )

    def structured_data(self, request):
        """https://schema.org/LocalBusiness"""
        whole = self.whole
        data = {"@type": "LocalBusiness", "name": self.title, "description": self.summary}
        optional = {
            "alternateName": self.names,
            "telephone": self.phone,
            "email": self.email,
            "sameAs": self.website,
            "parentOrganization": whole and {"@type": "Organization", "name": whole.title},
            "address": [location.postal_address() for location in self.places],
        }
        return data | {key: value for key, value in optional.items() if value}
