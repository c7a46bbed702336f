"""The items of an issue, its pictures and its headings."""

import datetime
from collections.abc import Iterator

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from newsletter.composing.checklist.findings import Finding, edit_url
from newsletter.mailings.publishing import STAYS
from newsletter.models import NewsletterIssuePage, NewsletterItem
from newsletter.rendering.letter import picture_of

# The headline of an item; the title of the issue is 1.
_HEADLINE_LEVEL = 2


def check_fields(issue: NewsletterIssuePage) -> Iterator[Finding]:
    """What would keep the issue from being published."""
    try:
        issue.full_clean()
    except ValidationError as error:
        fields = {field.name: field for field in issue._meta.get_fields()}
        for name, texts in error.message_dict.items():
            label = str(fields[name].verbose_name) if name in fields else ""
            for text in texts:
                yield Finding(text, edit_url(issue), label, blocks=True)


def check_moments(issue: NewsletterIssuePage) -> Iterator[Finding]:
    """Moments that keep the page hidden to which the mails lead, or take it away too soon."""
    now = timezone.now()
    if issue.is_in_the_archive:
        yield Finding(
            _(
                "A later issue of this series has appeared. Readers would get this one as if it"
                " were new: change the date of the issue if it is."
            ),
            edit_url(issue),
            date_format(issue.date, "j F Y"),
            blocks=True,
        )
    if issue.go_live_at and issue.go_live_at > now:
        yield Finding(
            _(
                "The page only goes live at this moment, and the mails link to it. Remove the"
                " moment, or wait until then."
            ),
            edit_url(issue),
            _in_words(issue.go_live_at),
            blocks=True,
        )
    if issue.expire_at and issue.expire_at < now + STAYS:
        yield Finding(
            _(
                "The page goes offline at this moment, and people read the mail for weeks. Remove"
                " the moment, or choose one that is at least %(days)d days away."
            )
            % {"days": STAYS.days},
            edit_url(issue),
            _in_words(issue.expire_at),
            blocks=True,
        )


def _in_words(moment: datetime.datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")


def check_items(issue: NewsletterIssuePage) -> Iterator[Finding]:
    """Items without words, without their page, or with headings that skip a level."""
    items = list(issue.items.all())
    if not items:
        yield Finding(_("There are no items yet."), edit_url(issue), blocks=True)
    for position, item in enumerate(items):
        url = edit_url(issue, position)
        if not item.title:
            yield Finding(_("This item has no headline."), url, item.get_text()[:60], blocks=True)
        elif not item.get_text():
            yield Finding(
                _("This item has no text: write one, or remove the item."),
                url,
                item.title,
                blocks=True,
            )
        if item.page and not item.page.live:
            yield Finding(
                _("This item is about a page that is not published. Publish that page first."),
                reverse("wagtailadmin_pages:edit", args=[item.page_id]),
                item.page.title,
                blocks=True,
            )
        yield from _headings(item, url)


def _headings(item: NewsletterItem, url: str) -> Iterator[Finding]:
    level = _HEADLINE_LEVEL
    for heading in BeautifulSoup(item.body, "html.parser").find_all(["h2", "h3", "h4", "h5"]):
        text = heading.get_text(" ", strip=True)
        if not text:
            yield Finding(_("An empty heading: remove it."), url, item.title)
        elif int(heading.name[1]) > level + 1:
            yield Finding(_("This heading skips a level: make it a higher one."), url, text)
        level = int(heading.name[1])


def check_pictures(issue: NewsletterIssuePage) -> Iterator[Finding]:
    """Pictures that would be missing, and those without words for who cannot see them: right for
    decoration alone."""
    message = _(
        "This picture has no description. That is right when it is decoration only; else say"
        " what it shows."
    )
    items = list(issue.items.all())
    described = [issue.image, *(item.picture for item in items)]
    for picture in dict.fromkeys(picture for picture in described if picture):
        url = reverse("wagtailimages:edit", args=[picture.pk])
        if picture_of(picture) is None:
            yield Finding(
                _("This picture cannot be shown: its file is broken or gone. Put another there."),
                url,
                picture.title,
                blocks=True,
            )
        if not picture.description:
            yield Finding(message, url, picture.title)
    for position, item in enumerate(items):
        for picture in BeautifulSoup(item.body, "html.parser").find_all("embed"):
            if picture.get("embedtype") == "image" and not picture.get("alt"):
                yield Finding(message, edit_url(issue, position), item.title)
