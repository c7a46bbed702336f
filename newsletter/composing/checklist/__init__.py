"""Everything to look at before an issue goes to its readers.

Other parts of the site add what they know with the hook `check_newsletter_issue`: a function
that gives the `Finding`s of an issue.
"""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from newsletter.composing.checklist.findings import Finding
from newsletter.composing.checklist.items import (
    check_fields,
    check_items,
    check_moments,
    check_pictures,
)
from newsletter.composing.checklist.links import check_links
from newsletter.composing.checklist.mail import check_mail
from newsletter.composing.versions import Version

HOOK = "check_newsletter_issue"


def findings_of(versions: Iterable[Version]) -> list[Finding]:
    """Everything that is the matter with an issue, in all its languages; what blocks first."""
    versions = list(versions)
    found = [finding for version in versions for finding in _of_version(version, versions)]
    if not any(version.readers for version in versions):
        found.append(
            Finding(
                _("Nobody is subscribed to this series."),
                reverse("subscribers:index"),
                blocks=True,
            )
        )
    return sorted(found, key=lambda finding: not finding.blocks)


def _of_version(version: Version, versions: list[Version]) -> Iterator[Finding]:
    issue = version.issue
    yield from check_fields(issue)
    yield from check_moments(issue)
    yield from check_mail(version, is_the_only_one=len(versions) == 1)
    yield from check_items(issue)
    yield from check_pictures(issue)
    yield from check_links(issue)
    for check in hooks.get_hooks(HOOK):
        yield from check(issue)
