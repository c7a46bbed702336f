"""The process beside the web server: tasks, and what must happen at a time."""

import logging
import signal
import subprocess
import sys
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from cms.environment import BASE_DIR
from cms.models import Pulse

logger = logging.getLogger(__name__)

MANAGE = str(BASE_DIR / "manage.py")
TICK_SECONDS = 60
# The database is away, or cannot be written now; other errors of it concern one command.
AWAY = (OperationalError, InterfaceError)
TASK_WORKER = ("--backend", "background")
# What happens in every round; what happens once a day, and when the worker starts.
EVERY_ROUND = ("publish_scheduled", "send_notices", "wake_mailings", "read_bounces", "check_links")
# Each is a command that may run twice, with its arguments.
DAILY = (
    "prune_search_log",
    "prune_search_changes",
    "prune_subscribers",
    "ask_companies",
    "collect_links",
    "clearsessions",
    "prune_db_task_results --backend background --queue-name *",
)


class Command(BaseCommand):
    """Run background tasks, publish what is scheduled and clean up, until stopped."""

    help = "Voert taken op de achtergrond uit, publiceert wat gepland staat en ruimt op."

    cleaned_on = None

    def add_arguments(self, parser):
        parser.add_argument(
            "--once", action="store_true", help="Doe één ronde en stop (voor cron of een test)."
        )

    def handle(self, *args, once=False, **options):
        if once:
            self.tick()
            call_command("db_worker", *TASK_WORKER, "--batch", "--no-startup-delay")
            return
        # A platform stops a process with SIGTERM: the task worker must not outlive this one.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        tasks = None
        try:
            while True:
                # The task worker ends when the database restarts; it has no retries.
                if tasks is None or tasks.poll() is not None:
                    tasks = subprocess.Popen([sys.executable, MANAGE, "db_worker", *TASK_WORKER])
                self.tick()
                time.sleep(TICK_SECONDS)
        except KeyboardInterrupt:
            pass
        finally:
            if tasks is not None:
                tasks.terminate()
                tasks.wait()

    def tick(self):
        """Publish and withdraw what is due, and clean up each day.

        A database that is away is tried again. Whatever else fails stops no other command.
        """
        try:
            _attempt("The sign of life", Pulse.objects.beat, "worker")
            for command in EVERY_ROUND:
                _run(command)
            if self.cleaned_on != timezone.localdate():
                for command in DAILY:
                    _run(command)
                self.cleaned_on = timezone.localdate()
        except AWAY:
            logger.exception("Scheduled work failed; the next round tries again")
        finally:
            close_old_connections()


def _run(command: str) -> None:
    _attempt(command, call_command, *command.split())


def _attempt(name: str, act, *arguments) -> None:
    try:
        act(*arguments)
    except AWAY:
        raise
    except Exception:  # such as an answer of a mailbox or a provider that nobody foresaw
        logger.exception("%s failed; the others go on", name)
