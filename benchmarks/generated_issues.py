"""Mails of a newsletter, of the form that old mail programs made, with generated text."""

import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from pathlib import Path

from generated import Text, texts

SERIES = {"name": "Waas maatwerknieuws", "slug": "waas-maatwerknieuws"}
FIRST_DAY = datetime.datetime(2012, 2, 1, 9, tzinfo=datetime.UTC)
RUBRICS = ["Uitleg", "In de praktijk", "Agenda", "Tip"]


def write_issues(folder: Path, start: int, stop: int) -> None:
    """Write issues as files, one every five days, of four to six items each."""
    folder.mkdir(parents=True)
    for number in range(start, stop):
        (folder / f"nummer-{number:05}.eml").write_bytes(_mail(number + 1).as_bytes())


def _mail(number: int) -> EmailMessage:
    from newsletter.importing.dates import month_in_words

    sent = FIRST_DAY + datetime.timedelta(days=5 * number)
    first, count = number * 10, 4 + number % 3
    items = "".join(
        _item(RUBRICS[text.number % len(RUBRICS)], text) for text in texts(first, first + count)
    )
    message = EmailMessage()
    message["From"] = "nieuwsbrief@example.be"
    message["To"] = "lezers@example.be"
    message["Subject"] = f"{SERIES['name']} nr. {number}"
    message["Date"] = format_datetime(sent)
    message.set_content(
        '<html><body><table width="640"><tr><td style="font:bold 28px Georgia">'
        f"{SERIES['name']}</td></tr><tr><td>nr. {number} - {month_in_words(sent.date())}"
        f"</td></tr>{items}</table></body></html>",
        subtype="html",
    )
    return message


def _item(rubric: str, text: Text) -> str:
    half = text.body.index(". ", len(text.body) // 3) + 1
    paragraphs = "".join(
        f'<p style="font:15px Arial">{escape(part.strip())}</p>'
        for part in (text.body[:half], text.body[half:])
    )
    return (
        '<tr><td style="padding:12px 24px">'
        f'<div style="font:bold 11px Arial;color:#d9822b">{rubric}</div>'
        f'<h3 style="font:20px Georgia">{escape(text.title)}</h3>{paragraphs}</td></tr>'
    )
