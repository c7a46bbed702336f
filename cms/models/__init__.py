from cms.models.accessibility import AccessibilityStatementPage
from cms.models.base import (
    BasePage,
    DatedPageQuerySet,
    SitePageQuerySet,
    plain_text,
    sentences,
)
from cms.models.generation import SiteGeneration
from cms.models.media import SiteDocument, SiteImage, SiteRendition
from cms.models.pulse import Pulse
from cms.models.review import ReviewedMixin
from cms.models.site import FooterLink, SiteSettings, SiteTranslation, SocialLink
from cms.models.slugged import SluggedMixin

__all__ = [
    "AccessibilityStatementPage",
    "BasePage",
    "DatedPageQuerySet",
    "FooterLink",
    "Pulse",
    "ReviewedMixin",
    "SiteDocument",
    "SiteGeneration",
    "SiteImage",
    "SitePageQuerySet",
    "SiteRendition",
    "SiteSettings",
    "SiteTranslation",
    "SluggedMixin",
    "SocialLink",
    "plain_text",
    "sentences",
]
