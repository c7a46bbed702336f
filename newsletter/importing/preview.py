"""The original of an issue as a page to look at, beside what was derived from it."""

import base64
import email
import email.policy
from html import escape

from newsletter.importing.html import decode_html
from newsletter.importing.mail import attached_images, body_part, forwarded_message
from newsletter.importing.reading import is_mail, is_pdf
from newsletter.importing.result import Warnings
from newsletter.importing.text import decode


def as_html(content: bytes, name: str) -> str | None:
    """A mail or web page as HTML; None for a PDF, which browsers show themselves.

    Nothing is cleaned: it must be shown where it can do nothing.
    """
    if is_pdf(content):
        return None
    if is_mail(content, name):
        return _mail_as_html(content)
    if name.lower().endswith(".txt"):
        return _plain(decode(content, None)[0])
    return decode_html(content, None, Warnings())


def _mail_as_html(content: bytes) -> str:
    message = email.message_from_bytes(content, policy=email.policy.default)
    message = forwarded_message(message) or message
    html = body_part(message, "html")
    if html is None:
        return _plain(decode(*(body_part(message, "plain") or (b"", None)))[0])
    text = decode_html(*html, Warnings())
    for image in attached_images(message):
        data = base64.b64encode(image.content).decode("ascii")
        text = text.replace(f"cid:{image.key}", f"data:image;base64,{data}")
    return text


def _plain(text: str) -> str:
    return f'<pre style="white-space: pre-wrap">{escape(text)}</pre>'
