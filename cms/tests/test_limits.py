"""Limits on what one address may ask, and that no header gets around them."""

import itertools

import pytest

from cms.security import limits
from cms.security.client import client_address

_NUMBERS = itertools.count()


def forged():
    """Headers of somebody who invents a new address each time."""
    number = next(_NUMBERS)
    return {
        "HTTP_X_FORWARDED_FOR": f"198.51.{number // 250 % 250}.{number % 250}",
        "HTTP_X_REAL_IP": f"203.0.113.{number % 250}",
        "HTTP_FORWARDED": f"for=192.0.2.{number % 250}",
    }


def statuses(ask, times):
    return [ask().status_code for _ in range(times)]


def test_a_thousand_logins_with_invented_addresses_get_past_the_limit_not_once(client, db):
    def guess():
        return client.post("/account/login/", {"login": "x", "password": "y"}, **forged())

    found = statuses(guess, 1000)
    assert found[:20] == [200] * 20
    assert found[20:] == [429] * 980


def test_a_thousand_searches_with_invented_addresses_get_past_the_limit_not_once(client, db):
    found = statuses(lambda: client.head("/zoeken/", {"q": ""}, **forged()), 1000)
    assert found[:60] == [200] * 60
    assert found[60:] == [429] * 940


def test_behind_a_proxy_only_what_the_proxy_saw_counts(client, db, settings):
    settings.TRUSTED_PROXIES = 1

    def guess():
        invented = forged()["HTTP_X_FORWARDED_FOR"]
        return client.post(
            "/account/2fa/authenticate/", HTTP_X_FORWARDED_FOR=f"{invented}, 10.1.1.1"
        )

    assert statuses(guess, 21)[-1] == 429
    other = client.post("/account/2fa/authenticate/", HTTP_X_FORWARDED_FOR="10.1.1.2")
    assert other.status_code != 429


def test_a_provider_that_tells_what_came_back_has_no_limit(client, db):
    """One address tells of every mail of a mailing; each message holds a secret."""
    told = statuses(lambda: client.post("/anymail/postmark/tracking/"), 40)
    assert set(told) == {404}  # the optional package is not there


def test_the_refusal_is_a_dutch_page_that_says_when_to_try_again(client, db):
    refusal = [client.post("/bestaat-niet/") for _ in range(31)][-1]
    assert refusal.status_code == 429
    assert 0 < int(refusal["Retry-After"]) <= 600
    assert "Even geduld" in refusal.content.decode()
    assert refusal["Cache-Control"] == "no-store"


def test_the_refusal_is_in_the_language_of_the_page_and_says_how_long_it_takes(client, db):
    refusal = [client.post("/fr/bestaat-niet/") for _ in range(31)][-1]
    assert refusal["Retry-After"] == "600"
    assert "Réessayez dans 10 minutes" in refusal.content.decode()


def test_programs_are_refused_in_json(client, db):
    refusal = [client.get("/api/zoeken/") for _ in range(61)][-1]
    assert refusal.status_code == 429
    assert refusal.json()["error"]
    assert refusal["Access-Control-Allow-Origin"] == "*"  # or a program elsewhere cannot read it


def test_a_page_that_is_only_read_has_no_limit(client, home):
    assert set(statuses(lambda: client.get("/"), 70)) == {200}


def test_the_count_starts_again_in_the_next_window():
    sketch = limits.Sketch()
    assert [sketch.hit("zoeken|a", 60, now) for now in (0, 59, 60)] == [1, 2, 1]


def test_two_addresses_are_counted_apart():
    sketch = limits.Sketch()
    for number in range(200):
        assert sketch.hit(f"zoeken|{number}", 60, 0) == 1


def test_the_counts_hold_no_address():
    sketch = limits.Sketch()
    sketch.hit("zoeken|203.0.113.9", 60, 0)
    assert b"203.0.113.9" not in bytes(sketch._table)


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "address"),
    [
        (0, "192.0.2.1", "203.0.113.5", "192.0.2.1"),
        (1, "127.0.0.1", "203.0.113.5, 198.51.100.7", "198.51.100.7"),
        (2, "127.0.0.1", "203.0.113.5, 198.51.100.7, 10.0.0.1", "198.51.100.7"),
        (2, "127.0.0.1", "203.0.113.5", "127.0.0.1"),
        (1, "127.0.0.1", "", "127.0.0.1"),
        (1, "", "<script>", "unknown"),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
        (0, "::ffff:192.0.2.1", "", "192.0.2.1"),
    ],
)
def test_the_address_is_the_one_before_our_own_proxies(
    rf, settings, proxies, remote, forwarded, address
):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address
