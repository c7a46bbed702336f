"""The environment variables that configure the site, read once and checked together.

Every variable has a default that suits one machine without TLS, so that a fresh
clone runs. A site on https must bring its own SECRET_KEY.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from environs import Env, EnvValidationError, validate

from cms.contradictions import LOCAL_SECRET_KEY, contradictions, is_address, too_small

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DATABASE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(BASE_DIR / "var" / "site.sqlite3"),
}


class SettingsError(SystemExit):
    """Wrong environment variables: one line on standard error, exit status 1."""


@dataclass(frozen=True)
class Environment:
    """What the environment says, parsed and checked."""

    debug: bool
    secret_key: str
    secret_key_fallbacks: list[str]
    site_url: str
    allowed_hosts: list[str]
    database: dict
    database_replica: dict
    database_pool_size: int
    redis_url: str
    page_cache_mb: int
    frontend_cache: dict
    frontend_cache_seconds: int
    email: dict
    anymail_provider: str
    anymail: dict
    default_from_email: str
    media_root: Path
    media_s3: dict
    search_index_dir: Path
    static_root: Path
    hsts_subdomains: bool
    trusted_proxies: int | None
    second_factor_required: bool
    log_level: int
    log_format: str | None
    metrics_token: str
    sentry_dsn: str
    search_log_days: int
    bounce_address: str
    bounce_imap_url: str
    mails_per_minute: int
    mails_per_domain_per_minute: int
    address_hash_key: str
    subscriber_retention_days: int
    ask_companies: bool
    translator: str | None
    translator_key: str
    translator_url: str

    @property
    def is_https(self) -> bool:
        return bool(self.site_url) and self.site_url.startswith("https://")


@dataclass(frozen=True)
class Server:
    """Where gunicorn listens, as `host:port`, with how many processes, and how it logs."""

    bind: str
    workers: int
    log_format: str


class _Variables(Env):
    def _get_value(self, env_key, default):
        """A variable that is set and empty is not set: so they stand in .env.example."""
        return super()._get_value(env_key, default) or default


def _variables() -> Env:
    """Those of the process, and of `.env` or the file that ENV_FILE names."""
    env = _Variables(eager=False)
    named = os.environ.get("ENV_FILE")
    if named and not Path(named).exists():
        raise SettingsError(f"ENV_FILE noemt een bestand dat niet bestaat: {named}")
    env.read_env(named or str(BASE_DIR / ".env"), recurse=False)
    return env


def _folder(env: Env, name: str, default: str) -> Path:
    """As .env.example says it: from the project, whatever folder a command is started in."""
    return BASE_DIR / env.path(name, default=Path(default))


def _list(env: Env, name: str) -> list[str]:
    """What stands between the commas; people put spaces there."""
    values = (value.strip() for value in env.list(name, default=[]))
    return [value for value in values if value]


def _site_url(value: str) -> str:
    value = value.strip()
    if not is_address(value, "http", "https") or urlsplit(value).path.strip("/"):
        raise EnvValidationError("no web address without a path", [])
    return "{0.scheme}://{0.netloc}".format(urlsplit(value))


def _log_format(env: Env) -> str | None:
    return env.str("LOG_FORMAT", default="line", validate=validate.OneOf(["line", "json"]))


def _database(env: Env, name: str) -> dict:
    return env.dj_db_url(name) if env.str(name, default="") else {}


def read_server() -> Server:
    """What gunicorn needs to know.

    Raises:
        SettingsError: with one line that names every variable that is wrong.
    """
    env = _variables()
    host = env.str("HOST", default="127.0.0.1")
    port, workers = env.int("PORT", default=8000), env.int("WEB_CONCURRENCY", default=2)
    server = Server(f"{host}:{port}", workers, _log_format(env))
    _refuse(env, too_small({"WEB_CONCURRENCY": workers}, 1))
    return server


def read_environment() -> Environment:
    """What the site needs to know.

    Raises:
        SettingsError: with one line that names every variable that is wrong.
    """
    env = _variables()
    env.add_parser("site_url", _site_url)
    environment = Environment(
        debug=env.bool("DEBUG", default=False),
        secret_key=env.str("SECRET_KEY", default=LOCAL_SECRET_KEY),
        secret_key_fallbacks=_list(env, "SECRET_KEY_FALLBACKS"),
        site_url=env.site_url("SITE_URL", default="http://127.0.0.1:8000"),
        allowed_hosts=_list(env, "ALLOWED_HOSTS"),
        database=_database(env, "DATABASE_URL") or LOCAL_DATABASE,
        database_replica=_database(env, "DATABASE_REPLICA_URL"),
        database_pool_size=env.int("DATABASE_POOL_SIZE", default=8),
        redis_url=env.str("REDIS_URL", default=""),
        page_cache_mb=env.int("PAGE_CACHE_MB", default=32),
        frontend_cache=env.json("FRONTEND_CACHE", default={}),
        frontend_cache_seconds=env.int("FRONTEND_CACHE_SECONDS", default=60),
        email=env.dj_email_url("EMAIL_URL", default="console://"),
        anymail_provider=env.str("ANYMAIL_PROVIDER", default=""),
        anymail=env.json("ANYMAIL", default={}),
        default_from_email=env.str("DEFAULT_FROM_EMAIL", default="waas-maatwerk@example.be"),
        media_root=_folder(env, "MEDIA_ROOT", "var/media"),
        media_s3=env.json("MEDIA_S3", default={}),
        search_index_dir=_folder(env, "SEARCH_INDEX_DIR", "var/search"),
        static_root=_folder(env, "STATIC_ROOT", "staticfiles"),
        hsts_subdomains=env.bool("HSTS_SUBDOMAINS", default=False),
        trusted_proxies=env.int(
            "TRUSTED_PROXIES", default=int(env.str("SITE_URL", "").startswith("https:"))
        ),
        second_factor_required=env.bool("SECOND_FACTOR_REQUIRED", default=False),
        log_level=env.log_level("LOG_LEVEL", default="INFO"),
        log_format=_log_format(env),
        metrics_token=env.str("METRICS_TOKEN", default=""),
        sentry_dsn=env.str("SENTRY_DSN", default=""),
        search_log_days=env.int("SEARCH_LOG_DAYS", default=400),
        bounce_address=env.str("BOUNCE_ADDRESS", default=""),
        bounce_imap_url=env.str("BOUNCE_IMAP_URL", default=""),
        mails_per_minute=env.int("MAILS_PER_MINUTE", default=0),
        mails_per_domain_per_minute=env.int("MAILS_PER_DOMAIN_PER_MINUTE", default=0),
        address_hash_key=env.str("ADDRESS_HASH_KEY", default=""),
        subscriber_retention_days=env.int("SUBSCRIBER_RETENTION_DAYS", default=730),
        ask_companies=env.bool("ASK_COMPANIES", default=False),
        translator=env.str(
            "TRANSLATOR", default="", validate=validate.OneOf(["", "deepl", "libretranslate"])
        ),
        translator_key=env.str("TRANSLATOR_KEY", default=""),
        translator_url=env.str("TRANSLATOR_URL", default=""),
    )
    _refuse(env, contradictions(environment))
    return environment


def _refuse(env: Env, problems: dict[str, str]) -> None:
    try:
        env.seal()
    except EnvValidationError as error:
        problems |= dict.fromkeys(error.error_messages, "geen geldige waarde")
    if problems:
        listed = ", ".join(f"{name} ({why})" for name, why in sorted(problems.items()))
        raise SettingsError(f"Deze omgevingsvariabelen kloppen niet: {listed}")
