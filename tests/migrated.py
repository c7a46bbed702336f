"""A database that is migrated, with the roles and nothing else, to copy.

Migrating takes longer than most test files. It is made once for a state of the migrations and
the roles: on SQLite a file in `var/`, on PostgreSQL a database on the server,
`waas_migrated_` and its fingerprint. Older ones are removed. `python -m tests.migrated` makes
those of the URLs that it is given beforehand.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "migrated"
_PREFIX = "waas_migrated_"


def copy_file(target: Path) -> None:
    """A migrated SQLite database at `target`."""
    shutil.copyfile(make_file(), target)


def make_file() -> Path:
    """The migrated SQLite database itself."""
    made = FOLDER / f"{_fingerprint()}.sqlite3"
    with _one_at_a_time():
        if not made.exists():
            for old in [*FOLDER.glob("*.sqlite3"), *FOLDER.glob("*.unfinished*")]:
                old.unlink()
            unfinished = made.with_suffix(".unfinished")
            _migrate(f"sqlite:///{unfinished}")
            unfinished.rename(made)
    return made


def postgresql_template(url: str) -> str:
    """The name of a migrated database on the server of `url`, to be named as TEMPLATE."""
    import psycopg
    from psycopg.sql import SQL, Identifier

    name = f"{_PREFIX}{_fingerprint()}"
    server = url.rpartition("/")[0]
    with _one_at_a_time(), psycopg.connect(url, autocommit=True) as connection:
        rows = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [_PREFIX]
        ).fetchall()
        names = {row[0] for row in rows}
        if name not in names:
            for old in names:
                connection.execute(SQL("DROP DATABASE {}").format(Identifier(old)))
            unfinished = f"{_PREFIX}unfinished"
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(unfinished)))
            _migrate(f"{server}/{unfinished}")
            connection.execute(
                SQL("ALTER DATABASE {} RENAME TO {}").format(
                    Identifier(unfinished), Identifier(name)
                )
            )
    return name


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fingerprint() -> str:
    """Twelve hexadecimal digits that change with our migrations, roles and packages."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for file in [ROOT / "home" / "roles.py", *sorted(ROOT.glob("*/migrations/*.py"))]:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _migrate(database_url: str) -> None:
    for command in ("migrate", "setup_roles"):
        subprocess.run(
            [sys.executable, "manage.py", command, "--verbosity", "0"],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": database_url, "LOG_LEVEL": "ERROR"},
            check=True,
            stdout=subprocess.DEVNULL,
        )


if __name__ == "__main__":
    for url in sys.argv[1:]:
        if url == "sqlite":
            make_file()
        else:
            postgresql_template(url)
