"""The parts that the site leans on, each asked apart."""

import datetime
import functools
import os
import shutil
import smtplib
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max, Q
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max
from wagtail.images import get_image_model

from cms import replica
from cms.models import Pulse

LONGEST_WAIT = datetime.timedelta(minutes=15)
LEAST_FREE_BYTES = 200 * 1024 * 1024
_REMEMBERED_SECONDS = 15
# Longer: a server may shut out who keeps coming with a wrong password.
_MAIL_REMEMBERED_SECONDS = 60


_registered: dict[str, Callable[[], str]] = {}


def register_check(name: str, check: Callable[[], str]) -> None:
    """Add a part that an app above this one leans on; `check` gives "ok" or what is wrong."""
    _registered[name] = check


def checks() -> dict[str, str]:
    """The state of each part, "ok" or what is wrong, in English for machines."""
    database = _database()
    parts = {
        "database": database,
        "cache": _cache(),
        **({"replica": replica.state()} if replica.ALIAS in settings.DATABASES else {}),
        "queue": "unknown" if database == "unreachable" else _asked(_queue),
        "mail": _mail(_moment(_MAIL_REMEMBERED_SECONDS)),
        "media": "unknown" if database == "unreachable" else _asked(lambda: _media(_moment())),
        "disk": _disk(),
    }
    for name, check in _registered.items():
        parts[name] = "unknown" if database == "unreachable" else _asked(check)
    return parts


def _asked(check: Callable[[], str]) -> str:
    try:
        return check()
    except Error:
        return "unreachable"


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if _is_behind(_moment()):
            return "migrations pending"
    except Error:
        return "unreachable"
    return "ok" if _can_write_database() else "read-only"


def _can_write_database() -> bool:
    """SQLite writes its file, and others beside it."""
    if connection.vendor != "sqlite":
        return True
    file = Path(connection.settings_dict["NAME"])
    return all(os.access(path, os.W_OK) for path in (file, file.parent) if path.exists())


def _moment(seconds: int = _REMEMBERED_SECONDS) -> int:
    """The same for so many seconds, in which what takes long is asked once."""
    return int(time.monotonic() // seconds)


@functools.lru_cache(maxsize=1)
def _is_behind(_moment: int) -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _cache() -> str:
    try:
        cache.set("readyz", "ok", 10)
        return "ok" if cache.get("readyz") == "ok" else "unreachable"
    except Exception:  # noqa: BLE001 - every cache library raises its own kind
        return "unreachable"


def waiting_tasks():
    """Tasks that the worker should have begun."""
    moment = timezone.now() - LONGEST_WAIT
    due = Q(run_after=get_date_max()) | Q(run_after__lt=moment)
    return DBTaskResult.objects.filter(due, status=TaskResultStatus.READY, enqueued_at__lt=moment)


def _queue() -> str:
    """Without a worker nothing may be enqueued either, so that nothing waits."""
    if waiting_tasks().exists():
        return "waiting: is the worker running?"
    at = _last_beat()
    if at and at > timezone.now() - LONGEST_WAIT:
        return "ok"
    return f"no worker since {at:%Y-%m-%d %H:%M} UTC: is it running?" if at else "no worker yet"


def _last_beat() -> datetime.datetime | None:
    """Of any worker; before the first one the moment of the last migration, as a start."""
    beat = Pulse.objects.filter(name="worker").values_list("at", flat=True).first()
    return beat or MigrationRecorder.Migration.objects.aggregate(at=Max("applied"))["at"]


@functools.lru_cache(maxsize=1)
def _mail(_moment: int) -> str:
    """Comes as far as a mail does: with TLS and the login, where there are any."""
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return "ok"
    try:
        with get_connection(timeout=3) as backend:
            return "ok" if backend.connection.noop()[0] == 250 else "refused"
    except smtplib.SMTPAuthenticationError:
        return "refused: login"
    except (smtplib.SMTPNotSupportedError, smtplib.SMTPResponseException):
        return "refused"
    except OSError:
        return "unreachable"


@functools.lru_cache(maxsize=1)
def _media(_moment: int) -> str:
    """A disk that is not mounted leaves an empty folder, or none, where pictures were."""
    try:
        is_empty = not any(default_storage.listdir(""))
    except FileNotFoundError:
        is_empty = True
    except OSError:
        return "unreachable"
    if is_empty and get_image_model().objects.exists():
        return "missing"
    if settings.MEDIA_IS_ELSEWHERE:
        return "ok"
    is_writable = os.access(_existing(Path(settings.MEDIA_ROOT)), os.W_OK)
    return "ok" if is_writable else "read-only"


def _disk() -> str:
    """The disks that this machine writes to."""
    folders = [settings.SEARCH_INDEX_DIR]
    if not settings.MEDIA_IS_ELSEWHERE:
        folders.append(settings.MEDIA_ROOT)
    if connection.vendor == "sqlite":
        folders.append(Path(connection.settings_dict["NAME"]).parent)
    try:
        free = [shutil.disk_usage(_existing(Path(folder))).free for folder in folders]
    except OSError:
        return "unreachable"
    return "ok" if min(free) > LEAST_FREE_BYTES else "full"


def _existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder
