"""Everything that the site knows about one person, to read and to take along."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter.models import Subscriber


def own_data(subscriber: Subscriber) -> dict:
    """What is kept about a person, ready for JSON; moments in ISO 8601 with their zone."""
    return {
        "email": subscriber.email,
        "language": subscriber.language,
        "since": _moment(subscriber.created_at),
        "subscriptions": [
            {
                "series": subscription.series.name,
                "state": subscription.state,
                "asked": _moment(subscription.requested_at),
                "confirmed": _moment(subscription.activated_at),
                "ended": _moment(subscription.ended_at),
            }
            for subscription in subscriber.subscriptions.select_related("series")
        ],
        "consent": [
            {
                "at": _moment(event.at),
                "action": event.action,
                "source": event.source,
                "series": event.series.name if event.series else None,
                "wording": event.wording,
                "version": event.wording_version,
                "page": event.page,
                "evidence": event.evidence,
            }
            for event in subscriber.consent_events.select_related("series")
        ],
        "mailings": [
            {
                "subject": delivery.content.subject,
                "state": delivery.state,
                "at": _moment(delivery.settled_at),
            }
            for delivery in _deliveries(subscriber)
        ],
    }


def own_rows(subscriber: Subscriber) -> Iterator[list[str]]:
    """The same as lines: what, when, which series, how, and the words."""
    yield [_("What"), _("When"), _("Series"), _("How"), _("Words")]
    yield [_("E-mail address"), "", "", "", subscriber.email]
    yield [_("Language"), "", "", "", subscriber.language]
    yield [_("Known since"), _moment(subscriber.created_at), "", "", ""]
    for subscription in subscriber.subscriptions.select_related("series"):
        when = subscription.ended_at or subscription.activated_at or subscription.requested_at
        state = subscription.get_state_display()
        yield [_("Subscription"), _moment(when), subscription.series.name, state, ""]
    for event in subscriber.consent_events.select_related("series"):
        yield [
            event.get_action_display(),
            _moment(event.at),
            event.series.name if event.series else "",
            event.get_source_display(),
            event.wording or event.evidence,
        ]
    for delivery in _deliveries(subscriber):
        yield [
            _("Newsletter"),
            _moment(delivery.settled_at) or "",
            delivery.mailing.series.name,
            delivery.get_state_display(),
            delivery.content.subject,
        ]


def _deliveries(subscriber: Subscriber):
    """The mailings that this person got, or should have got."""
    deliveries = subscriber.deliveries.select_related("content", "mailing__series")
    return deliveries.defer("content__html", "content__text")


def _moment(moment) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None
