from cms.models.base import BasePage, SitePageQuerySet, plain_text
from cms.models.media import SiteDocument, SiteImage, SiteRendition
from cms.models.site import FooterLink, SiteSettings, SocialLink

__all__ = [
    "BasePage",
    "FooterLink",
    "SiteDocument",
    "SiteImage",
    "SitePageQuerySet",
    "SiteRendition",
    "SiteSettings",
    "SocialLink",
    "plain_text",
]
