"""The mail as a whole: its size, its subject, and whether it was tried."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from newsletter.composing.checklist.findings import Finding, edit_url
from newsletter.composing.versions import Version

# Gmail cuts a mail off near 102 kB, and what is added on the way counts.
MAX_KILOBYTES = 90
# What a phone shows of a subject, roughly.
LONG_SUBJECT = 60


def check_mail(version: Version, *, is_the_only_one: bool) -> Iterator[Finding]:
    """What a mailbox would do to the mail, and whether an editor saw it in one.

    Args:
        is_the_only_one: the issue has no other language, so that nobody need say which mail.
    """
    issue, mail = version.issue, version.mail
    if version.kilobytes > MAX_KILOBYTES:
        yield Finding(
            _(
                "The mail is %(size)d kB. Above %(limit)d kB Gmail cuts it off: shorten it, and"
                " put the rest on a page of the site."
            )
            % {"size": version.kilobytes, "limit": MAX_KILOBYTES},
            edit_url(issue),
            blocks=True,
        )
    if len(mail.subject) > LONG_SUBJECT:
        yield Finding(
            _(
                "The title is the subject of the mail. It has %(count)d characters; a phone"
                " shows about %(limit)d."
            )
            % {"count": len(mail.subject), "limit": LONG_SUBJECT},
            edit_url(issue),
            mail.subject,
        )
    if not mail.preview:
        yield Finding(
            _("There is no summary. A mailbox shows it behind the subject."), edit_url(issue)
        )
    if version.tried is None:
        yield Finding(
            _("No test mail was sent of the mail as it is now."),
            "#testmail",
            "" if is_the_only_one else mail.subject,
            blocks=True,
        )
