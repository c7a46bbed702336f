"""Gunicorn for production. Put a buffering proxy in front: a few half-open connections
would otherwise keep all threads busy (docs/deployment.md)."""

from pathlib import Path

from gunicorn.glogging import Logger

from cms import heaps
from cms.environment import read_server
from cms.logs import JsonFormatter, numbered, without_secrets

heaps.limit_heaps()
_server = read_server()


class SiteLogger(Logger):
    """Writes no key to a password or a subscription in the log, and JSON when the site does."""

    def setup(self, cfg):
        super().setup(cfg)
        if _server.log_format == "json":
            for handler in [*self.error_log.handlers, *self.access_log.handlers]:
                handler.setFormatter(JsonFormatter())

    def access(self, resp, req, environ, request_time):
        with numbered(dict(resp.headers).get("X-Request-ID", "-")):
            super().access(resp, req, environ, request_time)

    def atoms(self, resp, req, environ, request_time):
        return super().atoms(resp, req, environ, request_time) | {
            "U": without_secrets(environ.get("PATH_INFO", ""))
        }


logger_class = SiteLogger
bind, workers = _server.bind, _server.workers
threads = 4
worker_class = "gthread"
preload_app = True
max_requests = 5000
max_requests_jitter = 500
accesslog = "-"
# The path without its query string and without keys, and the number of the request.
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(D)sus [%({x-request-id}o)s]'
control_socket_disable = True
_memory = Path("/dev/shm")  # noqa: S108 - gunicorn's own advice for its heartbeat file
if _memory.is_dir():
    worker_tmp_dir = str(_memory)
