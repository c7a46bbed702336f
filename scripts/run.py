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


def manage(*arguments: str) -> None:
    """Run a management command; stop here, with its status, when it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=ENVIRONMENT, check=False
    )
    if done.returncode:
        sys.exit(done.returncode)


def main() -> int:
    (ROOT / "var").mkdir(exist_ok=True)
    manage("migrate", "--noinput", "--verbosity", "0")
    manage("setup_roles")
    manage("seed_demo")
    manage("rebuild_search", "--verbosity", "0")
    manage("collectstatic", "--noinput", "--verbosity", "0")
    web = [str(BIN / "gunicorn"), "cms.wsgi", "--config", "cms/gunicorn.py"]
    worker = [sys.executable, "manage.py", "worker"]
    processes = [subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT) for command in (web, worker)]
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
