"""Serve the demo site: set up what is missing, then run web and worker until Ctrl-C."""

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = os.environ.get("PORT", "8000")
ENVIRONMENT = {**os.environ, "PORT": PORT}
ENVIRONMENT.setdefault("SITE_URL", f"http://127.0.0.1:{PORT}")
BIN = Path(sys.executable).parent


def start(*arguments: str) -> subprocess.Popen:
    """Start a management command."""
    return subprocess.Popen([sys.executable, "manage.py", *arguments], cwd=ROOT, env=ENVIRONMENT)


def finish(process: subprocess.Popen) -> None:
    """Wait for a command; stop here, with its status, when it fails."""
    if process.wait():
        sys.exit(process.returncode)


def main() -> int:
    (ROOT / "var").mkdir(exist_ok=True)
    static_files = start("collectstatic", "--noinput", "--verbosity", "0")  # on the other core
    finish(start("migrate", "--noinput", "--verbosity", "0"))
    finish(start("setup_roles"))
    finish(start("seed_demo"))
    finish(start("rebuild_search", "--verbosity", "0"))
    finish(static_files)
    web = [str(BIN / "gunicorn"), "cms.wsgi", "--config", "cms/gunicorn.py"]
    processes = [subprocess.Popen(web, cwd=ROOT, env=ENVIRONMENT), start("worker")]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.stdout.write(f"\nDe site staat op http://127.0.0.1:{PORT} (stoppen: Ctrl-C)\n")
    sys.stdout.flush()
    try:
        return processes[0].wait()
    except KeyboardInterrupt:
        return 0
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


if __name__ == "__main__":
    sys.exit(main())
