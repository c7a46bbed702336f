"""Reports of errors to Sentry, only where an address for them is set."""

import re

from django.conf import settings

from cms.logs import without_secrets

# What somebody asked, behind an address and where Sentry puts it apart:
# https://develop.sentry.dev/sdk/telemetry/traces/span-data-conventions/
_ASKED = re.compile(r"(?<=[/\w])\?[^\s\"'<>]+")
_ASKED_APART = frozenset({"http.query", "http.fragment"})


def report_errors() -> None:
    """Begin to send errors to `SENTRY_DSN`: no person, form, cookie, query string or key."""
    if not settings.SENTRY_DSN:
        return
    import sentry_sdk

    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        before_send=_without_person,
    )


def _without_person(event, hint):
    request = event.get("request", {})
    for name in ("cookies", "data", "env", "headers", "query_string"):
        request.pop(name, None)
    event.pop("user", None)
    return _without_keys(event)


def _without_keys(part):
    """The addresses in it do not open what is of one person, nor tell what somebody asked: in a
    log line or a breadcrumb too."""
    if isinstance(part, dict):
        return {
            name: _without_keys(value) for name, value in part.items() if name not in _ASKED_APART
        }
    if isinstance(part, (list, tuple)):
        return [_without_keys(value) for value in part]
    if isinstance(part, str) and "/" in part:
        return _ASKED.sub("?***", without_secrets(part))
    return part
