"""Gunicorn for production. Put a buffering proxy in front: a few half-open connections
would otherwise keep all threads busy (docs/deployment.md)."""

import os
from pathlib import Path

from gunicorn.glogging import Logger

from cms.logs import without_secrets


class logger_class(Logger):  # noqa: N801 - the name that gunicorn reads
    """Writes no key to a password or a subscription in the log."""

    def atoms(self, resp, req, environ, request_time):
        return super().atoms(resp, req, environ, request_time) | {
            "U": without_secrets(environ.get("PATH_INFO", ""))
        }


bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
worker_class = "gthread"
preload_app = True
max_requests = 5000
max_requests_jitter = 500
accesslog = "-"
# The path without its query string and without keys, and the number of the request.
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(D)sus [%({x-request-id}o)s]'
control_socket_disable = True
if Path("/dev/shm").is_dir():  # noqa: S108 - gunicorn's own advice for its heartbeat file
    worker_tmp_dir = "/dev/shm"  # noqa: S108
