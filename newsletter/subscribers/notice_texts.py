"""What the mails to one person say, once for their part in HTML and their part in text.

Nothing that a visitor typed stands in them: whoever fills in somebody else's address cannot
have us mail a message.
"""

from django.utils.translation import gettext as _

from cms.mail.notice import NoticeText
from newsletter.models import Notice
from newsletter.subscribers.links import confirm_url, preferences_url, sign_up_url
from newsletter.subscribers.tokens import CONFIRM, MAX_DAYS, PREFERENCES


def notice_text(notice: Notice) -> NoticeText:
    """The words of a notice in the language of the moment."""
    return _TEXTS[notice.kind](notice.subscriber_id)


def _confirm(subscriber_id: int) -> NoticeText:
    return NoticeText(
        title=_("Confirm your subscription"),
        before=(_("Somebody, probably you, filled in this address to get our newsletter:"),),
        label=_("Confirm"),
        url=confirm_url(subscriber_id),
        after=(
            _(
                "The link works for %(days)s days. It opens a page with a button: only after you"
                " press that are you subscribed."
            )
            % {"days": MAX_DAYS[CONFIRM]},
            _(
                "Was it not you? Then do nothing. You get nothing more from us, and we forget"
                " this address."
            ),
        ),
    )


def _already(subscriber_id: int) -> NoticeText:
    return NoticeText(
        title=_("You are subscribed already"),
        before=(
            _(
                "Somebody, probably you, filled in this address to get our newsletter. You get"
                " it already, so you need to do nothing."
            ),
        ),
        label=_("Change your preferences"),
        url=preferences_url(subscriber_id),
        after=(_("Was it not you? Then do nothing: nothing changes."),),
    )


def _welcome(subscriber_id: int) -> NoticeText:
    return NoticeText(
        title=_("You are subscribed"),
        before=(_("Welcome. From now on you get:"),),
        label=_("Change your preferences"),
        url=preferences_url(subscriber_id),
        after=(
            _("At the bottom of every newsletter is a link to unsubscribe."),
            _("We do not see which mails you open or which links you follow."),
        ),
    )


def _preferences(subscriber_id: int) -> NoticeText:
    return NoticeText(
        title=_("Your link to your preferences"),
        before=(
            _(
                "With this link you change what you get, see what we know about you, and erase"
                " it if you want."
            ),
        ),
        label=_("Open your preferences"),
        url=preferences_url(subscriber_id),
        after=(
            _("The link works for %(days)s days. Keep it for yourself.")
            % {"days": MAX_DAYS[PREFERENCES]},
            _("Did you not ask for this? Then do nothing: nothing changes."),
        ),
    )


def _goodbye(subscriber_id: int) -> NoticeText:
    return NoticeText(
        title=_("You are unsubscribed"),
        before=(_("You do not get this newsletter any more:"),),
        label=_("See or erase your data"),
        url=preferences_url(subscriber_id),
        after=(
            _("Thank you for reading. Was it a mistake? Subscribe again: %(url)s")
            % {"url": sign_up_url()},
        ),
    )


def _erased(subscriber_id: int) -> NoticeText:
    return NoticeText(
        title=_("Your data are erased"),
        before=(
            _(
                "You get no newsletters any more, and we erased your address and everything that"
                " we knew about you. This is our last mail."
            ),
            _(
                "We keep one scrambled code, from which nobody can read your address. With it we"
                " see to it that nobody puts you on the list again."
            ),
        ),
        after=(_("You can always come back: %(url)s") % {"url": sign_up_url()},),
    )


_TEXTS = {
    Notice.Kind.CONFIRM: _confirm,
    Notice.Kind.ALREADY: _already,
    Notice.Kind.WELCOME: _welcome,
    Notice.Kind.PREFERENCES: _preferences,
    Notice.Kind.GOODBYE: _goodbye,
    Notice.Kind.ERASED: _erased,
}
