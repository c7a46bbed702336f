"""Builders of the files that the tests of the import read: mails, web pages, PDFs, ZIPs."""

import datetime
import io
import re
import zipfile
from email.message import EmailMessage
from html import escape, unescape

from newsletter.importing.metadata import SeriesName
from newsletter.importing.parse import parse
from newsletter.importing.result import ParsedIssue
from newsletter.importing.sources import Source

SERIES = [
    SeriesName(
        "helpdesk",
        "Helpdesk Duurzame Overheidsaankopen inspireert",
        datetime.date(2012, 2, 1),
        datetime.date(2015, 3, 31),
    ),
    SeriesName("waas-maatwerknieuws", "Waas maatwerknieuws", datetime.date(2015, 4, 1)),
]
MASTHEAD = '<h1 style="font-size:30px">Waas maatwerknieuws</h1><p>nr. 31 - mei 2019</p>'
# Rubric, headline, text: invented, and with words that could mislead (dates, numbers).
ARTICLES = [
    (
        "Uitleg",
        "Bijenkasten op het dak",
        "Op het platte dak van de sporthal staan sinds 3 april 2017 zes kasten met bijen. "
        "De imker komt elke vrijdag langs en telt hoeveel raten er al vol zijn.",
    ),
    (
        "In de praktijk",
        "Een orgel van oud hout",
        "Uit de planken van een afgedankte kerkbank bouwde het atelier een klein draaiorgel. "
        "Wie aan de slinger draait, hoort een wals die in nr. 4 van een oud blad stond.",
    ),
    (
        "Agenda",
        "Wandeling langs de vlieten",
        "De gids vertrekt om tien uur aan het veer en neemt de tijd voor elke sluis. "
        "Laarzen zijn nodig, want na de regen staat het jaagpad op drie plekken blank.",
    ),
]


def read(content: bytes | str, name: str = "nummer.html", **clues) -> ParsedIssue:
    """The issue in a file with that content."""
    content = content.encode() if isinstance(content, str) else content
    return parse(Source(name, content, **clues), SERIES)


def headlines(issue: ParsedIssue) -> list[str]:
    return [item.headline for item in issue.items]


def rubrics(issue: ParsedIssue) -> list[str]:
    return [item.rubric for item in issue.items]


def plain(html: str) -> str:
    """HTML as the text that a reader sees, with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def full_text(issue: ParsedIssue) -> str:
    """Everything that a visitor would read of the issue."""
    return plain(
        " ".join([issue.intro_html, *(f"{item.headline} {item.html}" for item in issue.items)])
    )


def page(form: str, head: str = MASTHEAD, style: str = "", articles=ARTICLES) -> str:
    """A web page with every article in the form: `{rubric}`, `{headline}`, `{text}`."""
    body = "".join(
        form.replace("{rubric}", escape(rubric))
        .replace("{headline}", escape(headline))
        .replace("{text}", escape(text))
        for rubric, headline, text in articles
    )
    return f"<html><head><style>{style}</style></head><body>{head}{body}</body></html>"


SIMPLE = "<p>{rubric}</p><h2>{headline}</h2><p>{text}</p>"


def mail(
    html: str | None = None,
    text: str | None = None,
    subject: str = "Waas maatwerknieuws",
    sent: str = "Tue, 14 May 2019 09:00:00 +0200",
    **headers: str,
) -> EmailMessage:
    """A mail of the newsletter."""
    message = EmailMessage()
    message["From"] = "nieuwsbrief@example.be"
    message["To"] = "lezers@example.be"
    message["Subject"] = subject
    message["Date"] = sent
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    if html is not None:
        if text is None:
            message.set_content(html, subtype="html")
        else:
            message.add_alternative(html, subtype="html")
    return message


def zip_of(members: dict[str, bytes | str]) -> bytes:
    """A ZIP with these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()
