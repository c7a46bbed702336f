"""Where a thing is used, for who is about to delete or withdraw it."""

from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from django.conf import settings
from django.db.models import Model
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex, TranslatableMixin

from cms.choosing import choosing_pages


class Use(NamedTuple):
    """A page or another thing that uses it; without address for who may not edit it."""

    title: str
    kind: str
    url: str | None


def uses_of(thing: Model, user) -> list[Use]:
    """The uses of a page, file or snippet, by title."""
    finder = AdminURLFinder(user)
    users = {(user._meta.model, user.pk): user for user in _users_of(thing)}
    uses = [
        Use(_title_of(user), _kind_of(user), finder.get_edit_url(user)) for user in users.values()
    ]
    return sorted(uses, key=itemgetter(0, 1))


def _users_of(thing: Model) -> Iterator[Model]:
    for user, _references in ReferenceIndex.get_references_to(thing).group_by_source_object():
        if user is not None and user != thing:
            yield user.specific if isinstance(user, Page) else user
    for pages in choosing_pages([thing]):
        yield from pages.exclude(pk=thing.pk)


def _kind_of(user: Model) -> str:
    """With its language when that is not Dutch: translations often have the same title."""
    kind = str(user._meta.verbose_name)
    is_translation = (
        isinstance(user, TranslatableMixin) and user.locale.language_code != settings.LANGUAGE_CODE
    )
    return f"{kind}, {user.locale.get_display_name()}" if is_translation else kind


def _title_of(user: Model) -> str:
    return user.get_admin_display_title() if isinstance(user, Page) else str(user)
