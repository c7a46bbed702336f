"""What editors set once for the whole site."""

import copy

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import HelpPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from cms import frame
from cms.page_cache.memory import remembered
from cms.telephone import validate_telephone


def other_languages() -> list[tuple[str, str]]:
    """The languages of the site, Dutch left out."""
    return [choice for choice in settings.LANGUAGES if choice[0] != settings.LANGUAGE_CODE]


@register_setting(icon="home", order=100)
class SiteSettings(ClusterableModel, BaseSiteSetting):
    """Who runs the site, how to reach them, and what stands in the footer."""

    organisation = models.CharField(_("organisation"), max_length=255, default="Interwaas")
    street = models.CharField(_("street and number"), max_length=255, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    city = models.CharField(_("town"), max_length=100, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    tagline = models.CharField(
        _("footer text"),
        max_length=255,
        blank=True,
        help_text=_("One sentence that says what this site is."),
    )
    demo_notice = models.CharField(
        _("notice for the whole site"),
        max_length=255,
        blank=True,
        help_text=_("Stands at the top of every page, for example that this is a demo site."),
    )
    security_email = models.EmailField(
        _("e-mail for security reports"),
        blank=True,
        help_text=_("Published in security.txt. Empty: the general e-mail address."),
    )
    security_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page about reporting security problems"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [
        MultiFieldPanel(["organisation", "tagline", "demo_notice"], heading=_("Organisation")),
        MultiFieldPanel(["street", "postal_code", "city", "phone", "email"], heading=_("Contact")),
        HelpPanel(
            content=_(
                "The main menu holds the pages under the home page for which “Show in menus” is"
                " ticked, in the order of the page list."
            ),
            heading=_("Main menu"),
        ),
        InlinePanel("translations", heading=_("In other languages"), label=_("Language")),
        InlinePanel("footer_links", heading=_("Links in the footer"), label=_("Link")),
        InlinePanel("social_links", heading=_("Social media"), label=_("Profile")),
        MultiFieldPanel(["security_email", "security_page"], heading=_("Security")),
    ]

    class Meta:
        verbose_name = _("site details")

    def clean(self):
        super().clean()
        try:
            validate_telephone(self.phone)
        except ValidationError as error:
            raise ValidationError({"phone": error}) from error

    @classmethod
    def for_request(cls, request):
        """As Wagtail's, read once per generation and without a write where there are none yet."""
        attribute = cls.get_cache_attr_name()
        if not hasattr(request, attribute):
            site = frame.site_of(request)

            def find():
                return cls.base_queryset().filter(site=site).first() or cls(site=site)

            details = copy.copy(remembered(("site details", site and site.pk), find))
            details._request = request
            setattr(request, attribute, details)
        return getattr(request, attribute)

    def texts_in(self, language: str) -> "SiteSettings | SiteTranslation | None":
        """What has `tagline` and `demo_notice` in a language; None when nobody wrote them."""
        if language == settings.LANGUAGE_CODE:
            return self
        return self.translations.filter(language=language).first()


class SiteTranslation(Orderable):
    """The sentences of the site details for readers of another language."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=12, choices=other_languages)
    tagline = models.CharField(_("footer text"), max_length=255, blank=True)
    demo_notice = models.CharField(_("notice for the whole site"), max_length=255, blank=True)

    panels = ["language", "tagline", "demo_notice"]

    class Meta(Orderable.Meta):
        verbose_name = _("site details in another language")
        verbose_name_plural = _("site details in other languages")
        constraints = [
            models.UniqueConstraint(
                fields=["settings", "language"], name="one_site_translation_per_language"
            )
        ]

    def __str__(self):
        return self.get_language_display()


class FooterLink(Orderable):
    """A page that the footer leads to from everywhere."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="footer_links")
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("page")]

    class Meta(Orderable.Meta):
        verbose_name = _("footer link")
        verbose_name_plural = _("footer links")


class SocialLink(Orderable):
    """A profile of the organisation elsewhere: a plain link, never a widget."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="social_links")
    name = models.CharField(_("name"), max_length=50)
    url = models.URLField(_("address"))

    panels = ["name", "url"]

    class Meta(Orderable.Meta):
        verbose_name = _("social media profile")
        verbose_name_plural = _("social media profiles")
