"""What an editor should look at before publishing a page: advice, never a refusal."""

from collections.abc import Iterator

from wagtail.models import Page

from desk.checks.advice import Advice
from desk.checks.passages import passages
from desk.checks.text import check_headings, check_links, check_sentences
from desk.checks.titles import check_title
from desk.checks.words import check_former_names


def advice_for(page: Page) -> Iterator[Advice]:
    """Everything that is worth a second look in the page as it is given, drafts too."""
    found = list(passages(page))
    yield from check_title(page)
    yield from check_headings(found)
    yield from check_links(found)
    yield from check_former_names(page, found)
    yield from check_sentences(found)
