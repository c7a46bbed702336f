"""Links that would lead a reader nowhere."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.models import SiteDocument
from newsletter.composing.checklist.findings import Finding, edit_url
from newsletter.models import NewsletterIssuePage


def check_links(issue: NewsletterIssuePage) -> Iterator[Finding]:
    """Pages and files that visitors cannot open, and addresses that cannot be right."""
    texts = [(edit_url(issue), issue.intro)]
    for position, item in enumerate(issue.items.all()):
        texts.append((edit_url(issue, position), item.body))
    for url, html in texts:
        for link in BeautifulSoup(html, "html.parser").find_all("a"):
            problem = _problem(link)
            if problem:
                words = link.get_text(" ", strip=True) or link.get("href", "")
                yield Finding(problem, url, words, blocks=True)


def _problem(link: Tag) -> str:
    """Why the link leads nowhere; nothing when it may be good."""
    kind, number = link.get("linktype"), link.get("id")
    if kind == "page":
        if not Page.objects.live().public().filter(pk=number).exists():
            return _("This link leads to a page that visitors cannot open.")
    elif kind == "document":
        if not SiteDocument.objects.filter(pk=number).exists():
            return _("This link leads to a file that is gone.")
    elif not is_address(link.get("href", "")):
        return _("The address behind this link cannot be right.")
    return ""


def is_address(text: str) -> bool:
    """Whether this may be the address of a page, a mailbox or a phone, or a path of the site."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return False
    if " " in text.strip():
        return False
    if parts.scheme in {"http", "https"}:
        return "." in (parts.hostname or "")
    if parts.scheme == "mailto":
        name, at, host = parts.path.partition("@")
        return bool(name and at and "." in host)
    if parts.scheme == "tel":
        return bool(parts.path)
    return not parts.scheme and not parts.netloc and parts.path.startswith("/")
