"""The environment variables: one clear line when any of them is wrong."""

import pytest

from cms.environment import (
    BASE_DIR,
    LOCAL_SECRET_KEY,
    SettingsError,
    read_environment,
    read_server,
)

NAMES = (
    "DEBUG", "SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "DATABASE_URL", "DATABASE_POOL_SIZE",
    "FRONTEND_CACHE", "FRONTEND_CACHE_SECONDS",
    "DATABASE_REPLICA_URL", "REDIS_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL", "ANYMAIL_PROVIDER",
    "ANYMAIL", "MEDIA_ROOT", "MEDIA_S3",
    "STATIC_ROOT", "LOG_LEVEL", "SEARCH_LOG_DAYS", "TRANSLATOR", "TRANSLATOR_KEY",
    "TRANSLATOR_URL", "TRUSTED_PROXIES", "SENTRY_DSN", "HOST", "PORT", "WEB_CONCURRENCY",
    "LOG_FORMAT", "SECRET_KEY_FALLBACKS", "PAGE_CACHE_MB", "SEARCH_INDEX_DIR",
    "SECOND_FACTOR_REQUIRED", "METRICS_TOKEN", "BOUNCE_ADDRESS", "BOUNCE_IMAP_URL",
    "MAILS_PER_MINUTE", "MAILS_PER_DOMAIN_PER_MINUTE", "ADDRESS_HASH_KEY",
    "SUBSCRIBER_RETENTION_DAYS", "ASK_COMPANIES", "HSTS_SUBDOMAINS",
)  # fmt: skip


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_every_wrong_variable_is_named_at_once(monkeypatch):
    monkeypatch.setenv("DEBUG", "ja")
    monkeypatch.setenv("DATABASE_URL", "mysql://localhost/site")
    monkeypatch.setenv("SITE_URL", "ftp://example.be")
    with pytest.raises(SettingsError) as error:
        read_environment()
    line = str(error.value)
    assert "\n" not in line
    assert all(name in line for name in ("DEBUG", "DATABASE_URL", "SITE_URL"))


def test_a_site_on_https_must_bring_its_own_secret(monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://www.example.be")
    with pytest.raises(SettingsError, match="SECRET_KEY"):
        read_environment()


def test_a_short_secret_is_no_secret(monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://www.example.be")
    monkeypatch.setenv("SECRET_KEY", "kort")
    with pytest.raises(SettingsError, match="SECRET_KEY"):
        read_environment()


def test_redis_is_reached_by_a_redis_address(monkeypatch):
    monkeypatch.setenv("REDIS_URL", "http://localhost")
    with pytest.raises(SettingsError, match="REDIS_URL"):
        read_environment()


@pytest.mark.parametrize(
    ("database", "replica"),
    [
        ("postgres://db.example.be/site", "onzin"),
        ("postgres://db.example.be/site", "sqlite:////tmp/site.sqlite3"),
        ("sqlite:////tmp/site.sqlite3", "postgres://replica.example.be/site"),
    ],
)
def test_a_replica_is_a_postgresql_beside_a_postgresql(database, replica, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", database)
    monkeypatch.setenv("DATABASE_REPLICA_URL", replica)
    with pytest.raises(SettingsError, match="DATABASE_REPLICA_URL"):
        read_environment()


def test_a_replica_has_an_address_of_its_own(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example.be/site")
    monkeypatch.setenv("DATABASE_REPLICA_URL", "postgres://replica.example.be/site")
    environment = read_environment()
    assert environment.database_replica["HOST"] == "replica.example.be"
    monkeypatch.setenv("DATABASE_REPLICA_URL", "")
    assert read_environment().database_replica == {}


@pytest.mark.parametrize("text", ["[1]", "{}x", '{"LOCATION": "http://127.0.0.1"}'])
def test_a_cache_in_front_is_of_a_kind_that_we_know(text, monkeypatch):
    monkeypatch.setenv("FRONTEND_CACHE", text)
    with pytest.raises(SettingsError, match="FRONTEND_CACHE"):
        read_environment()


def test_without_variables_the_site_runs_on_this_machine():
    environment = read_environment()
    assert environment.site_url == "http://127.0.0.1:8000"
    assert environment.database["ENGINE"].endswith("sqlite3")
    assert not environment.debug


def test_the_example_file_names_every_variable():
    from cms.environment import BASE_DIR

    example = (BASE_DIR / ".env.example").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"{name}=" not in example] == []


@pytest.mark.parametrize(
    ("translator", "missing"),
    [
        ("deepl", "TRANSLATOR_KEY"),
        ("libretranslate", "TRANSLATOR_URL"),
        ("babelfish", "TRANSLATOR"),
    ],
)
def test_a_translator_is_known_and_has_what_it_needs(translator, missing, monkeypatch):
    monkeypatch.setenv("TRANSLATOR", translator)
    with pytest.raises(SettingsError, match=missing):
        read_environment()


def test_an_empty_variable_is_not_set(monkeypatch):
    monkeypatch.setenv("ENV_FILE", "/dev/null")
    expected = read_environment(), read_server()
    for name in NAMES:
        monkeypatch.setenv(name, "")
    assert (read_environment(), read_server()) == expected


@pytest.mark.parametrize("name", ["MEDIA_ROOT", "STATIC_ROOT", "SEARCH_INDEX_DIR"])
def test_a_folder_is_in_the_project_wherever_a_command_is_started(monkeypatch, tmp_path, name):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, "var/ergens")
    assert getattr(read_environment(), name.lower()) == BASE_DIR / "var" / "ergens"


@pytest.fixture
def example(monkeypatch):
    """The example, copied as it is."""
    lines = (BASE_DIR / ".env.example").read_text().splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            monkeypatch.setenv(*line.split("=", 1))


@pytest.mark.usefixtures("example")
def test_the_example_can_be_copied_as_it_is():
    assert read_environment().secret_key == LOCAL_SECRET_KEY
    assert read_environment().database["NAME"] == str(BASE_DIR / "var" / "site.sqlite3")


@pytest.mark.usefixtures("example")
def test_with_the_example_on_https_the_proxy_in_front_is_no_visitor(monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://www.example.be")
    monkeypatch.setenv("SECRET_KEY", "x" * 50)
    monkeypatch.setenv("EMAIL_URL", "smtp://mail.example.be")
    assert read_environment().trusted_proxies == 1


def test_a_site_on_https_sends_its_mails(monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://www.example.be")
    monkeypatch.setenv("SECRET_KEY", "x" * 50)
    monkeypatch.setenv("EMAIL_URL", "console://")
    with pytest.raises(SettingsError, match="EMAIL_URL"):
        read_environment()


def test_a_file_that_is_named_must_be_there(monkeypatch, tmp_path):
    """A slip in its name started another, empty site with the public secret key."""
    monkeypatch.setenv("ENV_FILE", str(tmp_path / "weg.env"))
    with pytest.raises(SettingsError, match=r"weg\.env"):
        read_environment()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_POOL_SIZE", "0"),
        ("SENTRY_DSN", "onzin"),
        ("SENTRY_DSN", "https://sentry.example.be/7"),
        ("TRUSTED_PROXIES", "-1"),
        ("ALLOWED_HOSTS", "www.example.be, https://example.be"),
        ("REDIS_URL", "redis://127.0.0.1:6379/foo"),
        ("REDIS_URL", "redis://127.0.0.1:poort/0"),
        ("DATABASE_URL", "postgres://"),
        ("SITE_URL", "http://x:abc"),
        ("SITE_URL", "http://[::1"),
        ("DEFAULT_FROM_EMAIL", "foo"),
        ("BOUNCE_ADDRESS", "@"),
        ("BOUNCE_IMAP_URL", "imaps://naam:woord#woord@host/INBOX"),
        ("FRONTEND_CACHE", '{"BACKEND": "HTTPBackend"}'),
    ],
)
def test_a_value_that_would_break_the_site_later_is_named_at_once(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name):
        read_environment()


def test_spaces_between_host_names_do_not_matter(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "www.example.be, .example.org")
    assert read_environment().allowed_hosts == ["www.example.be", ".example.org"]


def test_spaces_between_old_keys_do_not_matter(monkeypatch):
    """Or all that they signed, and each second factor that they hid, is lost."""
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", "vorige, die-daarvoor")
    assert read_environment().secret_key_fallbacks == ["vorige", "die-daarvoor"]


def test_an_address_of_sentry_is_taken(monkeypatch):
    monkeypatch.setenv("SENTRY_DSN", "https://sleutel@sentry.example.be/7")
    assert read_environment().sentry_dsn


def test_the_server_reads_the_same_file_as_the_site(monkeypatch, tmp_path):
    file = tmp_path / "site.env"
    file.write_text("HOST=0.0.0.0\nPORT=8917\nWEB_CONCURRENCY=3\nLOG_FORMAT=json\n")
    monkeypatch.setenv("ENV_FILE", str(file))
    server = read_server()
    assert (server.bind, server.workers, server.log_format) == ("0.0.0.0:8917", 3, "json")


@pytest.mark.parametrize(("name", "value"), [("PORT", "http"), ("WEB_CONCURRENCY", "0")])
def test_a_server_that_cannot_start_names_why(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name):
        read_server()
