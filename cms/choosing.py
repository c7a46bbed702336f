"""Which pages chose something in a many-to-many field: Wagtail's index of references lacks those.

https://docs.wagtail.org/en/stable/reference/models.html#referenceindex
"""

from collections.abc import Collection, Iterator

from django.db.models import Model, QuerySet
from wagtail.models import Page, get_page_models


def choosing_pages(chosen: Collection[Model]) -> Iterator[QuerySet]:
    """The pages of each type that chose any of these, which are all of one model; one query for
    each field that could have them."""
    first = next(iter(chosen))
    kind = first.specific_class if isinstance(first, Page) else type(first)
    for model in get_page_models():
        for field in model._meta.many_to_many:
            if kind and issubclass(kind, field.related_model):
                yield model.objects.filter(**{f"{field.name}__in": [one.pk for one in chosen]})
