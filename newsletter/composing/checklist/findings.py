"""What the checklist of an issue says: one finding for each thing that is the matter."""

from dataclasses import dataclass

from django.urls import reverse

from newsletter.models import NewsletterIssuePage


@dataclass(frozen=True)
class Finding:
    """Something that is the matter, the words it is about, and where it is mended.

    What `blocks` keeps the issue from being sent; the rest an editor may leave as it is.
    """

    message: str
    url: str
    excerpt: str = ""
    blocks: bool = False


def edit_url(issue: NewsletterIssuePage, position: int | None = None) -> str:
    """Where an editor changes the issue, or the item at this position, counted from 0."""
    url = reverse("wagtailadmin_pages:edit", args=[issue.pk])
    return url if position is None else f"{url}#inline_child_items-{position}-panel-section"
