"""An issue that is sent stands in the archive and in search at the same moment."""

from newsletter.models import Mailing, NewsletterIssuePage


def publish(mailing: Mailing) -> None:
    """Publish the issue, in each language of the mailing, where it is not live yet.

    The page says what the mail says: what editors changed since it was scheduled stays a
    draft.
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
        (revision or revisions.first() or page.save_revision()).publish(
            user=mailing.created_by, skip_permission_checks=True
        )
