"""The process beside the web server: tasks, and what must happen at a time."""

import logging
import signal
import subprocess
import sys
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections

logger = logging.getLogger(__name__)

TICK_SECONDS = 60


class Command(BaseCommand):
    """Run background tasks and publish what is scheduled, until stopped."""

    help = "Voert taken op de achtergrond uit en publiceert wat gepland staat."

    def add_arguments(self, parser):
        parser.add_argument(
            "--once", action="store_true", help="Doe één ronde en stop (voor cron of een test)."
        )

    def handle(self, *args, once=False, **options):
        if once:
            self.tick()
            call_command("db_worker", backend_name="background", batch=True, startup_delay=False)
            return
        # A platform stops a process with SIGTERM: the task worker must not outlive this one.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        tasks = None
        try:
            while True:
                # The task worker ends when the database restarts; it has no retries.
                if tasks is None or tasks.poll() is not None:
                    tasks = subprocess.Popen(
                        [sys.executable, "manage.py", "db_worker", "--backend", "background"]
                    )
                self.tick()
                time.sleep(TICK_SECONDS)
        except KeyboardInterrupt:
            pass
        finally:
            if tasks is not None:
                tasks.terminate()
                tasks.wait()

    def tick(self):
        """Publish and withdraw what is due. A database that is away is tried again."""
        try:
            call_command("publish_scheduled")
        except Error:
            logger.exception("Scheduled publishing failed; the next round tries again")
        finally:
            close_old_connections()
