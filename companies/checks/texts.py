"""What the mails to a company say."""

from django.conf import settings
from django.utils.translation import gettext as _

from cms.mail.notice import NoticeText
from companies.checks.links import check_url
from companies.models import ProfileCheck

LINK_DAYS = 60


def question(check: ProfileCheck) -> NoticeText:
    """The yearly mail, in the language of the moment."""
    return _text(check, _("Is your profile still right, %(company)s?"))


def reminder(check: ProfileCheck) -> NoticeText:
    """The one mail after it."""
    return _text(check, _("A reminder: is your profile still right, %(company)s?"))


def _text(check: ProfileCheck, title: str) -> NoticeText:
    return NoticeText(
        title=title % {"company": check.company.title},
        before=(
            _(
                "Buyers and visitors find you on %(site)s. Once a year we ask whether what"
                " stands there is still right."
            )
            % {"site": settings.WAGTAIL_SITE_NAME},
            _(
                "Is it? Then one click is enough. Is something wrong? Fill in how it should be:"
                " we look at it and put it on the site. You need no account."
            ),
        ),
        label=_("Look at your profile"),
        url=check_url(check),
        after=(
            _("The link works for %(days)s days, and for one answer.") % {"days": LINK_DAYS},
            _("Are you not the right person? Then forward this mail to a colleague."),
        ),
    )
