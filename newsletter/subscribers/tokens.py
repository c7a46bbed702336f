"""Short signed texts in links of mails: who, for what, and perhaps until when.

A token is `subscriber-series-day-signature`: the first three in base 36 (series and day may
be empty), then 128 bits of HMAC-SHA256 in base 62. Its key belongs to one purpose, so that a
link to the preferences cannot unsubscribe, and the reverse. Letters, digits and hyphens
only: programs that make links clickable leave it whole. Django's own signer keeps 256 bits,
with which an address in a List-Unsubscribe header would not fit on a line of 78 characters.
"""

import datetime
import functools
import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.core.signing import b62_encode
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import base36_to_int, int_to_base36

CONFIRM = "confirm"
PREFERENCES = "preferences"
UNSUBSCRIBE = "unsubscribe"

# Days that a link works. One to unsubscribe works as long as somebody keeps the mail.
MAX_DAYS = {CONFIRM: 14, PREFERENCES: 90, UNSUBSCRIBE: None}

_EPOCH = datetime.date(2024, 1, 1)
_SIGNATURE_BYTES = 16
_MAX_LENGTH = 80


class BadTokenError(ValueError):
    """A text that was never a token for this purpose."""


class ExpiredTokenError(BadTokenError):
    """A token that was good, but too long ago; `subscriber_id` says whose."""

    def __init__(self, subscriber_id: int):
        super().__init__("expired")
        self.subscriber_id = subscriber_id


@dataclass(frozen=True)
class Token:
    """What a good token says."""

    subscriber_id: int
    series_id: int | None = None


def make_token(purpose: str, subscriber_id: int, series_id: int | None = None) -> str:
    """A token for one purpose, of at most 50 characters (33 for ids below a million)."""
    day = "" if MAX_DAYS[purpose] is None else int_to_base36(_today())
    series = "" if series_id is None else int_to_base36(series_id)
    text = f"{int_to_base36(subscriber_id)}-{series}-{day}"
    return f"{text}-{_sign(purpose, text, settings.SECRET_KEY)}"


def read_token(purpose: str, token: str) -> Token:
    """What the token says.

    Raises:
        BadTokenError: it is forged, damaged, or made for another purpose.
        ExpiredTokenError: it is older than `MAX_DAYS` of its purpose.
    """
    text, _hyphen, signature = token[:_MAX_LENGTH].rpartition("-")
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if not any(constant_time_compare(signature, _sign(purpose, text, key)) for key in keys):
        raise BadTokenError("forged")
    subscriber, series, day = text.split("-")
    subscriber_id = base36_to_int(subscriber)
    days = MAX_DAYS[purpose]
    if days is not None and _today() - base36_to_int(day) > days:
        raise ExpiredTokenError(subscriber_id)
    return Token(subscriber_id, base36_to_int(series) if series else None)


def _today() -> int:
    return (timezone.localdate() - _EPOCH).days


def _sign(purpose: str, text: str, key: str) -> str:
    """As Django's `salted_hmac`, which would derive the key anew for each of many mails."""
    digest = hmac.digest(_derived(f"newsletter.token.{purpose}", key), text.encode(), "sha256")
    return b62_encode(int.from_bytes(digest[:_SIGNATURE_BYTES]))


@functools.lru_cache(maxsize=16)
def _derived(salt: str, key: str) -> bytes:
    return hashlib.sha256((salt + key).encode()).digest()
