"""A WSGI application that does nothing but give one answer: the limit for cached pages."""

import json
import os
from pathlib import Path

_kept = json.loads(Path(os.environ["BARE_ANSWER"]).read_text())
_headers = [tuple(pair) for pair in _kept["headers"]]
_body = bytes.fromhex(_kept["body"])


def application(environ, start_response):
    start_response("200 OK", _headers)
    return [_body]
