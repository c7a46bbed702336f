"""What the provider of an API says came back, through the webhooks of django-anymail.

That package is optional, so nothing of it is imported: its events are plain objects, alike for
all providers. They end where the reports of mail servers end.
"""

import re

from newsletter.bounces.reading import COMPLAINT, HARD, SOFT, Report, is_about_mailbox
from newsletter.bounces.recording import record
from newsletter.models.delivery import TOKEN_LENGTH

# The name of what travels with a mail and comes back with each event about it.
TOKEN_KEY = "delivery"  # noqa: S105 - a name

_FAILURES = {"bounced", "rejected", "failed"}
_STATUS = re.compile(r"\b[45]\.\d{1,3}\.\d{1,3}\b")


def record_event(sender, event, esp_name, **kwargs) -> None:
    """Receives `anymail.signals.tracking`."""
    if report := read_event(event):
        record(report)


def read_event(event) -> Report | None:
    """What an event says about a delivery; None when it is about nothing that came back.

    Where the provider passes on the status of the mail server, that decides; its own word for it
    counts only without.
    """
    token = str((event.metadata or {}).get(TOKEN_KEY, ""))
    if not re.fullmatch(rf"[0-9a-f]{{{TOKEN_LENGTH}}}", token):
        return None
    if event.event_type == "complained" or event.reject_reason == "spam":
        return Report(token, COMPLAINT, True, "", "complaint")
    if event.event_type not in {*_FAILURES, "deferred"}:
        return None
    answer = " ".join(str(event.mta_response or event.description or "").split())
    found = _STATUS.search(answer)
    status = found.group(0) if found else ""
    is_failure = event.event_type in _FAILURES
    is_gone = is_about_mailbox(status) if status else event.reject_reason in {"invalid", "bounced"}
    kind = HARD if is_failure and is_gone else SOFT
    return Report(token, kind, is_failure, status, (answer or event.event_type)[:500])
