"""Environment variables that can be read, but that the site cannot work with."""

import importlib.util
import re
from email.utils import parseaddr
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cms.media_store import OPTIONS

if TYPE_CHECKING:
    from cms.environment import Environment

LOCAL_SECRET_KEY = "only-for-a-site-without-tls-on-this-machine-never-on-the-internet"  # noqa: S105 - public on purpose; https refuses it
# Those of wagtail.contrib.frontend_cache that need no other package, with what they must have.
FRONTEND_BACKENDS = {"HTTPBackend": "LOCATION", "CloudflareBackend": "ZONEID"}
# As in Django's ALLOWED_HOSTS: a name, also one with all names under it; an address in [].
_HOST = re.compile(r"\*|\.?[\w-]+(\.[\w-]+)*\.?|\[[0-9a-fA-F:.]+\]")
_MAIL_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+")
# The least that these may be.
_LEAST = {
    0: (
        "FRONTEND_CACHE_SECONDS",
        "MAILS_PER_DOMAIN_PER_MINUTE",
        "MAILS_PER_MINUTE",
        "PAGE_CACHE_MB",
        "SEARCH_LOG_DAYS",
        "TRUSTED_PROXIES",
    ),
    1: ("DATABASE_POOL_SIZE", "SUBSCRIBER_RETENTION_DAYS"),
}


def contradictions(environment: "Environment") -> dict[str, str]:
    """What is wrong, in Dutch, by the name of the variable; None is a value that did not parse."""
    problems = {}
    key = environment.secret_key
    if environment.is_https and (key == LOCAL_SECRET_KEY or len(key) < 50):
        problems["SECRET_KEY"] = "verplicht op https, minstens 50 tekens"  # noqa: S105 - a message
    if environment.sentry_dsn and not _is_dsn(environment.sentry_dsn):
        problems["SENTRY_DSN"] = "moet er zo uitzien: https://sleutel@server/nummer"
    if 0 < len(environment.address_hash_key) < 50:
        problems["ADDRESS_HASH_KEY"] = "leeg of minstens 50 tekens"
    if any(not _HOST.fullmatch(host) for host in environment.allowed_hosts):
        problems["ALLOWED_HOSTS"] = "namen van hosts, zonder https:// en zonder poort"
    if environment.translator == "deepl" and not environment.translator_key:
        problems["TRANSLATOR_KEY"] = "verplicht voor deepl"
    if environment.translator == "libretranslate" and not is_address(
        environment.translator_url, "http", "https"
    ):
        problems["TRANSLATOR_URL"] = "verplicht voor libretranslate: een webadres"
    front = environment.frontend_cache
    if front and not (isinstance(front, dict) and _is_complete(front)):
        wanted = " of ".join(f"{each} met {name}" for each, name in FRONTEND_BACKENDS.items())
        problems["FRONTEND_CACHE"] = f"JSON met BACKEND: {wanted}"
    return (
        problems
        | _contradictions_of_numbers(environment)
        | _contradictions_of_stores(environment)
        | _contradictions_of_mail(environment)
    )


def _contradictions_of_numbers(environment: "Environment") -> dict[str, str]:
    values = {name.upper(): value for name, value in vars(environment).items()}
    problems = {}
    for least, names in _LEAST.items():
        problems |= too_small({name: values[name] for name in names}, least)
    return problems


def too_small(values: dict[str, int | None], least: int) -> dict[str, str]:
    """Which of these numbers are less than that, and so wrong."""
    return {
        name: f"moet {least} of meer zijn"
        for name, value in values.items()
        if value is not None and value < least
    }


def _is_dsn(value: str) -> bool:
    """Whether Sentry can read it: https://docs.sentry.io/concepts/key-terms/dsn-explainer/"""
    url = urlsplit(value)
    number = url.path.rpartition("/")[2]
    return all([url.scheme in {"http", "https"}, url.username, url.hostname, number.isdigit()])


def is_address(value: str, *schemes: str) -> bool:
    """Whether this is an address of such a kind, with a host and perhaps a port."""
    try:
        url = urlsplit(value)
        return url.scheme in schemes and bool(url.hostname) and (url.port or 1) > 0
    except ValueError:  # the port, or a bracket too few
        return False


def _is_complete(front: dict) -> bool:
    return bool(front.get(FRONTEND_BACKENDS.get(front.get("BACKEND"))))


def _is_redis(value: str) -> bool:
    if value.startswith("unix://"):
        return True
    number = urlsplit(value).path.strip("/") if is_address(value, "redis", "rediss") else "?"
    return number.isdecimal() or not number


def _contradictions_of_stores(environment: "Environment") -> dict[str, str]:
    problems = {}
    if environment.redis_url and not _is_redis(environment.redis_url):
        problems["REDIS_URL"] = "moet er zo uitzien: redis://host:6379/0, rediss:// of unix://"
    database = environment.database or {}
    engine = database.get("ENGINE", "")
    if not engine.endswith(("sqlite3", "postgresql")):
        problems["DATABASE_URL"] = "alleen sqlite:// en postgres:// worden ondersteund"
    elif not database.get("NAME"):
        problems["DATABASE_URL"] = "noemt geen databank"
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


def _contradictions_of_mail(environment: "Environment") -> dict[str, str]:
    problems = _contradictions_of_provider(environment)
    if environment.email is not None and "EMAIL_BACKEND" not in environment.email:
        problems["EMAIL_URL"] = "moet beginnen met smtp://, smtp+tls://, smtp+ssl:// of console://"
    elif environment.is_https and not environment.anymail_provider and _prints(environment.email):
        problems["EMAIL_URL"] = "verplicht op https: console:// verstuurt niets"
    if not _MAIL_ADDRESS.fullmatch(parseaddr(environment.default_from_email)[1]):
        problems["DEFAULT_FROM_EMAIL"] = "moet een mailadres zijn"
    address = environment.bounce_address
    if address and (not _MAIL_ADDRESS.fullmatch(address) or "+" in address):
        problems["BOUNCE_ADDRESS"] = "moet een mailadres zonder + zijn"
    if environment.bounce_imap_url and not is_address(
        environment.bounce_imap_url, "imap", "imaps"
    ):
        problems["BOUNCE_IMAP_URL"] = "moet er zo uitzien: imaps://naam:wachtwoord@host:993/INBOX"
    return problems


def _prints(email: dict | None) -> bool:
    return bool(email) and email["EMAIL_BACKEND"].endswith("console.EmailBackend")


def _contradictions_of_provider(environment: "Environment") -> dict[str, str]:
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
