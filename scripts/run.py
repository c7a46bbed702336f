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


def start(*command: str, **options) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, *command], cwd=ROOT, env=ENVIRONMENT, **options)


def finish(process: subprocess.Popen) -> None:
    """Wait for a command; stop here, with its status, when it fails."""
    if process.wait():
        sys.exit(process.returncode)


def main() -> int:
    static_files = start("manage.py", "collectstatic", "--noinput", "-v0")  # on the other core
    finish(start("manage.py", "release", "-v0"))
    finish(start("manage.py", "seed_demo"))
    finish(static_files)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.default_int_handler)
    # In sessions of their own: Ctrl-C reaches this process alone, which passes it on once. A
    # gunicorn worker that hears it from the terminal and from its master can wait for itself.
    processes = [
        start(str(BIN / "gunicorn"), "cms.wsgi", "-c", "cms/gunicorn.py", start_new_session=True),
        start("manage.py", "worker", start_new_session=True),
    ]
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
