"""Which addresses the published pages use, and which of their own pages are not there."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from desk.models import FAILURES_TO_BE_BROKEN, MAX_LENGTH, PAGE_PREFIX, CheckedLink

_ANCHOR = re.compile(r"<a\b[^>]*>", re.IGNORECASE)
_HREF = re.compile(r"""\bhref=["']([^"']+)["']""")
_PAGE_ID = re.compile(r"""\bid=["'](\d+)["']""")
_PAGES_AT_ONCE = 100


def collect_links() -> int:
    """Note the addresses of all published pages, and forget those that none uses any more.

    Links within the site are judged at once; other addresses wait for a visit.

    Returns:
        How many addresses are known.
    """
    used: dict[str, set[int]] = defaultdict(set)
    live = set(Page.objects.live().values_list("pk", flat=True))
    for page_id, target in _references():
        if page_id in live and target not in live:
            used[f"{PAGE_PREFIX}{target}"].add(page_id)
    for page in Page.objects.live().specific().iterator(chunk_size=_PAGES_AT_ONCE):
        for link in links_of(page):
            target = link.removeprefix(PAGE_PREFIX)
            if target == link or int(target) not in live:
                used[link].add(page.pk)
    _store(used)
    return len(used)


def links_of(page: Page) -> set[str]:
    """The web addresses outside this site, and the pages, that any text of the page links to."""
    own_host = urlsplit(settings.SITE_URL).netloc
    found = set()
    for text in _texts(page.serializable_data()):
        urls = [text.strip()]
        for anchor in _ANCHOR.findall(text):
            urls += _HREF.findall(anchor)
            if 'linktype="page"' in anchor:
                found.update(f"{PAGE_PREFIX}{pk}" for pk in _PAGE_ID.findall(anchor))
        for url in urls:
            parts = _split(url)
            if parts and parts.netloc != own_host and len(url) <= MAX_LENGTH:
                found.add(parts._replace(fragment="").geturl())
    return found


def _split(url: str):
    """The parts of a web address; None for anything else."""
    if not url.startswith(("http://", "https://")) or re.search(r"\s", url):
        return None
    try:
        parts = urlsplit(url.replace("&amp;", "&"))
    except ValueError:
        return None
    return parts if parts.hostname else None


def _texts(value) -> Iterator[str]:
    """Every string in the data of a page, also in the JSON of its blocks."""
    if isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, str):
        try:
            parsed = json.loads(value) if value.startswith(("[", "{")) else None
        except ValueError:
            parsed = None
        if isinstance(parsed, dict | list):
            yield from _texts(parsed)
        else:
            yield value


def _references() -> Iterator[tuple[int, int]]:
    """Pages with the pages that they choose or link to, as Wagtail knows them."""
    content_type = ReferenceIndex._get_base_content_type(Page)
    rows = ReferenceIndex.objects.filter(
        base_content_type=content_type, to_content_type=content_type
    )
    for page_id, target in rows.values_list("object_id", "to_object_id"):
        yield int(page_id), int(target)


def _store(used: dict[str, set[int]]) -> None:
    now = timezone.now()
    missing = {
        "problem": CheckedLink.Problem.GONE,
        "failures": FAILURES_TO_BE_BROKEN,
        "checked_at": now,
        "broken_since": now,
    }
    CheckedLink.objects.bulk_create(
        [CheckedLink(url=url, **(missing if url.startswith(PAGE_PREFIX) else {})) for url in used],
        ignore_conflicts=True,
        batch_size=500,
    )
    for link in CheckedLink.objects.prefetch_related("pages").iterator(chunk_size=500):
        page_ids = used.get(link.url)
        if page_ids is None:
            link.delete()
        elif page_ids != {page.pk for page in link.pages.all()}:
            link.pages.set(page_ids)
