"""Logs: with the number of the request, never with a key."""

import json
import logging

import pytest

from cms.logs import JsonFormatter, RequestIdFilter, SecretsFilter, without_secrets


@pytest.mark.parametrize(
    "path",
    [
        "/account/password/reset/key/1-cz1ab2-0123456789abcdef0123456789abcdef/",
        "/nieuwsbrief/uitschrijven/MTI:1tLq3x:Xk3dPq0aZyT4/",
        "/nieuwsbrief/bevestigen/0c5f1f2e-3c60-4a3c-9a7a-1c2d3e4f5a6b/",
        "/x/Zm9vYmFyYmF6cXV4/",
    ],
)
def test_a_key_in_an_address_is_not_logged(path):
    assert without_secrets(path).endswith("/***/")


@pytest.mark.parametrize(
    "path",
    ["/", "/agenda/vorming-voorbehouden-opdrachten-2026/", "/media/images/foto.width-800.webp"],
)
def test_an_address_without_a_key_is_logged_as_it_is(path):
    assert without_secrets(path) == path


def test_a_warning_about_a_refused_form_has_no_key_either():
    path = "/klopt-dit-nog/5-1.VEIqy6AFzJXr0eLvEtSG28P7kVTEY6kupYH370Dhn2Q/"
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "%s: %s", ("Gone", path), None
    )
    SecretsFilter().filter(record)
    assert record.getMessage() == "Gone: /klopt-dit-nog/***/"


def test_a_warning_about_a_refused_request_has_its_number(home, client):
    """Django gives it when the answer has left the site."""
    lines = []
    handler = logging.Handler()
    handler.addFilter(RequestIdFilter())
    handler.emit = lambda record: lines.append(record.request_id)
    logging.getLogger("django.request").addHandler(handler)
    try:
        client.get("/bestaat-niet/", HTTP_X_REQUEST_ID="abcd-1234")
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    assert lines == ["abcd-1234"]


def test_an_answer_has_the_number_that_the_proxy_gave(client):
    assert client.get("/healthz", HTTP_X_REQUEST_ID="abcd-1234")["X-Request-ID"] == "abcd-1234"


def test_a_number_that_is_none_is_replaced(client):
    answer = client.get("/healthz", HTTP_X_REQUEST_ID='"><script>')
    assert answer["X-Request-ID"].isalnum()


def test_a_line_of_json_holds_the_message_and_its_number():
    record = logging.LogRecord(
        "site", logging.INFO, "", 1, "Opgeslagen: %s", ("één\nregel",), None
    )
    record.request_id = "abc"
    text = JsonFormatter().format(record)
    assert "\n" not in text
    line = json.loads(text)
    assert (line["message"], line["request_id"]) == ("Opgeslagen: één\nregel", "abc")
