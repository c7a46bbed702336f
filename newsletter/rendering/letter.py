"""What an issue says, gathered once, for the mail in HTML, the mail in text and the feeds."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext
from wagtail.images.models import SourceImageIOError

from events.models import EventPage
from events.templatetags.event_tags import spoken_moment_of
from newsletter.rendering.rich_text import mail_html, mail_text

# Twice the 552 points that a picture has in a mail would be 200 kB; this is sharp enough.
PICTURE_SPEC = "width-828|format-jpeg|jpegquality-72|bgcolor-ffffff"
PICTURE_WIDTH = 552


@dataclass(frozen=True)
class Picture:
    """A picture at its full address, with its height at `PICTURE_WIDTH`."""

    url: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Entry:
    """One item: its texts as HTML and as plain text, and where one can read on."""

    title: str
    rubric: str
    facts: str
    html: str
    text: str
    url: str
    online_url: str
    picture: Picture | None
    corrected: str  # "Corrected on …", when there is a correction
    correction: str


@dataclass(frozen=True)
class Letter:
    """An issue without anything personal."""

    language: str
    series: str
    kicker: str
    title: str
    summary: str
    intro_html: str
    intro_text: str
    url: str
    archive_url: str
    base_url: str
    picture: Picture | None
    entries: tuple[Entry, ...]


def letter_of(issue, archive=None) -> Letter:
    """The content of an issue as it is in memory, saved or not, in its own language.

    Args:
        archive: the page above the issue, from who has it at hand.
    """
    language = issue.locale.language_code
    base_url = f"{settings.SITE_URL}/"
    with translation.override(language):
        url = issue.full_url or base_url
        if archive is None and issue.path:
            archive = issue.get_parent()
        return Letter(
            language=language,
            series=issue.series.name if issue.series else "",
            kicker=_kicker(issue),
            title=issue.title,
            summary=issue.summary,
            intro_html=mail_html(issue.intro, base_url),
            intro_text=mail_text(issue.intro, base_url),
            url=url,
            archive_url=(archive.full_url if archive else None) or base_url,
            base_url=base_url,
            picture=picture_of(issue.image),
            entries=tuple(_entry(item, url, base_url) for item in issue.items.all() if item.title),
        )


def _kicker(issue) -> str:
    number = gettext("no. %(number)s") % {"number": issue.number} if issue.number else ""
    day = date_format(issue.date, "DATE_FORMAT") if issue.date else ""
    return " · ".join(part for part in (number, issue.edition, day) if part)


def _entry(item, issue_url: str, base_url: str) -> Entry:
    borrowed = item.borrowed
    source = item.get_html()
    page = item.subject
    return Entry(
        title=item.title,
        rubric=item.rubric.name if item.rubric else "",
        facts=_facts(borrowed),
        html=mail_html(source, base_url),
        text=mail_text(source, base_url),
        url=(page.full_url or "") if page else "",
        online_url=f"{issue_url}#{item.anchor}",
        picture=picture_of(item.picture),
        corrected=item.corrected,
        correction=item.correction,
    )


def _facts(page) -> str:
    """When and where, for an event; nothing for other pages."""
    if not isinstance(page, EventPage):
        return ""
    online = pgettext("place of an event", "online") if page.is_online else ""
    return ", ".join(part for part in (spoken_moment_of(page), online, page.venue) if part)


def picture_of(image) -> Picture | None:
    """The image as a letter shows it; None without one, and for one that cannot be made now."""
    if image is None:
        return None
    try:
        rendition = image.get_rendition(PICTURE_SPEC)
    except SourceImageIOError:
        return None
    width = min(PICTURE_WIDTH, rendition.width)
    return Picture(
        url=rendition.full_url,
        alt=image.description,
        width=width,
        height=round(rendition.height * width / rendition.width),
    )
