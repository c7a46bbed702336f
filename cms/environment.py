"""The environment variables that configure the site, read once and checked together.

Every variable has a default that suits one machine without TLS, so that a fresh
clone runs. A site on https must bring its own SECRET_KEY.
"""

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from environs import Env, EnvValidationError, validate

from cms.media_store import OPTIONS

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_SECRET_KEY = "only-for-a-site-without-tls-on-this-machine-never-on-the-internet"  # noqa: S105 - public on purpose; https refuses it
LOCAL_DATABASE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(BASE_DIR / "var" / "site.sqlite3"),
}

# Those of wagtail.contrib.frontend_cache that need no other package.
FRONTEND_BACKENDS = ("HTTPBackend", "CloudflareBackend")


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


def _site_url(value: str) -> str:
    url = urlsplit(value.strip())
    if url.scheme not in {"http", "https"} or not url.hostname or url.path.strip("/"):
        raise EnvValidationError("no web address without a path", [])
    return f"{url.scheme}://{url.netloc}"


def _json(env: Env, name: str) -> dict:
    """Nothing for a variable that is set and empty, as in .env.example."""
    return env.json(name) if env.str(name, default="") else {}


def _database(env: Env, name: str) -> dict:
    return env.dj_db_url(name) if env.str(name, default="") else {}


def read_environment() -> Environment:
    """Read `.env` and the process environment.

    Raises:
        SettingsError: with one line that names every variable that is wrong.
    """
    env = Env(eager=False)
    env.read_env(str(BASE_DIR / ".env"), recurse=False)
    env.add_parser("site_url", _site_url)
    environment = Environment(
        debug=env.bool("DEBUG", default=False),
        secret_key=env.str("SECRET_KEY", default="") or LOCAL_SECRET_KEY,
        secret_key_fallbacks=env.list("SECRET_KEY_FALLBACKS", default=[]),
        site_url=env.site_url("SITE_URL", default="http://127.0.0.1:8000"),
        allowed_hosts=env.list("ALLOWED_HOSTS", default=[]),
        database=_database(env, "DATABASE_URL") or LOCAL_DATABASE,
        database_replica=_database(env, "DATABASE_REPLICA_URL"),
        database_pool_size=env.int("DATABASE_POOL_SIZE", default=8),
        redis_url=env.str("REDIS_URL", default=""),
        page_cache_mb=env.int("PAGE_CACHE_MB", default=32),
        frontend_cache=_json(env, "FRONTEND_CACHE"),
        frontend_cache_seconds=env.int("FRONTEND_CACHE_SECONDS", default=60),
        email=env.dj_email_url("EMAIL_URL", default="console://"),
        anymail_provider=env.str("ANYMAIL_PROVIDER", default=""),
        anymail=_json(env, "ANYMAIL"),
        default_from_email=env.str("DEFAULT_FROM_EMAIL", default="waas-maatwerk@example.be"),
        media_root=env.path("MEDIA_ROOT", default=BASE_DIR / "var" / "media"),
        media_s3=_json(env, "MEDIA_S3"),
        search_index_dir=env.path("SEARCH_INDEX_DIR", default=BASE_DIR / "var" / "search"),
        static_root=env.path("STATIC_ROOT", default=BASE_DIR / "staticfiles"),
        trusted_proxies=env.int(
            "TRUSTED_PROXIES", default=1 if env.str("SITE_URL", "").startswith("https:") else 0
        ),
        second_factor_required=env.bool("SECOND_FACTOR_REQUIRED", default=False),
        log_level=env.log_level("LOG_LEVEL", default="INFO"),
        log_format=env.str(
            "LOG_FORMAT", default="line", validate=validate.OneOf(["line", "json"])
        ),
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
    problems = _contradictions(environment)
    try:
        env.seal()
    except EnvValidationError as error:
        problems |= dict.fromkeys(error.error_messages, "geen geldige waarde")
    if problems:
        listed = ", ".join(f"{name} ({why})" for name, why in sorted(problems.items()))
        raise SettingsError(f"Deze omgevingsvariabelen kloppen niet: {listed}")
    return environment


def _contradictions(environment: Environment) -> dict[str, str]:
    """Values that parse, but that the site cannot work with; None is what did not parse."""
    problems = {}
    key = environment.secret_key
    if environment.is_https and (key == LOCAL_SECRET_KEY or len(key) < 50):
        problems["SECRET_KEY"] = "verplicht op https, minstens 50 tekens"  # noqa: S105 - a message
    days = environment.subscriber_retention_days
    if days is not None and days < 1:
        problems["SUBSCRIBER_RETENTION_DAYS"] = "moet 1 of meer zijn"
    if 0 < len(environment.address_hash_key) < 50:
        problems["ADDRESS_HASH_KEY"] = "leeg of minstens 50 tekens"
    if environment.redis_url and not environment.redis_url.startswith(
        ("redis://", "rediss://", "unix://")
    ):
        problems["REDIS_URL"] = "moet beginnen met redis://, rediss:// of unix://"
    if environment.translator == "deepl" and not environment.translator_key:
        problems["TRANSLATOR_KEY"] = "verplicht voor deepl"
    if environment.translator == "libretranslate" and not environment.translator_url:
        problems["TRANSLATOR_URL"] = "verplicht voor libretranslate"
    front = environment.frontend_cache
    if front and not (isinstance(front, dict) and front.get("BACKEND") in FRONTEND_BACKENDS):
        problems["FRONTEND_CACHE"] = f"JSON met BACKEND: {' of '.join(FRONTEND_BACKENDS)}"
    for name in ("trusted_proxies", "page_cache_mb", "search_log_days", "frontend_cache_seconds"):
        if (getattr(environment, name) or 0) < 0:
            problems[name.upper()] = "moet 0 of meer zijn"
    return problems | _contradictions_of_stores(environment) | _contradictions_of_mail(environment)


def _contradictions_of_stores(environment: Environment) -> dict[str, str]:
    problems = {}
    engine = (environment.database or {}).get("ENGINE", "")
    if not engine.endswith(("sqlite3", "postgresql")):
        problems["DATABASE_URL"] = "alleen sqlite:// en postgres:// worden ondersteund"
    replica = environment.database_replica
    if replica and not (engine == replica["ENGINE"] and engine.endswith("postgresql")):
        problems["DATABASE_REPLICA_URL"] = "moet net als DATABASE_URL postgres:// zijn"
    return problems | _contradictions_of_bucket(environment.media_s3)


def _contradictions_of_bucket(options: object) -> dict[str, str]:
    """A bucket needs django-storages, which not every site installs."""
    if not options:
        return {}
    if not isinstance(options, dict) or not options.get("bucket_name"):
        return {"MEDIA_S3": "JSON met minstens bucket_name"}
    if unknown := sorted(options.keys() - OPTIONS):
        return {"MEDIA_S3": f"kent {unknown[0]} niet"}
    if not all(map(importlib.util.find_spec, ("storages", "boto3"))):
        return {"MEDIA_S3": "installeer eerst django-storages[s3]"}
    return {}


def _contradictions_of_mail(environment: Environment) -> dict[str, str]:
    problems = _contradictions_of_provider(environment)
    if environment.email is not None and "EMAIL_BACKEND" not in environment.email:
        problems["EMAIL_URL"] = "moet beginnen met smtp://, smtp+tls://, smtp+ssl:// of console://"
    for name in ("mails_per_minute", "mails_per_domain_per_minute"):
        if (getattr(environment, name) or 0) < 0:
            problems[name.upper()] = "moet 0 of meer zijn"
    address = environment.bounce_address
    if address and (address.count("@") != 1 or "+" in address):
        problems["BOUNCE_ADDRESS"] = "moet een mailadres zonder + zijn"
    if environment.bounce_imap_url and not environment.bounce_imap_url.startswith(
        ("imap://", "imaps://")
    ):
        problems["BOUNCE_IMAP_URL"] = "moet beginnen met imap:// of imaps://"
    return problems


def _contradictions_of_provider(environment: Environment) -> dict[str, str]:
    """A provider's API needs django-anymail, which not every site installs."""
    provider, details = environment.anymail_provider, environment.anymail
    if not provider:
        return {}
    if importlib.util.find_spec("anymail") is None:
        return {"ANYMAIL_PROVIDER": "installeer eerst django-anymail"}
    if importlib.util.find_spec(f"anymail.backends.{provider}") is None:
        return {"ANYMAIL_PROVIDER": "django-anymail kent deze dienst niet"}
    if details is not None and not (isinstance(details, dict) and details.get("WEBHOOK_SECRET")):
        return {"ANYMAIL": "JSON met minstens WEBHOOK_SECRET en de sleutel van de dienst"}
    return {}
