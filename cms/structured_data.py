"""schema.org descriptions of pages as JSON-LD (https://www.w3.org/TR/json-ld11/)."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cms.models import SiteSettings

# As django.utils.html.json_script does: inside a script element these could end it.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def organization(site_settings: SiteSettings) -> dict:
    """https://schema.org/Organization"""
    data = {"@type": "Organization", "name": site_settings.organisation}
    if site_settings.street:
        data["address"] = {
            "@type": "PostalAddress",
            "streetAddress": site_settings.street,
            "postalCode": site_settings.postal_code,
            "addressLocality": site_settings.city,
            "addressCountry": "BE",
        }
    if site_settings.phone:
        data["telephone"] = site_settings.phone
    return data


def breadcrumb_list(trail, page, request) -> dict:
    """https://schema.org/BreadcrumbList"""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": getattr(ancestor, "menu_title", ancestor.title),
                "item": ancestor.get_full_url(request),
            }
            for position, ancestor in enumerate([*trail, page], start=1)
        ],
    }


def page_graph(page, request, trail) -> list[dict]:
    """The organisation, the way to the page, and the page itself where it has a type."""
    graph = [organization(SiteSettings.for_request(request))]
    if trail:
        graph.append(breadcrumb_list(trail, page, request))
    describe = getattr(page, "structured_data", None)
    own = describe(request) if describe else None
    if own:
        graph.append({"url": page.get_full_url(request), **own})
    return graph


def to_json_ld(graph: list[dict]) -> SafeString:
    """A `<script type="application/ld+json">` element, safe for any text in the data."""
    document = json.dumps(
        {"@context": "https://schema.org", "@graph": graph},
        cls=DjangoJSONEncoder,
        ensure_ascii=False,
    ).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(document))  # noqa: S308 - escaped above
