"""What machines are told about the mailbox with returned mails."""

from cms.models import Pulse


def state_of_mailbox() -> str:
    """What was wrong when the worker last read it, or "ok", for `/readyz`."""
    pulse = Pulse.objects.filter(name="bounces").first()
    return (pulse and pulse.trouble) or "ok"
