"""The settings of the site: what differs between machines comes from the environment."""

from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from cms.environment import BASE_DIR, read_environment
from cms.media_store import FIXED_OPTIONS
from cms.security.policy import admin_directives, permissions, public_directives

_env = read_environment()

DEBUG = _env.debug
SECRET_KEY = _env.secret_key
SITE_URL = _env.site_url
ALLOWED_HOSTS = _env.allowed_hosts or [
    urlsplit(SITE_URL).hostname,
    "localhost",
    "127.0.0.1",
    "[::1]",
]
ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
AUTH_USER_MODEL = "users.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "desk",
    "operations",
    "home",
    "search",
    "newsletter",
    "news",
    "events",
    "companies",
    "helpdesk",
    "cms",
    "users",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "users.apps.AccountsConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # For its words: Wagtail says with them how long ago something was.
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    # Before staticfiles, so that runserver serves static files as production does.
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "cms.logs.request_id",
    "cms.middleware.answer_health_checks",
    "cms.middleware.AskAgain",
    "cms.page_cache.memory.remember_for_reading",
    "django.middleware.security.SecurityMiddleware",
    # Before what is about documents: those headers would weigh more than many a small file.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.security.middleware.ContentSecurityPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.middleware.PathLocaleMiddleware",
    "cms.security.middleware.limit_requests",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.security.middleware.require_second_factor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# Database -----------------------------------------------------------------------------

_SQLITE_OPTIONS = {
    # Measured: with these, six editors who publish at once all succeed; with
    # SQLite's defaults most get "database is locked". docs/adr/0006.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # Each is some 20 kB in each thread, and takes 0.1 ms to prepare again; 128 took 12 MB.
    "cached_statements": 32,
    # Reads go through the map, which all threads share. Larger caches than SQLite's own would be
    # there for each of them, and a mailing to many readers would fill them.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;"
    ),
}
_POSTGRESQL_OPTIONS = {
    # A pool survives a restart of the server with hardly a failed request.
    "pool": {"min_size": 1, "max_size": _env.database_pool_size, "timeout": 10},
}
_is_sqlite = _env.database["ENGINE"].endswith("sqlite3")
DATABASES = {
    "default": {
        **_env.database,
        "CONN_MAX_AGE": None if _is_sqlite else 0,
        # After a restart of the server every connection in the pool is dead: it is asked first.
        "CONN_HEALTH_CHECKS": not _is_sqlite,
        "OPTIONS": {
            **_env.database.get("OPTIONS", {}),
            **(_SQLITE_OPTIONS if _is_sqlite else _POSTGRESQL_OPTIONS),
        },
    }
}

if _env.database_replica:
    DATABASES["replica"] = {
        **DATABASES["default"],
        **_env.database_replica,
        "OPTIONS": {
            **_env.database_replica.get("OPTIONS", {}),
            # Who waits for it is a reader, and the database itself can answer too.
            "pool": {**_POSTGRESQL_OPTIONS["pool"], "timeout": 1},
        },
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
    }
    DATABASE_ROUTERS = ["cms.replica.Router"]
    MIDDLEWARE.insert(2, "cms.replica.read_from_replica")

_shared_cache = (
    {
        "BACKEND": "cms.caches.ForgivingRedisCache",
        "LOCATION": _env.redis_url,
        # Sites that share a Redis would take over each other's addresses.
        "KEY_PREFIX": urlsplit(_env.site_url).netloc,
        # A Redis that hangs must not hang the pages.
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 1},
    }
    if _env.redis_url
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "default"}
)
# Read by cms/page_cache/wiring.py.
REDIS_URL = _env.redis_url
PAGE_CACHE_MB = _env.page_cache_mb
# Of a cache in front, which is told what changed (cms/purging.py).
WAGTAILFRONTENDCACHE = (
    {
        "default": {
            **_env.frontend_cache,
            "BACKEND": f"wagtail.contrib.frontend_cache.backends.{_env.frontend_cache['BACKEND']}",
        }
    }
    if _env.frontend_cache
    else {}
)
# The addresses that are purged are those of one language each.
WAGTAILFRONTENDCACHE_LANGUAGES = []
FRONTEND_CACHE_SECONDS = _env.frontend_cache_seconds if _env.frontend_cache else 0
CACHES = {
    "default": _shared_cache,
    # Wagtail keeps rendition rows here; local memory costs less than any network.
    "renditions": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "renditions",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}

TASKS = {
    # Immediate, because Wagtail's own index updates must not wait for a worker.
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

# Languages ----------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Brussels"
USE_I18N = True
USE_TZ = True
WAGTAIL_I18N_ENABLED = True
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("nl", _("Dutch")),
    ("en", _("English")),
    ("fr", _("French")),
]
FORMAT_MODULE_PATH = ["cms.formats"]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", _("Dutch"))]
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
# The second holds Dutch for what packages leave in English.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "packages"]
# A translation goes live when an editor publishes it, never by being submitted.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
_TRANSLATORS = {
    "deepl": {
        "CLASS": "wagtail_localize.machine_translators.deepl.DeepLTranslator",
        "OPTIONS": {"AUTH_KEY": _env.translator_key},
    },
    "libretranslate": {
        "CLASS": "wagtail_localize.machine_translators.libretranslate.LibreTranslator",
        "OPTIONS": {
            "LIBRETRANSLATE_URL": _env.translator_url.rstrip("/"),
            "API_KEY": _env.translator_key,
        },
    },
}
# None: no text leaves the site.
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = _TRANSLATORS.get(_env.translator)

# Static and media files ---------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = _env.static_root
STATICFILES_DIRS = [BASE_DIR / "cms" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = _env.media_root
SEARCH_INDEX_DIR = _env.search_index_dir
MEDIA_IS_ELSEWHERE = bool(_env.media_s3)
STORAGES = {
    "default": {"BACKEND": "cms.bucket.BucketStorage", "OPTIONS": _env.media_s3 | FIXED_OPTIONS}
    if MEDIA_IS_ELSEWHERE
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "cms.storage.BundlingStaticFilesStorage"},
}

# Security -----------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _env.is_https
SECURE_SSL_REDIRECT = _env.is_https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _env.is_https else None
SECURE_HSTS_SECONDS = 31_536_000 if _env.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _env.is_https and _env.hsts_subdomains
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": public_directives(MEDIA_URL)}
ADMIN_CONTENT_SECURITY_POLICY = admin_directives(MEDIA_URL)
PERMISSIONS_POLICY = permissions()
# Wagtail shows previews, and the import shows originals, in a frame of the same origin.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # asks for DENY, which would break those frames
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long page body has more fields than Django's 1,000

# Logging in ----------------------------------------------------------------------------

LOGIN_URL = "/account/login/"
SECRET_KEY_FALLBACKS = _env.secret_key_fallbacks
TRUSTED_PROXIES = _env.trusted_proxies
SECOND_FACTOR_REQUIRED = _env.second_factor_required
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
ACCOUNT_ADAPTER = "cms.security.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
# Editors make the accounts; nobody needs to prove an address first.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/account/login/"
MFA_ADAPTER = "cms.security.accounts.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Waas Maatwerk"
# A browser makes passkeys without https on this machine only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _env.is_https
# Its own page would set a password without the limits of the one above.
WAGTAIL_PASSWORD_RESET_ENABLED = False

# Mail ---------------------------------------------------------------------------------

EMAIL_BACKEND = _env.email["EMAIL_BACKEND"]
EMAIL_HOST = _env.email.get("EMAIL_HOST", "")
EMAIL_PORT = _env.email.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _env.email.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _env.email.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = _env.email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _env.email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
# The API of a provider instead, and its messages about what came back: django-anymail.
ANYMAIL_PROVIDER = _env.anymail_provider
if ANYMAIL_PROVIDER:
    INSTALLED_APPS += ["anymail"]
    EMAIL_BACKEND = f"anymail.backends.{ANYMAIL_PROVIDER}.EmailBackend"
# Not every provider can do all that a mail asks, such as a return path of its own.
ANYMAIL = {"IGNORE_UNSUPPORTED_FEATURES": True, **_env.anymail}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _env.default_from_email
# Newsletters that cannot be delivered go back to this address, with the mail's token after a +.
BOUNCE_ADDRESS = _env.bounce_address
BOUNCE_IMAP_URL = _env.bounce_imap_url
# Over all workers together; 0 is no limit.
MAILS_PER_MINUTE = _env.mails_per_minute
MAILS_PER_DOMAIN_PER_MINUTE = _env.mails_per_domain_per_minute
# Addresses that must not be mailed are known by a hash with this key alone: a new key would
# forget who left. So it can stay when SECRET_KEY changes.
ADDRESS_HASH_KEY = _env.address_hash_key or SECRET_KEY
# How long the proof of consent of people who left is kept.
SUBSCRIBER_RETENTION_DAYS = _env.subscriber_retention_days
# Whether companies get a mail once a year that asks whether their profile is right.
ASK_COMPANIES = _env.ask_companies

# Wagtail ------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Waas Maatwerk"
# As people here write a day; Wagtail's own starts with the year.
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAILADMIN_BASE_URL = SITE_URL
# Who reads pages is in a group: those who may do all would get each mail twice.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILIMAGES_IMAGE_MODEL = "cms.SiteImage"
WAGTAILDOCS_DOCUMENT_MODEL = "cms.SiteDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # so that privacy is checked at each download
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "eml", "html", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.security.uploads.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.security.uploads.ImageForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
# A shared password is stored in plain text by Wagtail: private pages and documents are for
# people who log in.
WAGTAIL_PRIVATE_PAGE_OPTIONS = WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILSEARCH_BACKENDS = {
    # For the admin's listings and choosers only; visitors use the `search` app.
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "dutch"}
}
# Pictures of editors would come from a third party.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Wagtail's half a second lets a new page collide with its own draft: who publishes while
# it is being saved reads that the address is taken.
WAGTAIL_AUTOSAVE_INTERVAL = 10_000
# How long the counts of searches are kept; 0 counts nothing.
SEARCH_LOG_DAYS = _env.search_log_days
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ENABLE_UPDATE_CHECK = False

# Watching -----------------------------------------------------------------------------

METRICS_TOKEN = _env.metrics_token
SENTRY_DSN = _env.sentry_dsn

# Logging ------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "format": "{asctime} {levelname} {name} [{request_id}]: {message}",
            "style": "{",
        },
        "json": {"()": "cms.logs.JsonFormatter"},
    },
    "filters": {
        "request_id": {"()": "cms.logs.RequestIdFilter"},
        "secrets": {"()": "cms.logs.SecretsFilter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": _env.log_format,
            "filters": ["request_id", "secrets"],
        }
    },
    "root": {"handlers": ["console"], "level": _env.log_level},
    "loggers": {
        # Two lines for every index update, and a line for every saved page, which
        # Wagtail's own audit log keeps better.
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
    },
}
