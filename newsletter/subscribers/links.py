"""The links in mails that belong to one person, as whole addresses."""

import functools

from django.conf import settings
from django.urls import reverse

from newsletter.subscribers.tokens import CONFIRM, PREFERENCES, UNSUBSCRIBE, make_token

_PLACE = "0-0-0-0"  # where the token stands


def confirm_url(subscriber_id: int) -> str:
    """A page with the button that makes a request real."""
    return _with_token("subscription_confirm", make_token(CONFIRM, subscriber_id))


def preferences_url(subscriber_id: int) -> str:
    """The page where a person changes, exports and erases what the site knows."""
    return _with_token("subscription_preferences", make_token(PREFERENCES, subscriber_id))


def unsubscribe_url(subscriber_id: int, series_id: int | None = None) -> str:
    """For the List-Unsubscribe header and the foot of an issue: a POST ends the subscription.

    `series_id` is of `Series.objects.originals()`; without it everything ends. RFC 8058.
    """
    return _with_token("unsubscribe", make_token(UNSUBSCRIBE, subscriber_id, series_id))


def sign_up_url() -> str:
    """The form, in the language of the moment."""
    return settings.SITE_URL + reverse("sign_up")


def _with_token(name: str, token: str) -> str:
    return settings.SITE_URL + _path(name).replace(_PLACE, token)


@functools.cache
def _path(name: str) -> str:
    """Looked up once: a mailing asks for two of these in each mail. No language is in them."""
    return reverse(name, kwargs={"token": _PLACE})
