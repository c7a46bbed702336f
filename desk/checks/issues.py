"""What the desk adds to the checklist of an issue before it is sent."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from desk.checks.passages import passages
from desk.checks.text import check_links, check_sentences
from desk.checks.words import check_former_names
from desk.links.collect import links_of
from desk.models import CheckedLink
from newsletter.composing.checklist import Finding
from newsletter.models import NewsletterIssuePage


def check_issue(issue: NewsletterIssuePage) -> Iterator[Finding]:
    """Advice on its text, and links to other sites that did not work last time."""
    url = reverse("wagtailadmin_pages:edit", args=[issue.pk])
    found = list(passages(issue))
    for advice in (
        *check_links(found),
        *check_former_names(issue, found),
        *check_sentences(found),
    ):
        yield Finding(advice.message, url, advice.excerpt)
    for link in CheckedLink.objects.broken().outside().filter(url__in=links_of(issue)):
        yield Finding(_("This link did not work the last two times."), url, link.url)
