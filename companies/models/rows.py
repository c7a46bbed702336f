"""The rows on a company page: what it does, what it is by law and where it can be found."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField


class CompanyActivity(TranslatableMixin, Orderable):
    """An activity of a company, in its own words."""

    class Delivery(models.TextChoices):
        ON_SITE = "on_site", _("At your place")
        WORKSHOP = "workshop", _("In the workshop")
        BOTH = "both", _("At your place or in the workshop")

    company = ParentalKey(
        "companies.CompanyPage", on_delete=models.CASCADE, related_name="activity_rows"
    )
    activity = models.ForeignKey(
        "companies.Activity",
        verbose_name=_("activity"),
        on_delete=models.PROTECT,
        related_name="company_rows",
    )
    own_words = models.CharField(_("in the company's own words"), max_length=255, blank=True)
    delivery = models.CharField(
        _("where the work is done"),
        max_length=10,
        choices=Delivery.choices,
        default=Delivery.BOTH,
    )

    # The field has the name of the model, which tells it from an event.
    panels = [FieldPanel("activity", heading=_("Activity")), "own_words", "delivery"]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("activity of a company")
        verbose_name_plural = _("activities of a company")

    def __str__(self):
        return str(self.activity)


class CompanyStatus(TranslatableMixin, Orderable):
    """What the company was or is by law, since a day."""

    company = ParentalKey(
        "companies.CompanyPage", on_delete=models.CASCADE, related_name="statuses"
    )
    name = models.CharField(
        _("legal status"), max_length=100, help_text=_("For example “maatwerkbedrijf”.")
    )
    since = models.DateField(_("since"), null=True, blank=True)

    panels = ["name", "since"]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("legal status")
        verbose_name_plural = _("legal statuses")

    def __str__(self):
        return self.name

    @property
    def since_key(self) -> str:
        """Sorts by day, with what has no day first."""
        return self.since.isoformat() if self.since else ""


class CompanyLocation(TranslatableMixin, Orderable):
    """An address of the company, with what happens there."""

    company = ParentalKey(
        "companies.CompanyPage", on_delete=models.CASCADE, related_name="locations"
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    purpose = models.CharField(
        _("what happens here"), max_length=150, blank=True, help_text=_("For example “Winkel”.")
    )
    street = models.CharField(_("street and number"), max_length=150, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    municipality = models.ForeignKey(
        "companies.Municipality",
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="locations",
    )
    opening_hours = models.CharField(_("opening hours"), max_length=255, blank=True)

    # An address is written in one way only.
    override_translatable_fields = [SynchronizedField("street"), SynchronizedField("postal_code")]

    panels = [
        FieldRowPanel(["name", "purpose"]),
        "street",
        FieldRowPanel(["postal_code", "municipality"]),
        "opening_hours",
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("location")
        verbose_name_plural = _("locations")

    def __str__(self):
        return self.name or self.street or str(self.municipality or "")

    @property
    def is_empty(self) -> bool:
        """Whether it says neither what it is called nor where it is."""
        return not (self.name or self.street or self.municipality_id)

    def postal_address(self) -> dict:
        """https://schema.org/PostalAddress"""
        return {
            "@type": "PostalAddress",
            "streetAddress": self.street,
            "postalCode": self.postal_code,
            "addressLocality": self.municipality.name if self.municipality else "",
            "addressCountry": "BE",
        }
