"""Where else on the site a company appears."""

from django.db.models import Q
from wagtail.models import Page, ReferenceIndex

from cms.choosing import choosing_pages
from cms.frame import visible_pages


def appearances(company) -> list[Page]:
    """The public pages in the company's language that refer to it, newest first.

    Any reference counts: a link in a text, an item of a newsletter, a chosen company.
    This app needs to know none of the page types that hold them.
    """
    if not company.pk:
        return []
    # A translated page still points at the Dutch company.
    versions = list(company.get_translations(inclusive=True))
    references = Q()
    for version in versions:
        references |= Q(pk__in=ReferenceIndex.get_references_to(version).values("pk"))
    found = ReferenceIndex.objects.filter(
        references, base_content_type=ReferenceIndex._get_base_content_type(Page)
    )
    page_ids = {int(pk) for pk in found.values_list("object_id", flat=True)}
    page_ids -= {version.pk for version in versions}
    for pages in choosing_pages(versions):
        page_ids.update(pages.values_list("pk", flat=True))
    pages = visible_pages().filter(pk__in=page_ids, locale=company.locale_id).specific()
    dated = [page for page in pages if getattr(page, "listing_date", None)]
    return sorted(dated, key=lambda page: page.listing_date, reverse=True)
