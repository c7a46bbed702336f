"""Asking each company once a year, reminding it once, and giving up in time.

The row is written before its mail goes and taken back only when the mail server said no:
a process that is killed in between mails nobody twice. What may not have arrived is
repaired by the reminder.
"""

import datetime
import logging
import smtplib

from django.conf import settings
from django.core.mail import get_connection
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation
from wagtail.models import Site

from cms.mail.errors import kind_of
from cms.mail.notice import notice_mail
from cms.mail.providers import refusal
from cms.models import SiteSettings
from companies.checks.texts import LINK_DAYS, question, reminder
from companies.models import CompanyPage, ProfileCheck

logger = logging.getLogger(__name__)

YEAR = datetime.timedelta(days=365)
REMIND_AFTER = datetime.timedelta(days=21)
LINK_WORKS = datetime.timedelta(days=LINK_DAYS)
State = ProfileCheck.State
# Nobody reads these (RFC 2606, and its Belgian kin): the demo site must mail no one.
_EXAMPLES = ("example.be", "example.com", "example.net", "example.org")
_EXAMPLE_ENDS = (".example", ".invalid", ".localhost", ".test")


def is_example(address: str) -> bool:
    domain = address.rpartition("@")[2].lower()
    return domain.endswith((*_EXAMPLE_ENDS, *(f".{name}" for name in _EXAMPLES))) or (
        domain in _EXAMPLES
    )


def due_companies() -> list[CompanyPage]:
    """Public profiles that nobody checked for a year, and whom we did not ask in that year.

    A profile in several languages is asked about once, in Dutch if it has that.
    """
    dutch = CompanyPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    asked = ProfileCheck.objects.filter(
        Q(asked_at__gt=timezone.now() - YEAR) | Q(state__in=ProfileCheck.OPEN)
    ).exclude(~Q(email=F("company__email")), state=State.REFUSED)
    originals = Q(locale__language_code=settings.LANGUAGE_CODE) | ~Q(
        translation_key__in=dutch.values("translation_key")
    )
    companies = (
        CompanyPage.objects.visible()
        .due_for_check()
        .filter(originals)
        .exclude(email="")
        .exclude(pk__in=asked.values("company"))
        .select_related("locale")
        .order_by("title", "pk")
    )
    return [company for company in companies if not is_example(company.email)]


def due_reminders() -> QuerySet[ProfileCheck]:
    """Questions without an answer, unless an editor checked the profile in the meantime.

    Those of which the link works no more were closed before (`close_unanswered`).
    """
    waiting = ProfileCheck.objects.filter(
        state=State.ASKED,
        reminded_at=None,
        asked_at__lte=timezone.now() - REMIND_AFTER,
    ).exclude(company__checked_on__gte=F("asked_at__date"))
    public = CompanyPage.objects.visible().exclude(email="")
    return waiting.filter(company__in=public).select_related("company__locale")


def ask_companies() -> tuple[int, int]:
    """Send what is due today; says how many questions and reminders went."""
    asked = reminded = 0
    try:
        # First, so that a mail server that is away costs no company its question.
        with get_connection() as connection:
            for company in due_companies():
                asked += _ask(company, connection)
            for check in due_reminders():
                reminded += _remind(check, connection)
    except (OSError, smtplib.SMTPException) as error:
        # No address in the log: the words of an error and its traceback may hold one.
        logger.error("Asking companies broke off (%s); the next day goes on", kind_of(error))
    return asked, reminded


def _ask(company: CompanyPage, connection) -> bool:
    try:
        with transaction.atomic():
            check = ProfileCheck.objects.create(company=company, email=company.email)
    except IntegrityError:
        return False  # another process was here
    code = _send(check, question, connection)
    if code and code < 500:
        check.delete()  # for a passing reason: tomorrow again
    elif code:
        _close(ProfileCheck.objects.filter(pk=check.pk), State.REFUSED)
    return code == 0


def _remind(check: ProfileCheck, connection) -> bool:
    mine = ProfileCheck.objects.filter(pk=check.pk, state=State.ASKED, reminded_at=None)
    if is_example(check.company.email) or not mine.update(
        reminded_at=timezone.now(), email=check.company.email
    ):
        return False
    check.email = check.company.email
    code = _send(check, reminder, connection)
    if code and code < 500:
        ProfileCheck.objects.filter(pk=check.pk).update(reminded_at=None)
    return code == 0


def _send(check: ProfileCheck, text, connection) -> int | None:
    """Mail a company; 0, or the number with which the mail server refused (RFC 5321).

    None when a provider did not say whether the mail went.

    Raises:
        OSError, SMTPException: the connection broke; the mail may have gone.
    """
    language = check.company.locale.language_code
    with translation.override(language):
        mail = notice_mail(text(check), check.email, language)
    mail.connection = connection
    site = Site.objects.filter(is_default_site=True).first()
    if site and (address := SiteSettings.for_site(site).email):
        mail.reply_to = [address]
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        return next(iter(error.recipients.values()))[0]
    except smtplib.SMTPSenderRefused as error:
        logger.error("The mail server refuses the address of the site (%s)", kind_of(error))
        return 451  # the fault of no company: tomorrow again
    except smtplib.SMTPResponseException as error:
        return error.smtp_code
    except (OSError, smtplib.SMTPException):
        raise
    except Exception as error:  # noqa: BLE001 - each API has its own; the next must be asked
        code = refusal(error)
        if code is None:
            # No address in the log. The row stays: the reminder repairs what did not arrive.
            logger.error(
                "Nobody knows whether a mail to company %s went (%s)",
                check.company_id,
                kind_of(error),
            )
        return code
    return 0


def close_unanswered() -> int:
    """Give up on links that work no more; says how many."""
    old = ProfileCheck.objects.filter(state=State.ASKED, asked_at__lte=timezone.now() - LINK_WORKS)
    return _close(old, State.UNANSWERED)


def forget_old() -> int:
    """Erase what was closed a year ago, with all that the company wrote; says how many."""
    _count, deleted = ProfileCheck.objects.filter(closed_at__lte=timezone.now() - YEAR).delete()
    return deleted.get(ProfileCheck._meta.label, 0)


def _close(checks: QuerySet, state: str) -> int:
    return checks.update(state=state, closed_at=timezone.now())
