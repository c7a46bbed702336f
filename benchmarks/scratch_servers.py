"""Servers of one's own on free ports, which a benchmark may stop, restart and starve."""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from serving import ROOT, free_port

_PROGRAMS = Path("/usr/lib/postgresql")
_DATABASE = "site"


class PostgreSQL:
    """A cluster in a folder. PostgreSQL refuses to run as root: then it runs as `postgres`."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.port = free_port()
        self._user = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
        folder.mkdir(parents=True)
        if self._user:
            shutil.chown(folder, **self._user)

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/{_DATABASE}"

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def make(self) -> None:
        """An empty database."""
        self._run("initdb", "-D", self._data, "-U", "postgres", "--auth=trust", "-E", "UTF8")
        self.start()
        self._run("createdb", "-h", "127.0.0.1", "-p", self.port, "-U", "postgres", _DATABASE)

    def follow(self, other: "PostgreSQL") -> None:
        """A copy of another cluster that follows it from now on."""
        address = ["-h", "127.0.0.1", "-p", other.port, "-U", "postgres"]
        self._run("pg_basebackup", *address, "-D", self._data, "-R", "--checkpoint=fast")
        self.start()

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        log = self.folder / "log"
        self._run("pg_ctl", "-D", self._data, "-l", log, "-o", options, "-w", "start")

    def stop(self) -> None:
        with suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-D", self._data, "-m", "fast", "-w", "stop")

    def restart(self) -> None:
        self.stop()
        self.start()

    def sql(self, statement: str) -> None:
        self._run("psql", "-q", self.url, "-c", statement)

    def _run(self, program: str, *arguments) -> None:
        command = [str(_program(program)), *map(str, arguments)]
        # pg_ctl leaves a server behind that would keep a pipe open.
        subprocess.run(
            command, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            **self._user,
        )  # fmt: skip


def _program(name: str) -> Path:
    """Of the newest PostgreSQL on this machine."""
    found = sorted(_PROGRAMS.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    return found[-1] if found else Path(name)


class Program:
    """A program that keeps running until it is stopped, and can be started again."""

    def __init__(self, *command: str, environment: dict[str, str] | None = None):
        self._command = command
        self._environment = {**os.environ, **(environment or {})}
        self._process: subprocess.Popen | None = None
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command,
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def redis(port: int, folder: Path) -> Program:
    return Program("redis-server", "--port", str(port), "--save", "", "--dir", str(folder))


def mail_server(port: int, file: Path) -> Program:
    sink = ROOT / "benchmarks" / "smtp_sink.py"
    return Program(sys.executable, str(sink), str(port), str(file))


def manage(environment: dict[str, str], *arguments: str) -> subprocess.Popen:
    """A command of the site, started."""
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "LOG_LEVEL": "ERROR", **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
