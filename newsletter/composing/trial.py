"""The mail of an issue in the mailboxes of a few editors, before anybody else gets it."""

from collections.abc import Iterable

from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.translation import gettext as _

from newsletter.composing.versions import Version
from newsletter.models import TrialMail

MAX_ADDRESSES = 5


def send_trial(versions: Iterable[Version], addresses: list[str], user) -> None:
    """Send each version to each address, one mail a person, and note what was tried.

    The personal links lead to the issue: nobody unsubscribes with a test mail.

    Raises:
        OSError, smtplib.SMTPException: the mail server could not be reached or refused.
    """
    versions = list(versions)
    with get_connection() as connection:
        for version in versions:
            url = version.issue.full_url
            mail = version.mail.personal({"preferences": url, "unsubscribe": url})
            for address in addresses:
                message = EmailMultiAlternatives(
                    # The mark tells an editor which one is the test.
                    _("[Test] %(subject)s") % {"subject": mail.subject},
                    mail.text,
                    to=[address],
                    headers={"Auto-Submitted": "auto-generated"},
                    connection=connection,
                )
                message.attach_alternative(mail.html, "text/html")
                message.send()
            TrialMail.objects.create(
                issue_id=version.issue.pk,
                language=mail.language,
                sha256=version.mail.sha256,
                sent_by=user,
            )
