"""Reports of errors to Sentry, only where an address for them is set."""

from django.conf import settings


def report_errors() -> None:
    """Begin to send errors to `SENTRY_DSN`: no person, no form, no cookie, no query string."""
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
    return event
