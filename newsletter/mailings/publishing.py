"""An issue that is sent stands in the archive and in search at the same moment."""

import datetime

from django.utils import timezone
from wagtail.models import Revision

from newsletter.models import Mailing, NewsletterIssuePage

# People read a mail for weeks; so long its page must at least stay.
STAYS = datetime.timedelta(days=30)


def publish(mailing: Mailing) -> None:
    """Publish the issue, in each language of the mailing, where it is not live yet.

    The page says what the mail says: what editors changed since it was scheduled stays a
    draft. The page is there whatever moments were set for it: the checklist refuses those, but
    they may have been set since.
    """
    pages = NewsletterIssuePage.objects.filter(
        translation_key=mailing.issue.translation_key,
        locale__language_code__in=mailing.contents.values("language"),
        live=False,
        alias_of=None,
    )
    for page in pages:
        revisions = page.revisions.order_by("-created_at", "-pk")
        revision = revisions.filter(created_at__lte=mailing.created_at).first()
        revision = revision or revisions.first() or page.save_revision()
        _be_there_now(revision)
        revision.publish(user=mailing.created_by, skip_permission_checks=True)


def _be_there_now(revision: Revision) -> None:
    """Take away the moments that would keep a page hidden to which mails lead from now on."""
    page, now = revision.as_object(), timezone.now()
    if page.go_live_at and page.go_live_at > now:
        revision.content["go_live_at"] = None
    if page.expire_at and page.expire_at <= now:
        revision.content["expire_at"] = None
    revision.save(update_fields=["content"])
