"""Gunicorn for production. Put a buffering proxy in front: a few half-open connections
would otherwise keep all threads busy (docs/deployment.md)."""

import os
from pathlib import Path

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
worker_class = "gthread"
preload_app = True
max_requests = 5000
max_requests_jitter = 500
accesslog = "-"
control_socket_disable = True
if Path("/dev/shm").is_dir():  # noqa: S108 - gunicorn's own advice for its heartbeat file
    worker_tmp_dir = "/dev/shm"  # noqa: S108
