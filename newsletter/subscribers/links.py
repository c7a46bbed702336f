"""The links in mails that belong to one person, as whole addresses."""

from django.conf import settings
from django.urls import reverse

from newsletter.subscribers.tokens import CONFIRM, PREFERENCES, UNSUBSCRIBE, make_token


def confirm_url(subscriber_id: int) -> str:
    """A page with the button that makes a request real."""
    return _whole("subscription_confirm", token=make_token(CONFIRM, subscriber_id))


def preferences_url(subscriber_id: int) -> str:
    """The page where a person changes, exports and erases what the site knows."""
    return _whole("subscription_preferences", token=make_token(PREFERENCES, subscriber_id))


def unsubscribe_url(subscriber_id: int, series_id: int | None = None) -> str:
    """For the List-Unsubscribe header and the foot of an issue: a POST ends the subscription.

    `series_id` is of `Series.objects.originals()`; without it everything ends. RFC 8058.
    """
    token = make_token(UNSUBSCRIBE, subscriber_id, series_id)
    return _whole("unsubscribe", token=token)


def sign_up_url() -> str:
    """The form, in the language of the moment."""
    return _whole("sign_up")


def _whole(name: str, **kwargs) -> str:
    return settings.SITE_URL + reverse(name, kwargs=kwargs)
