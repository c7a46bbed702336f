"""What the links in mails prove, and what they cannot be made to prove."""

import datetime

import pytest
import time_machine
from django.core.signing import b62_encode
from django.utils import timezone
from django.utils.crypto import salted_hmac

from newsletter.subscribers.tokens import (
    CONFIRM,
    MAX_DAYS,
    PREFERENCES,
    UNSUBSCRIBE,
    BadTokenError,
    ExpiredTokenError,
    Token,
    make_token,
    read_token,
)

PURPOSES = list(MAX_DAYS)


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("series_id", [None, 7])
def test_a_token_says_who_and_which_series(purpose, series_id):
    assert read_token(purpose, make_token(purpose, 123, series_id)) == Token(123, series_id)


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("other", PURPOSES)
def test_a_token_for_one_purpose_is_refused_for_another(purpose, other):
    if purpose == other:
        return
    with pytest.raises(BadTokenError):
        read_token(other, make_token(purpose, 123))


@pytest.mark.parametrize("purpose", PURPOSES)
def test_no_token_survives_a_change_of_one_character(purpose):
    token = make_token(purpose, 123, 7)
    for place in range(len(token)):
        for character in "0aZ-":
            changed = token[:place] + character + token[place + 1 :]
            if changed != token:
                with pytest.raises(BadTokenError):
                    read_token(purpose, changed)


@pytest.mark.parametrize(
    "token",
    [
        "",
        "-",
        "--",
        "---",
        "1---",
        "1--x-",
        "a" * 5000,
        "é",
        "1-1-1-1-1",
        "\0",
        "\u0661-\u0662-\u0663-\u0664",
    ],
)
@pytest.mark.parametrize("purpose", PURPOSES)
def test_what_was_never_a_token_is_refused(purpose, token):
    with pytest.raises(BadTokenError):
        read_token(purpose, token)


def test_a_token_of_another_site_is_refused(settings):
    token = make_token(UNSUBSCRIBE, 123)
    settings.SECRET_KEY = "another"
    with pytest.raises(BadTokenError):
        read_token(UNSUBSCRIBE, token)


def test_a_token_stays_good_when_the_key_is_replaced(settings):
    token = make_token(UNSUBSCRIBE, 123)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert read_token(UNSUBSCRIBE, token) == Token(123)


@pytest.mark.parametrize("purpose", [CONFIRM, PREFERENCES])
def test_a_token_expires(purpose):
    token = make_token(purpose, 123)
    later = timezone.now() + datetime.timedelta(days=MAX_DAYS[purpose])
    with time_machine.travel(later, tick=False):
        assert read_token(purpose, token) == Token(123)
    with (
        time_machine.travel(later + datetime.timedelta(days=1), tick=False),
        pytest.raises(ExpiredTokenError) as caught,
    ):
        read_token(purpose, token)
    assert caught.value.subscriber_id == 123


def test_a_link_to_unsubscribe_works_after_years():
    token = make_token(UNSUBSCRIBE, 123)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=4000), tick=False):
        assert read_token(UNSUBSCRIBE, token) == Token(123)


def test_the_address_of_one_click_unsubscribing_fits_a_header_line():
    """Of which 78 characters may be filled, RFC 5322, 2.1.1; three are ` <` and `>`."""
    token = make_token(UNSUBSCRIBE, 999_999, 99)
    assert len(f"https://sociale-economie.example.be/uit/{token}/") <= 75


def test_a_token_is_signed_as_django_signs(settings):
    """So that links in mails that were sent keep working."""
    mac = salted_hmac(
        "newsletter.token.unsubscribe", "3f-7-", settings.SECRET_KEY, algorithm="sha256"
    )
    assert (
        make_token(UNSUBSCRIBE, 123, 7) == f"3f-7--{b62_encode(int.from_bytes(mac.digest()[:16]))}"
    )
