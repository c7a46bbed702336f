"""Logging in: one page, a second factor, no sign-up."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache

from cms.security import limits
from users.models import User


@pytest.fixture(autouse=True)
def _fresh_counts(monkeypatch):
    cache.clear()
    monkeypatch.setattr(limits, "_sketch", limits.Sketch())


def log_in(client, **form):
    form = {"login": "redacteur", "password": "wachtwoord", **form}
    return client.post("/account/login/", form)


@pytest.fixture
def totp_secret(editor_user):
    secret = generate_totp_secret()
    TOTP.activate(editor_user, secret)
    return secret


def test_the_admin_sends_to_the_one_login_page(client, db):
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1] == ("/account/login/?next=/admin/", 302)


@pytest.mark.parametrize("path", ["/admin/login/", "/_util/login/"])
def test_the_login_pages_of_wagtail_lead_to_the_one_with_a_second_factor(client, db, path):
    assert client.get(path)["Location"].startswith("/account/login/?next=")
    posted = client.post(path, {"username": "redacteur", "password": "wachtwoord"})
    assert posted.status_code == 302
    assert "_auth_user_id" not in client.session


def test_an_editor_with_a_password_comes_in_the_admin(client, editor_user):
    assert log_in(client)["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_wrong_password_is_refused_in_dutch(client, editor_user):
    answer = log_in(client, password="fout")
    assert "zijn incorrect" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_login_never_leads_to_another_site(client, editor_user):
    assert log_in(client, next="https://kwaad.example/")["Location"] == "/admin/"


def test_a_password_alone_is_not_enough_for_who_has_a_second_factor(
    client, editor_user, totp_secret
):
    assert log_in(client)["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/admin/").status_code == 302
    wrong = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    code = format_hotp_value(hotp_value(totp_secret, next(yield_hotp_counters_from_time())))
    client.post("/account/2fa/authenticate/", {"code": code})
    assert client.get("/admin/").status_code == 200


def test_the_secret_of_a_second_factor_is_not_stored_in_clear(editor_user, totp_secret):
    stored = str(Authenticator.objects.get(user=editor_user, type="totp").data)
    assert totp_secret not in stored


def test_nobody_signs_up(client, db):
    form = {"username": "nieuw", "email": "nieuw@example.be"}
    form |= {"password1": "Lang-genoeg-42", "password2": "Lang-genoeg-42"}
    client.post("/account/signup/", form)
    assert not User.objects.filter(username="nieuw").exists()


def test_a_second_factor_can_be_made_compulsory(client, editor_user, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(editor_user)
    assert client.get("/admin/")["Location"] == "/account/2fa/"
    assert client.get("/account/2fa/").status_code == 200
    TOTP.activate(editor_user, generate_totp_secret())
    assert client.get("/admin/").status_code == 200


def test_who_may_not_edit_is_told_so_and_not_sent_round(client, db):
    client.force_login(User.objects.create_user("lezer", password="wachtwoord"))
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403
    assert "geen toegang" in answer.content.decode()


def test_forgetting_a_password_tells_nobody_who_has_an_account(client, editor_user, mailoutbox):
    known = client.post("/account/password/reset/", {"email": "redacteur@example.be"})
    unknown = client.post("/account/password/reset/", {"email": "vreemd@example.be"})
    assert known["Location"] == unknown["Location"]
    assert "/account/password/reset/key/" in mailoutbox[0].body


def test_the_public_site_sets_no_cookie_and_does_not_vary_by_it(client, home):
    answer = client.get("/")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
