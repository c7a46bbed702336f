"""The mail of an issue in the mailboxes of a few editors, before anybody else gets it."""

from collections.abc import Iterable

from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.translation import gettext as _

from cms.mail.answers import plain_answer
from newsletter.composing.versions import Version
from newsletter.models import TrialMail

MAX_ADDRESSES = 5


class NotSentError(Exception):
    """The mail server, or the API of a provider, did not take a test mail; it says why."""


def send_trial(versions: Iterable[Version], addresses: list[str], user) -> None:
    """Send each version to each address, one mail a person, and note what was tried.

    The personal links lead to the issue: nobody unsubscribes with a test mail.

    Raises:
        NotSentError: the mail server could not be reached or refused.
    """
    versions = list(versions)
    try:
        with get_connection() as connection:
            for version in versions:
                for address in addresses:
                    _message(version, address, connection).send()
    except Exception as error:  # each backend has its own
        raise NotSentError(plain_answer(error)) from error
    for version in versions:
        TrialMail.objects.create(
            issue_id=version.issue.pk,
            language=version.language,
            sha256=version.mail.sha256,
            sent_by=user,
        )


def _message(version: Version, address: str, connection) -> EmailMultiAlternatives:
    url = version.issue.full_url
    mail = version.mail.personal({"preferences": url, "unsubscribe": url})
    message = EmailMultiAlternatives(
        # The mark tells an editor which one is the test.
        _("[Test] %(subject)s") % {"subject": mail.subject},
        mail.text,
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    message.attach_alternative(mail.html, "text/html")
    return message
