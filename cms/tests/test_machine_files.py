"""Health, robots, security.txt, sitemap and errors: what machines and lost visitors get."""

import datetime
import json

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction, Site

from cms import health
from cms.models import Pulse, SiteSettings
from cms.views.errors import server_error
from home.factories import StandardPageFactory
from newsletter.tests.mailserver import MailServer


def test_the_process_says_that_it_lives(client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_a_site_that_can_work_says_so(db, client):
    answer = client.get("/readyz").json()
    assert answer["status"] == "ok"
    assert list(answer["checks"]) == [
        "database",
        "cache",
        "queue",
        "mail",
        "media",
        "disk",
        "mailings",
    ]


def test_a_site_without_its_cache_says_so_and_goes_on(db, client, monkeypatch):
    monkeypatch.setattr(cache, "get", lambda _key: None)
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["checks"]["cache"] == "unreachable"


@pytest.mark.parametrize(("minutes", "is_ok"), [(14, True), (16, False)])
def test_a_worker_that_gives_no_sign_of_life_is_named(db, client, real_worker, minutes, is_ok):
    Pulse.objects.beat("worker")
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=minutes), tick=False):
        said = client.get("/readyz").json()["checks"]["queue"]
    assert said.startswith("ok" if is_ok else "no worker since")


@pytest.mark.parametrize(("minutes", "is_ok"), [(14, True), (16, False)])
def test_a_site_that_never_had_a_worker_says_so_after_a_while(
    db, client, real_worker, minutes, is_ok
):
    moment = timezone.now() - datetime.timedelta(minutes=minutes)
    MigrationRecorder.Migration.objects.update(applied=moment)
    said = client.get("/readyz").json()["checks"]["queue"]
    assert said.startswith("ok" if is_ok else "no worker since")


@pytest.fixture
def read_only(monkeypatch):
    """Every disk is mounted so; `root`, whom permissions do not stop, is told that too."""
    health._media.cache_clear()
    monkeypatch.setattr(health.os, "access", lambda _path, _mode: False)
    yield
    health._media.cache_clear()


def test_a_media_folder_that_cannot_be_written_is_named(db, client, read_only, monkeypatch):
    monkeypatch.setattr(health, "_can_write_database", lambda: True)
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["checks"]["media"] == "read-only"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="its file is on another machine")
def test_a_database_file_that_cannot_be_written_is_named(db, client, read_only):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["checks"]["database"] == "read-only"


@pytest.fixture
def mail_server(settings):
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "terug", "geheim"
    health._mail.cache_clear()
    yield server
    health._mail.cache_clear()
    server.stop()


@pytest.mark.parametrize(("lets_in", "state"), [(True, "ok"), (False, "refused: login")])
def test_a_password_that_the_mail_server_refuses_is_named(db, client, mail_server, lets_in, state):
    mail_server.lets_in = lets_in
    assert client.get("/readyz").json()["checks"]["mail"] == state


def test_a_mail_server_that_cannot_do_what_is_asked_is_named(db, client, mail_server, settings):
    settings.EMAIL_USE_TLS = True
    assert client.get("/readyz").json()["checks"]["mail"] == "refused"


@pytest.fixture
def migrations(monkeypatch):
    """Gives how often the migrations were looked through; the last of them is still to come."""
    asked = []

    class Executor(MigrationExecutor):
        def migration_plan(self, targets, **options):
            asked.append(targets)
            return [targets[-1:]]

    monkeypatch.setattr(health, "MigrationExecutor", Executor)
    health._is_behind.cache_clear()
    yield asked
    health._is_behind.cache_clear()


def test_a_site_that_still_must_migrate_says_so(db, client, migrations):
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["database"] == "migrations pending"


def test_who_asks_often_has_the_migrations_looked_through_once(db, client, migrations):
    """It takes a hundred times longer than the rest, and anybody may ask."""
    with time_machine.travel(0, tick=False):
        for _ in range(3):
            client.get("/readyz")
    assert len(migrations) == 1


def test_robots_are_kept_out_of_the_admin(home, client):
    assert "Disallow: /admin/" in client.get("/robots.txt").content.decode()


def test_there_is_no_security_txt_without_an_address(home, client):
    assert client.get("/.well-known/security.txt").status_code == 404


def test_security_txt_names_the_address_and_its_last_day(home, client):
    details = SiteSettings.for_site(home.get_site())
    details.security_email = "veilig@example.be"
    details.save()
    text = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:veilig@example.be" in text
    assert "Expires: " in text


@pytest.mark.parametrize("is_private", [False, True])
def test_security_txt_names_a_policy_that_anybody_may_read(is_private, home, client):
    policy = StandardPageFactory(parent=home, slug="melden")
    if is_private:
        PageViewRestriction.objects.create(page=policy, restriction_type="login")
    details = SiteSettings.for_site(home.get_site())
    details.security_email, details.security_page = "veilig@example.be", policy
    details.save()
    text = client.get("/.well-known/security.txt").content.decode()
    assert ("/melden/" in text) is not is_private


def test_the_sitemap_lists_no_draft_and_no_private_page(home, client):
    StandardPageFactory(parent=home, title="Open", slug="open")
    StandardPageFactory(parent=home, title="Klad", slug="klad", live=False)
    private = StandardPageFactory(parent=home, title="Besloten", slug="besloten")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    text = client.get("/sitemap.xml").content.decode()
    assert "/open/" in text
    assert "/klad/" not in text
    assert "/besloten/" not in text


def french_home(home):
    french = Locale.objects.create(language_code="fr")
    translation = home.copy_for_translation(french)
    translation.save_revision().publish()
    return translation


def test_each_language_has_a_sitemap_of_its_own(home, client):
    french_home(home)
    assert "<loc>http://localhost/fr/</loc>" in client.get("/fr/sitemap.xml").content.decode()
    assert "<loc>http://localhost/fr/</loc>" not in client.get("/sitemap.xml").content.decode()
    robots = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/fr/sitemap.xml" in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots


def test_a_sitemap_names_the_other_languages_of_a_page(home, client):
    french_home(home)
    text = client.get("/sitemap.xml").content.decode()
    for language, path in (("nl", ""), ("x-default", ""), ("fr", "fr/")):
        assert f'hreflang="{language}" href="http://localhost/{path}"' in text


def test_a_sitemap_has_the_host_name_that_another_process_gave_the_site(home, client):
    """Each process keeps the addresses of the site in a memory of its own."""
    client.get("/sitemap.xml")
    Site.objects.update(hostname="www.example.be")
    assert "<loc>http://www.example.be/</loc>" in client.get("/sitemap.xml").content.decode()


def test_a_language_without_home_page_has_no_sitemap(home, client):
    assert client.get("/fr/sitemap.xml").status_code == 404
    assert "/fr/" not in client.get("/robots.txt").content.decode()


def test_a_lost_visitor_reads_so_in_dutch(home, client):
    response = client.get("/bestaat-niet/")
    assert response.status_code == 404
    assert 'lang="nl' in response.content.decode()


@pytest.mark.parametrize("language", ["en", "fr-BE", "de"])
def test_the_language_of_a_browser_changes_nothing(language, home, client):
    response = client.get("/", headers={"accept-language": language})
    assert 'lang="nl' in response.content.decode()
    assert "Accept-Language" not in response.get("Vary", "")


def test_the_error_page_needs_neither_database_nor_context():
    assert "<h1" in render_to_string("500.html")


def test_the_error_page_needs_no_static_files(settings, tmp_path, rf):
    backend = "cms.storage.BundlingStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}
    settings.STATIC_ROOT = tmp_path  # nothing was collected there
    response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert "<h1" in response.content.decode()
    assert "stylesheet" not in response.content.decode()


def test_a_title_cannot_end_the_structured_data(home, client):
    page = StandardPageFactory(parent=home, title="</script><b>", slug="streng")
    html = client.get(page.url).content.decode()
    document = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert "\\u003C/script\\u003E" in document
    assert json.loads(document)
