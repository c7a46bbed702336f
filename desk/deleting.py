"""Which pages lead to a page that somebody wants to delete or withdraw."""

from wagtail.models import Page, ReferenceIndex, get_page_models


def linking_pages(page: Page) -> list[Page]:
    """The pages that link to this page, choose it or hold it in a list, by title.

    Wagtail's index of references knows all but many-to-many fields.
    """
    references = ReferenceIndex.get_references_to(page).filter(
        base_content_type=ReferenceIndex._get_base_content_type(Page)
    )
    page_ids = {int(pk) for pk in references.values_list("object_id", flat=True)}
    for model in get_page_models():
        for field in model._meta.many_to_many:
            if field.related_model and isinstance(page, field.related_model):
                chosen = model.objects.filter(**{field.name: page.pk})
                page_ids.update(chosen.values_list("pk", flat=True))
    return list(Page.objects.filter(pk__in=page_ids - {page.pk}).order_by("title"))
