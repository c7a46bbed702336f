"""The demo site with everything that it leans on, on servers of its own."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scratch_servers import PostgreSQL, Program, mail_server, manage, redis
from serving import free_port


class ScratchSite:
    """Servers and folders that a fault may take away."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.postgresql = PostgreSQL(folder / "postgresql")
        # One disk for all that the machine itself writes.
        self.disk = folder / "disk"
        self.media = self.disk / "media"
        self.mails = folder / "mails.tsv"
        self._ports = free_port(), free_port()
        self.redis: Program | None = None
        self.mail: Program | None = None

    @property
    def environment(self) -> dict[str, str]:
        temporary = self.disk / "tmp"
        temporary.mkdir(parents=True, exist_ok=True)
        return {
            "DATABASE_URL": self.postgresql.url,
            "DATABASE_REPLICA_URL": "",
            "REDIS_URL": f"redis://127.0.0.1:{self._ports[0]}/0",
            "EMAIL_URL": f"smtp://127.0.0.1:{self._ports[1]}",
            "MEDIA_ROOT": str(self.media),
            "SEARCH_INDEX_DIR": str(self.disk / "search"),
            "STATIC_ROOT": str(self.folder / "static"),
            "TMPDIR": str(temporary),
            # So that the readers of the benchmark are not one visitor who asks too much.
            "TRUSTED_PROXIES": "1",
            "LOG_LEVEL": "ERROR",
        }

    def start(self) -> None:
        self.postgresql.make()
        self.redis = redis(self._ports[0], self.folder)
        self.mail = mail_server(self._ports[1], self.mails)

    def stop(self) -> None:
        for server in (self.redis, self.mail, self.postgresql):
            if server is not None:
                server.stop()

    def run(self, *arguments: str) -> None:
        process = manage(self.environment, *arguments)
        _, errors = process.communicate()
        if process.returncode:
            raise RuntimeError(f"{' '.join(arguments)}: {errors}")

    def build(self) -> None:
        """The demo site, as it is installed."""
        for command in (["collectstatic", "--noinput"], ["release"], ["seed_demo"]):
            self.run(*command)


@contextmanager
def scratch_site() -> Iterator[ScratchSite]:
    """A site with servers of its own, whose environment this process has too."""
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        site = ScratchSite(folder)
        try:
            site.start()
            os.environ |= site.environment
            yield site
        finally:
            site.stop()
