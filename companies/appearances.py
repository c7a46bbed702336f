"""Where else on the site a company appears."""

from wagtail.models import Page, ReferenceIndex


def appearances(company) -> list[Page]:
    """The public pages in the company's language that refer to it, newest first.

    Any reference counts: a chosen company, a link in a text, an item of a newsletter.
    Wagtail keeps that index, so that this app needs to know none of the others.
    """
    if not company.pk:
        return []
    references = ReferenceIndex.get_references_to(company).filter(
        base_content_type=ReferenceIndex._get_base_content_type(Page)
    )
    page_ids = {int(pk) for pk in references.values_list("object_id", flat=True)} - {company.pk}
    pages = Page.objects.filter(pk__in=page_ids, locale=company.locale).live().public().specific()
    dated = [page for page in pages if getattr(page, "listing_date", None)]
    return sorted(dated, key=lambda page: page.listing_date, reverse=True)
