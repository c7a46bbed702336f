"""An issue goes to its readers, and stays in the archive as they got it."""

import datetime
from collections.abc import Iterable

from django.db import transaction

from newsletter.composing.versions import Version
from newsletter.mailings import planning
from newsletter.models import Mailing, NewsletterIssuePage


@transaction.atomic
def schedule_issue(
    issue: NewsletterIssuePage,
    versions: Iterable[Version],
    user,
    send_at: datetime.datetime | None = None,
) -> Mailing:
    """Schedule the mails of an issue, and keep its items as these mails have them.

    What an item takes from a page (title, summary, picture) is written down in the draft, so
    that the archive says what the mail said, whatever becomes of that page. An issue that is
    on the site already shows it at once; any other is published when its first mail goes.

    Raises:
        newsletter.mailings.planning.PlanningError: it cannot be sent; nothing has changed.
    """
    mails = [version.mail for version in versions]
    items = list(issue.items.all())
    for item in items:
        item.keep_borrowed()
    issue.items = items
    # Before the mailing: what goes on the site with it is the last draft from before it.
    revision = issue.save_revision(user=user, log_action=True)
    if issue.live:
        revision.publish(user=user)
    return planning.schedule(issue, mails, user, send_at)
