"""The way to a translation from the rows of a list."""

from collections.abc import Iterator

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail_localize import wagtail_hooks as theirs

PAGE_ROWS, SNIPPET_ROWS = "register_page_listing_more_buttons", "register_snippet_listing_buttons"


def of_page(page, user, view_name=None, next_url=None) -> Iterator[Button]:
    """Whether something is left to translate was read with the list, for all rows at once."""
    if getattr(page, "_has_untranslated_locale", False) and _may_submit(user):
        url = reverse(
            "wagtail_localize:submit_page_translation", args=[page.alias_of_id or page.pk]
        )
        yield _button(url, page.get_admin_display_title())


def of_snippet(snippet, user, next_url=None) -> Iterator[Button]:
    """The same for a snippet, which has no other place to bring its changes to translations."""
    if not _may_submit(user):
        return
    if getattr(snippet, "_has_untranslated_locale", False):
        meta = snippet._meta
        url = reverse(
            "wagtail_localize:submit_snippet_translation",
            args=[meta.app_label, meta.model_name, quote(snippet.pk)],
        )
        yield _button(url, str(snippet))
    if source := getattr(snippet, "_translation_source", None):
        url = reverse("wagtail_localize:update_translations", args=[source])
        if next_url:
            url += "?" + urlencode({"next": next_url})
        yield Button(_("Update translations"), url, icon_name="resubmit", priority=65)


def _may_submit(user) -> bool:
    return user.has_perm("wagtail_localize.submit_translation")


def _button(url: str, title: str) -> Button:
    return Button(
        _("Translate"),
        url,
        attrs={"aria-label": _("Translate “%(title)s”") % {"title": title}},
        icon_name="wagtail-localize-language",
        priority=60,
    )


def replace_row_buttons() -> None:
    """In the place of those of wagtail-localize, which ask two to four queries for each row.

    What brings changes of a page to its translations is on the page itself, and the report
    of translations says where it is needed. Wagtail has no way to take a hook away.
    """
    hooks._hooks[PAGE_ROWS].remove((theirs.page_listing_more_buttons, 0))
    hooks._hooks[SNIPPET_ROWS].remove((theirs.register_snippet_listing_buttons, 0))
    hooks.register(PAGE_ROWS, of_page)
    hooks.register(SNIPPET_ROWS, of_snippet)
