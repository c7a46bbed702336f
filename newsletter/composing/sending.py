"""An issue goes to its readers, and stays in the archive as they got it."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from newsletter.composing.versions import Version
from newsletter.mailings import planning
from newsletter.mailings.publishing import STAYS
from newsletter.models import Mailing, NewsletterIssuePage


@transaction.atomic
def schedule_issue(
    issue: NewsletterIssuePage,
    versions: Iterable[Version],
    user,
    send_at: datetime.datetime | None = None,
) -> Mailing:
    """Schedule the mails of an issue, and keep its items as these mails have them.

    What an item takes from a page (title, summary, picture) is written down in the draft, in
    each language, so that the archive says what the mail said, whatever becomes of that page. An
    issue that is on the site already shows it at once; any other is published when its first
    mail goes.

    Raises:
        newsletter.mailings.planning.PlanningError: it cannot be sent; nothing has changed.
    """
    versions = list(versions)
    if send_at:
        _refuse_pages_that_go_too_soon([version.issue for version in versions], send_at)
    mails = [version.mail for version in versions]
    # Before the mailing: what goes on the site with it is the last draft from before it.
    _write_down(issue, user)
    for version in versions:
        if version.issue.pk != issue.pk:
            _write_down_translation(version.issue, user)
    return planning.schedule(issue, mails, user, send_at)


def _write_down(issue: NewsletterIssuePage, user) -> None:
    _keep(issue)
    revision = issue.save_revision(user=user, log_action=True)
    if issue.live:
        revision.publish(user=user)


def _write_down_translation(issue: NewsletterIssuePage, user) -> None:
    """As for the issue itself; a draft that is newer than what the mail says stays a draft."""
    if issue.alias_of_id:
        return  # it has no draft of its own, and follows its source
    draft = issue.get_latest_revision_as_object() if issue.has_unpublished_changes else None
    _write_down(issue, user)
    if draft:
        _keep(draft)
        draft.save_revision(user=user, clean=False)


def _keep(issue: NewsletterIssuePage) -> None:
    items = list(issue.items.all())
    for item in items:
        item.keep_borrowed()
    issue.items = items


def _refuse_pages_that_go_too_soon(
    issues: Iterable[NewsletterIssuePage], send_at: datetime.datetime
) -> None:
    if any(issue.expire_at and issue.expire_at < send_at + STAYS for issue in issues):
        raise planning.PlanningError(
            _(
                "The page goes offline less than %(days)d days after the mails go, and people read"
                " a mail for weeks. Choose an earlier moment, or remove the one on the page."
            )
            % {"days": STAYS.days}
        )
