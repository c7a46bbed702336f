"""Figures behind a token, and a site that goes on when what it leans on is away."""

import datetime

import pytest
from django.core.cache import caches
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from cms import health
from operations import errors, metrics

REDIS_AWAY = {
    "BACKEND": "cms.caches.ForgivingRedisCache",
    "LOCATION": "redis://127.0.0.1:1/0",
}


@pytest.fixture
def _without_redis(settings):
    settings.CACHES = {**settings.CACHES, "default": REDIS_AWAY}


@pytest.mark.usefixtures("_without_redis")
def test_pages_are_served_while_redis_is_away(client, home):
    assert client.get("/").status_code == 200
    assert client.get("/zoeken/?q=groen").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["checks"]["cache"] == "unreachable"


@pytest.mark.usefixtures("_without_redis")
def test_a_cache_that_is_away_is_an_empty_cache():
    cache = caches["default"]
    cache.set("a", 1)
    assert cache.get("a", "niets") == "niets"
    assert cache.get_many(["a"]) == {}
    assert cache.add("a", 1) is False
    with pytest.raises(ValueError, match="127"):
        cache.incr("a")


def test_a_mail_server_that_is_away_is_named(client, db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    health._mail.cache_clear()
    answer = client.get("/readyz")
    health._mail.cache_clear()
    assert answer.status_code == 200
    assert answer.json()["checks"]["mail"] == "unreachable"


def test_a_full_disk_is_named(client, db, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 10**18)
    assert client.get("/readyz").json()["checks"]["disk"] == "full"


def test_a_queue_that_nobody_serves_is_named(client, db):
    task = DBTaskResult.objects.create(
        task_path="x",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="background",
        run_after=get_date_max(),
    )
    assert client.get("/readyz").json()["checks"]["queue"] == "ok"
    long_ago = timezone.now() - datetime.timedelta(hours=1)
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=long_ago)
    assert client.get("/readyz").json()["checks"]["queue"].startswith("waiting")


@pytest.mark.parametrize("header", ["", "Bearer fout", "Bearer ", "Bearer gehéim"])
def test_figures_do_not_exist_for_who_has_no_token(client, home, settings, header):
    settings.METRICS_TOKEN = "geheim"
    assert client.get("/metrics", HTTP_AUTHORIZATION=header).status_code == 404
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", HTTP_AUTHORIZATION="Bearer ").status_code == 404


def test_figures_say_which_part_works(client, home, settings):
    settings.METRICS_TOKEN = "geheim"
    text = client.get("/metrics", HTTP_AUTHORIZATION="Bearer geheim").content.decode()
    assert 'site_part_ok{part="database"} 1.0' in text
    assert "site_pages_live" in text


def test_figures_tell_of_a_database_that_is_away(client, db, settings, monkeypatch):
    settings.METRICS_TOKEN = "geheim"
    monkeypatch.setattr(metrics, "checks", lambda: {"database": "unreachable", "disk": "ok"})
    answer = client.get("/metrics", HTTP_AUTHORIZATION="Bearer geheim")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert 'site_part_ok{part="database"} 0.0' in text
    assert 'site_part_ok{part="disk"} 1.0' in text
    assert "site_pages_live" not in text


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_platform_asks_over_plain_http_and_by_any_address(client, db, settings, path):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["www.example.be"]
    assert client.get(path, HTTP_HOST="10.2.3.4").status_code == 200


def test_an_error_is_reported_without_what_is_of_one_person():
    secret = "c-3-tk-4iVAEv3leaMJu9AL7vJbFV"
    path = f"/nieuwsbrief/voorkeuren/{secret}/"
    event = {
        "request": {"url": f"http://127.0.0.1{path}", "headers": {"Cookie": secret}},
        "logentry": {"message": "Internal Server Error: %s", "params": (path,)},
        "breadcrumbs": {"values": [{"message": f"GET {path}"}]},
        "user": {"ip_address": "10.2.3.4"},
    }
    reported = errors._without_person(event, {})
    assert secret not in str(reported)
    assert "10.2.3.4" not in str(reported)
    assert reported["request"]["url"] == "http://127.0.0.1/nieuwsbrief/voorkeuren/***/"


def test_an_error_is_reported_without_what_somebody_asked():
    """What follows a question mark: words that were searched for, an address in a form."""
    path = "/zoeken/?q=schulden&gemeente=Temse"
    event = {
        "request": {"url": f"http://127.0.0.1{path}", "query_string": "q=schulden"},
        "logentry": {"message": f"Not Found: {path}"},
        "breadcrumbs": {
            "values": [
                {"message": f"GET {path} HTTP/1.1", "data": {"http.query": "q=schulden"}},
                {"data": {"url": f"http://127.0.0.1{path}", "http.fragment": "schulden"}},
            ]
        },
    }
    reported = errors._without_person(event, {})
    assert "schulden" not in str(reported)
    assert "Temse" not in str(reported)
    assert reported["request"]["url"] == "http://127.0.0.1/zoeken/?***"
